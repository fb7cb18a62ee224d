"""What a run is held against: floors, the failures on record, the blessed baseline."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from citaat.errors import IncomparableError, UsageError
from citaat.evaluation.gate.baseline import BLESS, Baseline, read_baseline, write_baseline
from citaat.evaluation.gate.floors import LEAST, Floor, fitting, read_floors
from citaat.evaluation.gate.known_failures import Failures, read_known, write_known
from citaat.evaluation.gate.shrinkage import merged
from citaat.evaluation.gate.waivers import Waiver, digest, read_waivers, write_waivers
from citaat.evaluation.gold.sets import GoldSet

FLOORS, KNOWN, BASELINE = "floors.toml", "known-failures.toml", "baseline/baseline.json"
WAIVERS = "baseline/waivers.toml"


_EDITED = "what blessings let go was edited by hand"
_NO_BASELINE = 'there is no baseline to compare with; record one: citaat eval --bless --reason "…"'


@dataclass(frozen=True, slots=True)
class Criteria:
    """`known` is None, and `floors` empty, where a single gold file comes without a folder of criteria.

    `incomparable` says why there is no baseline to compare with. `ungated`: to run without floors is what
    was asked for.
    """

    floors: tuple[Floor, ...] = ()
    known: Failures | None = None
    baseline: Baseline | None = None
    baseline_file: str = ""
    incomparable: str = ""
    least: int = LEAST
    split: str | None = None
    ungated: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the criteria are read from: a folder has them all, options replace floors and baseline.

    `foreign`: the outcomes are another system's. Its gate may not be less than the baseline's either.
    """

    folder: Path | None
    floors: Path | None = None
    baseline: Path | None = None
    split: str | None = None
    ungated: bool = False
    foreign: bool = False

    def read(self, sets: Mapping[str, GoldSet]) -> Criteria:
        """The criteria, proved to fit the gold. Missing floors are an error, never a pass."""
        floors: tuple[Floor, ...] = ()
        least = LEAST
        file = self.floors or (self.folder / FLOORS if self.folder else None)
        if file:
            read = read_floors(file)
            least = read.least
            floors = fitting(read, {name: gold.questions for name, gold in sets.items()}, self.split)
        # What fails on record, and how each question did, is about the system that was blessed here.
        known = read_known(self.folder / KNOWN) if self.folder and not self.foreign else None
        return self._compared(Criteria(floors, known, least=least, split=self.split, ungated=self.ungated))

    def _compared(self, criteria: Criteria) -> Criteria:
        """The criteria with the baseline, or with why there is none to compare with."""
        blessed = self.baseline or (self.folder / BASELINE if self.folder else None)
        if blessed is None:
            return replace(criteria, foreign=self.foreign)
        if not self.baseline and not blessed.exists():
            return replace(criteria, incomparable=f"{blessed}: {_NO_BASELINE}")
        try:
            read = read_baseline(blessed)
            told = "" if self.baseline else self._waived(read)
            return replace(criteria, baseline=read, baseline_file=str(blessed), incomparable=told)
        except IncomparableError as error:
            # The run is still worth seeing, and blessing it is the way out.
            return replace(criteria, incomparable=str(error))

    def _waived(self, baseline: Baseline) -> str:
        """What is wrong with the waivers that the baseline of the folder has a digest of."""
        assert self.folder is not None
        file = self.folder / WAIVERS
        return "" if digest(read_waivers(file)) == baseline.waived else f"{file}: {_EDITED}; {BLESS}"

    def damaged(self, criteria: Criteria) -> str:
        """What is wrong with a baseline that is there, when it does not tell all that was blessed."""
        there = self.folder is not None and (self.folder / BASELINE).exists()
        if not there or self.baseline or not criteria.incomparable:
            return ""
        return _EDITED if criteria.baseline else "the baseline that is there cannot be compared with"

    def forgotten(self) -> bool:
        """Whether a run was blessed here, as the known failures tell, and its baseline is no longer there."""
        folder = self.folder
        return folder is not None and (folder / KNOWN).exists() and not (folder / BASELINE).exists()

    def bless(self, baseline: Baseline, failing: Failures, waiver: Waiver) -> None:
        """Record a run: values as baseline, failures as known. Slices not run keep their record."""
        if self.folder is None:
            raise UsageError(
                "only a gold folder can be blessed", fix="give --gold FOLDER, or no --gold at all"
            )
        blessed, known = self.folder / BASELINE, self.folder / KNOWN
        waivers = (*read_waivers(self.folder / WAIVERS), *([waiver] if waiver.let_go else []))
        write_waivers(self.folder / WAIVERS, waivers)
        write_baseline(blessed, replace(_kept(blessed, self.split, baseline), waived=digest(waivers)))
        write_known(known, failing, read_known(known))


def _kept(path: Path, split: str | None, new: Baseline) -> Baseline:
    """The new baseline, with the records of the split that was not run."""
    if split is None or not path.exists():
        return new
    old = read_baseline(path)
    records = {where: own for where, own in old.records.items() if where.split != split}
    return merged(old, replace(new, records={**records, **new.records}), split)
