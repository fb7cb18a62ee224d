"""Fitting the one model on development questions, with whole sites left out in turn to see what it is worth.

Run as ``python -m citaat.training.fit`` (``make fit``): it prints, for every site, the figures of a model that has
seen nothing of it, and writes the model fitted on all of them. Test questions and sealed sites are never read.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from citaat.answer.decision import Trees
from citaat.answer.signals import NAMES as SIGNALS
from citaat.dutch.words import read_toml
from citaat.index.building.dictionary import DATA
from citaat.training.decision import fit_decision
from citaat.training.examples import FOLDS, Example, Judged, Site, Vector, examples, judged, open_site
from citaat.training.passages import fit_passages, passage_rows
from citaat.training.ranking import PRIOR, fit_ranking

MODEL = DATA / "fitted" / "model.toml"
# What the questions of the corpus with a lexicon count for beside those of a site, and off-topic ones.
LEXICON, OFF_TOPIC = 0.5, 0.15
_SITES: list[Site] = []


def sites(evals: Path, corpus: Path) -> list[Site]:
    """The corpus with its lexicon, and every site that has development questions, dealt over the folds."""
    own = [evals / "gold" / "dev.jsonl", evals / "off-topic" / "dev.jsonl"]
    found = [open_site("", corpus, own, 0, whole=False)]
    folders = sorted(path.parent for path in evals.glob("sites/*/gold-dev.jsonl"))
    for number, folder in enumerate(folders):
        found.append(
            open_site(folder.name, folder / "corpus", [folder / "gold-dev.jsonl"], number % FOLDS, whole=True)
        )
    return found


def _examples(job: tuple[int, Mapping[str, Any]]) -> list[tuple[str, Example]]:
    return [(_SITES[job[0]].name, one) for one in examples(_SITES[job[0]], job[1])]


def _judged(job: tuple[int, Mapping[str, Any], int]) -> list[Judged]:
    return list(judged(_SITES[job[0]], job[1], job[2]))


def fit(
    pool: ProcessPoolExecutor, before: dict[str, Any]
) -> tuple[dict[str, Any], list[Judged], list[dict[str, Any]]]:
    """A model, every question judged by a model that has not seen it, and these models by fold."""
    found = [
        pair for part in pool.map(_examples, [(at, before) for at in range(len(_SITES))]) for pair in part
    ]
    folds = [
        before | fit_ranking(*_weighed([pair for pair in found if pair[1].fold != fold]))
        for fold in range(FOLDS)
    ]
    jobs = [(at, folds[fold], fold) for at, site in enumerate(_SITES) for fold in _folds(site)]
    rows = [row for part in pool.map(_judged, jobs) for row in part]
    model = before | fit_ranking(*_weighed(found)) | fit_decision(rows, _weights(rows))
    for fold in range(FOLDS):
        seen = [row for row in rows if row.fold != fold]
        folds[fold] |= fit_decision(seen, _weights(seen))
    return model, rows, folds


def _jobs(model: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    return [(at, model) for at, site in enumerate(_SITES) if site.whole]


def _passages(job: tuple[int, Mapping[str, Any]]) -> list[tuple[Vector, Vector]]:
    return passage_rows(_SITES[job[0]], job[1])


def _folds(site: Site) -> Sequence[int]:
    return [site.fold] if site.whole else range(FOLDS)


def _weighed(found: Sequence[tuple[str, Example]]) -> tuple[list[Example], list[float]]:
    return [one for _, one in found], [1.0 if name else LEXICON for name, _ in found]


def _weights(rows: Sequence[Judged]) -> list[float]:
    return [1.0 if row.site else LEXICON for row in rows]


def decided(rows: Sequence[Judged], folds: Sequence[Mapping[str, Any]]) -> list[tuple[Judged, float, float]]:
    """Each question with the probabilities that its fold's model gives."""
    trees = [(Trees.of(model["there"]), Trees.of(model["this"])) for model in folds]
    found = []
    for row in rows:
        values = dict(zip(SIGNALS, row.signals, strict=False))
        there, this = (part.probability(values) if values else 0.0 for part in trees[row.fold])
        found.append((row, there, this))
    return found


def figures(rows: Sequence[tuple[Judged, float, float]]) -> dict[str, float]:
    """What the decisions of these questions come to."""
    given = [there * this > 1 - there for _, there, this in rows]
    answerable = [row.answerable for row, _, _ in rows]
    sure = [there * this for _, there, this in rows]
    right = [row.right if said else not row.answerable for (row, _, _), said in zip(rows, given, strict=True)]
    shown = [(row, s) for (row, _, _), s, said in zip(rows, sure, given, strict=True) if said]
    return {
        "overall": float(np.mean(right)),
        "always": float(np.mean([row.right for row, _, _ in rows if row.answerable])),
        "first": float(np.mean([row.first for row, _, _ in rows if row.answerable])),
        "abstained": float(
            np.mean([not said for said, known in zip(given, answerable, strict=True) if not known] or [False])
        ),
        "auroc": _auroc([there for _, there, _ in rows], answerable),
        "ece": _calibration([s for _, s in shown], [row.right for row, _ in shown]),
        "length": float(np.mean([row.length for row, _, _ in rows])),
        "places": float(np.mean([row.places for row, _, _ in rows])),
    }


def _auroc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(labels, scores)) if len(set(labels)) > 1 else float("nan")


def _calibration(sure: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    if not sure:
        return 0.0
    place = np.minimum((np.array(sure) * bins).astype(int), bins - 1)
    gaps = [
        abs(np.mean(np.array(sure)[place == b]) - np.mean(np.array(right)[place == b])) * np.sum(place == b)
        for b in range(bins)
        if np.any(place == b)
    ]
    return float(sum(gaps) / len(sure))


def report(rows: Sequence[tuple[Judged, float, float]]) -> str:
    """A line for each site, and their mean without the corpus that has a lexicon."""
    names = list(dict.fromkeys(row.site for row, _, _ in rows))
    found = {name: figures([one for one in rows if one[0].site == name]) for name in names}
    keys = list(next(iter(found.values())))
    lines = [f"{'':18}" + "".join(f"{key:>10}" for key in keys)]
    lines += [
        f"{name or 'own corpus':18}" + "".join(f"{told[key]:10.3f}" for key in keys)
        for name, told in found.items()
    ]
    mean = [float(np.mean([told[key] for name, told in found.items() if name])) for key in keys]
    return "\n".join([*lines, f"{'mean of sites':18}" + "".join(f"{value:10.3f}" for value in mean)])


def write_model(model: Mapping[str, Any], path: Path) -> None:
    """Write the tables as TOML, one coefficient or tree a line."""
    lines = ["# Fitted by `make fit` (citaat.training.fit) on development questions; do not edit by hand."]
    for name, table in model.items():
        lines += ["", f"[{name}]"]
        for key, value in table.items():
            lines += (
                [f"{key} = [", *(f"  {json.dumps(tree)}," for tree in value), "]"]
                if isinstance(value, list)
                else [f"{key} = {float(value)!r}"]
            )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit the model on the development questions of a checkout."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--evals", type=Path, default=Path("evals"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--output", type=Path, default=MODEL)
    parser.add_argument(
        "--rounds", type=int, default=2, help="the features lean a little on the weights of words"
    )
    arguments = parser.parse_args()
    _SITES.extend(sites(arguments.evals, arguments.corpus))
    model: dict[str, Any] = {"strengths": read_toml(MODEL)["strengths"]} | {
        k: dict(v) for k, v in PRIOR.items()
    }
    with ProcessPoolExecutor(2) as pool:
        for number in range(arguments.rounds):
            model, rows, folds = fit(pool, model)
            sys.stdout.write(f"round {number + 1}\n{report(decided(rows, folds))}\n")
            sys.stdout.flush()
        model["passages"] = fit_passages([row for part in pool.map(_passages, _jobs(model)) for row in part])
    write_model(model, arguments.output)


if __name__ == "__main__":
    main()
