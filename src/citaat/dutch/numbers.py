"""Dutch numbers, in digits and in words, as values."""

_UNITS = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
]
_TEENS = ["dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"]
_TENS = {20: "twintig", 30: "dertig", 40: "veertig", 50: "vijftig", 60: "zestig", 70: "zeventig"}
_TENS |= {80: "tachtig", 90: "negentig"}
_LOOSE = {"tiental": 10, "tientallen": 20, "twintigtal": 20, "dertigtal": 30, "veertigtal": 40}
_LOOSE |= {
    "vijftigtal": 50,
    "dozijn": 12,
    "honderden": 100,
    "hondertal": 100,
    "honderdtal": 100,
    "duizenden": 1000,
}
_LOOSE |= {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100}


def number_words() -> dict[str, float]:
    """Written-out numbers up to 999 and round thousands, folded, to their values."""
    small: dict[str, float] = {word: float(number) for number, word in enumerate(_UNITS + _TEENS)}
    for tens, word in _TENS.items():
        small[word] = float(tens)
        small |= {f"{_UNITS[unit]}en{word}": float(tens + unit) for unit in range(1, 10)}
    words = dict(small)
    for hundreds in range(1, 10):
        head = ("" if hundreds == 1 else _UNITS[hundreds]) + "honderd"
        words[head] = 100.0 * hundreds
        words |= {head + word: 100.0 * hundreds + rest for word, rest in small.items() if rest % 10 == 0}
    words |= {f"{word}duizend": 1000.0 * thousands for word, thousands in small.items()}
    return words | {"duizend": 1000.0} | {word: float(loose) for word, loose in _LOOSE.items()}


def value(text: str, words: dict[str, float]) -> float | None:
    """The value of a token: "1.500" is a thousand and a half thousand, "1,5" one and a half."""
    if not (text.isascii() and text[:1].isdigit()):
        return words.get(text)
    head, *groups = text.rstrip("%").replace(",", ".").split(".")
    if groups and all(len(group) == 3 for group in groups) and head != "0":
        return float(head + "".join(groups))
    return float(head + "." + "".join(groups)) if groups else float(head)
