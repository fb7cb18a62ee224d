"""Fitting the model on development questions: weights of the ranking, then of the decision.

Run as ``python -m citaat.training.ranking`` (``make fit``); it prints cross-validated
figures and writes model.toml. Two profiles are fitted: "lexicon" on the corpus with its
lexicon, "plain" on corpora without one. Test questions are never read.

The ranking is a softmax over all units of a question (listwise logistic regression,
Cao et al. 2007), shrunk towards a prior; the decision is fitted (see `deciding`) on
answers ranked by a model that has not seen the question (five folds, whole paraphrase
groups apart). Off-topic questions count for little each: people ask them
seldom, and a system that answers them looks foolish.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from citaat.answer.compose import compose, quote, shown_text
from citaat.answer.decision import NAMES as SIGNALS
from citaat.answer.decision import Judge, familiarity
from citaat.caveats.rules import Rules
from citaat.index import store
from citaat.index.building import builder as index
from citaat.search.features import NAMES as FEATURES
from citaat.search.features import Candidate
from citaat.search.query import Reading
from citaat.search.ranking import Gap, Ranked, Ranker
from citaat.training.decision import (
    FOLDS,
    SHAPES,
    Judged,
    Shape,
    Vector,
    cross_validated,
    figures,
    fit_decision,
)

# What an off-topic question counts for beside a gold question.
OFF_TOPIC = 0.15
# How strongly the ranking is pulled towards its prior.
PULL = 0.02
# The same for ready-made passages, which are of other kinds than the texts there are questions for; chosen
# among four with covid_faq_nl in view.
PASSAGE_PULL = 0.5
Familiar = Callable[[str], float]
MODEL = index.DATA / "model.toml"


@dataclass(frozen=True, slots=True)
class Example:
    """A development question on one corpus, with all its candidates."""

    record: dict[str, Any]
    reading: Reading
    candidates: list[Candidate]
    gap: Gap
    features: Vector
    relevance: Vector
    passages: store.Passages
    rarest: float
    familiar: Familiar
    weight: float

    @property
    def fold(self) -> int:
        """The fold of the question's paraphrase group."""
        return int(hashlib.sha256(self.record["group"].encode()).hexdigest(), 16) % FOLDS


def plain(text: str) -> str:
    """White space folded, lower case: how must-contain strings are compared."""
    return " ".join(text.split()).lower()


def examples(root: Path, gold: Mapping[Path, float], *, lexicon: bool) -> list[Example]:
    """The development questions of `gold` (files, with what a question counts for) with their candidates."""
    with tempfile.TemporaryDirectory(prefix="citaat-fit-") as folder:
        source = root
        if not lexicon:
            source = Path(folder) / "corpus"
            shutil.copytree(root, source, ignore=shutil.ignore_patterns("lexicon.toml"))
        index.build(source, Path(folder) / "index")
        opened = store.Index(str(Path(folder) / "index"))
        protected = Rules(opened.rules(), opened.lemmas).protected
        ranker = Ranker(opened, {}, protected)
        familiar = familiarity(opened)
        return [
            _example(record, ranker, opened, familiar, weight)
            for path, weight in gold.items()
            for record in map(json.loads, path.read_text(encoding="utf-8").splitlines())
            if record["split"] == "dev"
        ]


def _example(record: dict[str, Any], ranker: Ranker, opened: store.Index, familiar: Familiar,
             weight: float) -> Example:  # fmt: skip
    reading = ranker.read(record["question"])
    known = ranker.known(reading)
    found = ranker.candidates(reading, known)
    relevance = [_relevance(record, candidate, opened.passages) for candidate in found]
    return Example(
        record, reading, found, known.gap, np.array([c.values for c in found]), np.array(relevance),
        opened.passages, opened.fields["parts"].rarest, familiar, weight,
    )  # fmt: skip


def _relevance(record: dict[str, Any], candidate: Candidate, passages: store.Passages) -> float:
    """1 for evidence that holds all that an answer must, 0.5 and up for other evidence, else 0."""
    unit = candidate.unit
    passage = passages[unit.passage]
    text = plain(passage.slice(passage.sentences[unit.first].start, passage.sentences[unit.last].end))
    if not any(e["article"] == passage.article_id and plain(e["quote"]) in text for e in record["evidence"]):
        return 0.0
    groups = [any(plain(one) in text for one in group) for group in record["must_contain"]]
    return 0.5 + 0.5 * (sum(groups) / len(groups) if groups else 1.0)


def fit_ranking(chosen: Sequence[Example], prior: Vector, strength: float) -> Vector:
    """Weights that put evidence first, shrunk towards `prior` with `strength`."""
    from scipy.optimize import minimize

    data = [(e.features, e.relevance) for e in chosen if e.relevance.size and e.relevance.max() > 0]

    def loss(weights: Vector) -> tuple[float, Vector]:
        total, slope = 0.0, np.zeros_like(weights)
        for features, relevance in data:
            scores = features @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            good = float(shares @ relevance) + 1e-12
            total -= np.log(good)
            slope -= features.T @ (shares * relevance / good - shares)
        pull = weights - prior
        return total / len(data) + strength * float(pull @ pull), slope / len(data) + 2 * strength * pull

    fitted: Vector = minimize(loss, prior, jac=True, method="L-BFGS-B").x
    return fitted


def judged(example: Example, weights: Vector) -> Judged:
    """Rank with `weights`, compose the answer, and see whether it is right."""
    scores = example.features @ weights if example.candidates else np.zeros(0)
    order = sorted(range(len(scores)), key=lambda at: (-scores[at], at))
    shares = np.exp(scores - scores.max()) if len(scores) else scores
    shares = shares / shares.sum() if len(scores) else shares
    ranked = [Ranked(example.candidates[at], float(scores[at]), float(shares[at])) for at in order]
    spans = compose(example.reading, ranked, example.passages)
    judge = Judge({}, example.rarest, example.passages, example.familiar)
    signals = judge.signals(example.reading, ranked, spans, example.gap) if spans else (0.0,) * len(SIGNALS)
    text = plain("\n".join(shown_text(quote(span, example.passages[span.passage])) for span in spans))
    record = example.record
    good = all(any(plain(one) in text for one in group) for group in record["must_contain"])
    answerable = bool(record["answerable"])
    return Judged(signals, answerable and good, answerable, example.fold, example.weight)


def out_of_fold(chosen: Sequence[Example], prior: Vector, strength: float) -> list[Judged]:
    """Every example judged with weights fitted on the other folds."""
    found: list[Judged] = []
    for fold in range(FOLDS):
        weights = fit_ranking([e for e in chosen if e.fold != fold], prior, strength)
        found.extend(judged(example, weights) for example in chosen if example.fold == fold)
    return found


def fit_profile(
    name: str, chosen: Sequence[Example], prior: Vector, shape: Shape
) -> dict[str, dict[str, Any]]:
    """Fit one profile and print its cross-validated figures."""
    held = out_of_fold(chosen, prior, PULL)
    sure, order = cross_validated(held, shape)
    seldom = np.array([one.weight < 1 for one in order])
    steps = np.round(np.arange(0.2, 0.7, 0.01), 2)

    def worth(step: float) -> float:
        """What the goals ask for, together, and no answer to what is off topic."""
        return sum(figures(sure, order, step)) - float(np.mean(sure[seldom] >= step) if seldom.any() else 0.0)

    threshold = float(max(steps, key=lambda step: (worth(step), -abs(step - 0.45))))
    always = sum(one.right for one in order) / sum(one.answerable for one in order)
    told = ", ".join(
        f"{what} {value:.3f}"
        for what, value in zip(
            ("accuracy", "answerable right", "abstention F1"), figures(sure, order, threshold), strict=True
        )
    )
    foolish = int(np.sum(sure[seldom] >= threshold))
    print(
        f"{name}: {len(order) - sum(seldom)} questions, always answering {always:.3f}, threshold {threshold:.2f}: "
        f"{told}; {foolish} of {sum(seldom)} off-topic questions answered"
    )
    curves, bias = fit_decision(held, shape)
    ranking = fit_ranking(chosen, prior, PULL)
    return {
        "ranking": dict(zip(FEATURES, np.round(ranking, 3).tolist(), strict=True)),
        "decision": {"bias": round(bias, 3), "threshold": threshold},
        "decision.curves": {
            name: np.round(curve, 3).tolist() for name, curve in zip(SIGNALS, curves, strict=True)
        },
    }


def fit_passages(chosen: Sequence[Example]) -> dict[str, float]:
    """Weights for files of ready-made passages: a little from judgement towards what finds whole passages."""
    whole = [replace(example, relevance=_whole(example)) for example in chosen]
    prior = np.array([PASSAGES.get(name, 0.0) for name in FEATURES])
    weights = fit_ranking(whole, prior, PASSAGE_PULL)
    return dict(zip(FEATURES, np.round(weights, 3).tolist(), strict=True))


def _whole(example: Example) -> Vector:
    """1 for every unit of a passage that holds evidence."""
    found = {
        candidate.unit.passage
        for candidate, relevance in zip(example.candidates, example.relevance, strict=True)
        if relevance > 0
    }
    return np.array([float(candidate.unit.passage in found) for candidate in example.candidates])


def write_model(profiles: dict[str, dict[str, dict[str, Any]]], path: Path) -> None:
    """Write the profiles as TOML, one coefficient a line."""
    lines = ["# Fitted by citaat.training.ranking on development questions; do not edit by hand.", ""]
    for profile, tables in profiles.items():
        for table, values in tables.items():
            lines.append(f"[{profile}.{table}]")
            lines += [f"{name} = {value}" for name, value in values.items()]
            lines.append("")
    path.write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    """Fit both profiles on the development questions of a checkout."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--evals", type=Path, default=Path("evals"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--output", type=Path, default=MODEL)
    arguments = parser.parse_args()
    gold = {
        arguments.evals / "gold" / "dev.jsonl": 1.0,
        arguments.evals / "off-topic" / "dev.jsonl": OFF_TOPIC,
    }
    prior = np.array([PRIOR.get(name, 0.0) for name in FEATURES])
    own = examples(arguments.corpus, gold, lexicon=True)
    bare: list[Example] = []
    for path in sorted(arguments.evals.glob("sites/*/gold-dev.jsonl")):
        bare += examples(path.parent / "corpus", {path: 1.0}, lexicon=False)
    profiles = {
        name: fit_profile(name, chosen, prior, SHAPES[name])
        for name, chosen in (("lexicon", own), ("plain", bare))
    }
    profiles["passages"] = {"ranking": fit_passages(bare)}
    write_model(profiles, arguments.output)


# Where the weights start from: plain judgement, before any question was seen.
PRIOR = {
    "cover": 2.0, "cover_asks": 2.0, "cover_context": 2.0, "alias": 3.0, "alias_text": 3.0, "lemma": 1.0, "parts": 1.0, "chars": 1.0, "lemma_saturated": 1.0, "chars_saturated": 1.0, "heading": 1.0, "heading_cover": 0.5, "passage_cover": 2.0, "heading_ask": 1.0, "letters": 1.0, "density": 0.5,
    "rarest_hit": 0.5, "number_has": 1.0, "number_lacks": -0.5, "amount_has": 0.3, "span_has": 0.3,
    "percent_has": 0.1, "when_has": 0.3, "why_has": 0.3, "yesno_verdict": 0.3, "advice_has": 0.1,
    "negated_has": 0.2, "list_is": 0.5, "define_has": 0.3, "who_has": 0.5, "points_back": -0.3, "chatty": -0.2,
}  # fmt: skip

# Where the weights for files of ready-made passages start from: whole passages are ranked there.
PASSAGES = {
    "lemma": 1.0, "chars": 1.0, "lemma_saturated": 1.0, "chars_saturated": 1.0, "heading": 0.5,
    "passage_cover": 0.5, "cover_context": 0.5, "letters": 0.5,
}  # fmt: skip

if __name__ == "__main__":
    main()
