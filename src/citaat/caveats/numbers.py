"""Dutch numbers, in digits and in words, as values."""

_UNITS = "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien".split()
_TEENS = "vijftien zestien zeventien achttien negentien".split()
_TENS = {20: "twintig", 30: "dertig", 40: "veertig", 50: "vijftig", 60: "zestig", 70: "zeventig"}
_TENS |= {80: "tachtig", 90: "negentig"}
_LOOSE = {"tiental": 10, "tientallen": 20, "twintigtal": 20, "dertigtal": 30, "veertigtal": 40, "vijftigtal": 50}
_LOOSE |= {"dozijn": 12, "honderden": 100, "hondertal": 100, "honderdtal": 100, "duizenden": 1000}
_LOOSE |= {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "anderhalf": 1.5}


def number_words() -> dict[str, float]:
    """Written-out numbers up to 999 and round thousands, folded, to their values."""
    small = {word: float(value) for value, word in enumerate(_UNITS + _TEENS)}
    for tens, word in _TENS.items():
        small[word] = float(tens)
        for value in range(1, 10):
            small[f"{_UNITS[value]}en{word}"] = float(tens + value)
    words = dict(small)
    for hundreds in range(1, 10):
        head = ("" if hundreds == 1 else _UNITS[hundreds]) + "honderd"
        words[head] = 100.0 * hundreds
        words.update({head + word: 100.0 * hundreds + value for word, value in small.items() if value % 10 == 0})
    for word, value in small.items():
        words[f"{word}duizend"] = 1000.0 * value
    return words | {"duizend": 1000.0} | {word: float(value) for word, value in _LOOSE.items()}


def value(text: str, words: dict[str, float]) -> float | None:
    """The value of a token: "1.500" is a thousand and a half thousand, "1,5" one and a half."""
    if not text[:1].isdigit():
        return words.get(text)
    head, *groups = text.rstrip("%").replace(",", ".").split(".")
    if groups and all(len(group) == 3 for group in groups) and head != "0":
        return float(head + "".join(groups))
    return float(head + "." + "".join(groups)) if groups else float(head)
