"""Which words introduce a list: those that end in a colon, break off in their sentence, or name what is below."""

# Marks that may follow the colon of a line that introduces a list.
AFTER_COLON = "*_ \t\r\n\xa0"
# No sentence ends in one of these: what follows completes it.
_UNFINISHED = frozenset(
    "is zijn was waren wordt worden heeft hebben een de het zoals als van voor met om en of dat die uit in op aan bij "
    "door via naar tot over bijvoorbeeld namelijk volgende onder".split()
)
# These say that what is meant stands below.
_BELOW = frozenset("hieronder onderstaande".split())
_AROUND = "*_.,;:()\"'"
_LAST_WORDS, _LAST_LETTERS = 12, 200


def introduces(text: str) -> bool:
    """Whether a text ends in a colon."""
    return text.rstrip(AFTER_COLON).endswith(":")


def announces(text: str) -> bool:
    """Whether a text without one says that a list follows: "Hierbij is", "De regels staan hieronder."."""
    words = [word.strip(_AROUND).lower() for word in text[-_LAST_LETTERS:].split()]
    if len(words) < 2:
        return False
    ended = text.rstrip(AFTER_COLON).endswith((".", "!", "?", "…"))
    return (words[-1] in _UNFINISHED and not ended) or not _BELOW.isdisjoint(words[-_LAST_WORDS:])
