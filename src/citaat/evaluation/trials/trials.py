"""The names of the scores that come from asking changed questions or a changed corpus."""

PERTURBATIONS = (
    "typo",
    "diacritics",
    "compound-split",
    "compound-join",
    "u-je",
    "capitals",
    "lower-case",
    "no-question-mark",
    "nfd",
    "word-order",
)
DIRECTIONS = ("zwanger", "medicijnen", "noodgeval")
REMOVAL = "removal_abstention"
FLIPS = tuple(f"flip/{kind}" for kind in PERTURBATIONS)
SURVIVALS = tuple(f"caveat_survival/{kind}" for kind in PERTURBATIONS)
DIRECTED = tuple(f"direction/{name}" for name in DIRECTIONS)
TRIALS = (REMOVAL, "flip", "caveat_survival", *FLIPS, *SURVIVALS, *DIRECTED)
LOWER = frozenset(("flip", *FLIPS))
