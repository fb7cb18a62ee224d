"""A damaged index, small and large: the same answer or an error, no wrong citation, no warning lost."""

import os
import shutil
import sys
from pathlib import Path

from support.command import ROOT
from support.faults import HARMS, Asked, files_of, harmed
from support.large import sentence_records, write_records
from support.threats import Place, Tries, tell

QUESTIONS = (
    "Welke magnesium kan ik het beste nemen?",
    "Mijn kind at een pot magnesiumpillen leeg",
    "helpt magnesum tegen spierpin",
    "Hoeveel uur slaap heb ik nodig?",
)
ARTICLE = "## Hoe lang slapen?\n\nSlaap zeven uur per nacht.\n\n## Magnesium\n\nSlik geen 15 mg magnesium.\n"
_FEW = ("Hoe lang moet ik slapen?", "Mijn kind at een pot magnesiumpillen leeg")
# Of a file above this size one byte in forty is tried: its checksum covers all of them alike.
_LARGE, _ONE_IN = 64 << 10, 40


def _dictionary() -> Path:
    return next(Path(os.environ["XDG_CACHE_HOME"], "citaat").glob("dutch-*"))


def _small(place: Place) -> tuple[Path, Asked]:
    corpus = place.fresh("small")
    (corpus / "slaap.md").write_text(f'+++\ntitle = "Slaap"\n+++\n\n{ARTICLE}', encoding="utf-8")
    return place.work / "small-index", Asked(corpus, place.work / "small-index", _FEW)


def every_byte(place: Place) -> Tries:
    """Each byte of a small index, one bit of it turned over."""
    folder, asked = _small(place)
    for name in files_of(folder):
        file = folder / name
        before = file.read_bytes()
        sparse = _ONE_IN if len(before) > _LARGE else 1
        step = max(1, round(sparse / place.share))
        for at in range(place.chance.randrange(step), len(before), step):
            harm = bytearray(before)
            harm[at] ^= 1 << place.chance.randrange(8)
            file.write_bytes(harm)
            found = asked.fault()
            _mend(file, before)
            yield f"{name}, byte {at}: {found}" if found else ""


def _mend(file: Path, before: bytes) -> None:
    """As it was, in a file that only its owner may write: the folder may have been made again meanwhile."""
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(before)


def every_file(place: Place) -> Tries:
    """Every file of the real index and of the dictionary, harmed in every way."""
    index = place.work / "index"
    asked = Asked(ROOT / "corpus", index, QUESTIONS)
    for folder in (index, _dictionary()):
        every = [(name, harm) for name in files_of(folder) for harm in HARMS]
        for name, harm in place.chance.sample(every, place.many(len(every))):
            yield harmed(folder, name, harm, place.chance, asked)


def bits_of_articles(place: Place) -> Tries:
    """Single bits of the real index and of the dictionary, in files by their size."""
    index = place.work / "index"
    asked = Asked(ROOT / "corpus", index, QUESTIONS)
    for folder in (index, _dictionary()):
        yield from _bits(place, folder, asked, 2_500)


def bits_of_passages(place: Place) -> Tries:
    """Single bits of the index of six thousand passages, whose files are too large to be read whole."""
    corpus = write_records(place.fresh("large"), sentence_records(place.chance, 6_000))
    asked = Asked(corpus, place.work / "large-index", ("hoogstens hoeveel mg zink", *_FEW))
    yield from _bits(place, place.work / "large-index", asked, 10_000)


def _bits(place: Place, folder: Path, asked: Asked, count: int) -> Tries:
    names = files_of(folder)
    sizes = [(folder / name).stat().st_size for name in names]
    shutil.copytree(folder, folder.with_name("kept"))
    for name in place.chance.choices(names, sizes, k=place.many(count)):
        file, before = folder / name, (folder / name).stat().st_ino
        HARMS["flip"](file, place.chance)
        found = asked.fault()
        if file.exists() and file.stat().st_ino == before:
            shutil.copyfile(folder.with_name("kept") / name, file)
        yield f"flip of {name}: {found}" if found else ""
    shutil.rmtree(folder.with_name("kept"))


if __name__ == "__main__":
    sys.exit(
        tell(
            __doc__,
            {
                "damaged index: every byte of a small one": every_byte,
                "damaged index: every file in every way": every_file,
                "damaged index: bits of that of articles": bits_of_articles,
                "damaged index: bits of that of 6,000 passages": bits_of_passages,
            },
        )
    )
