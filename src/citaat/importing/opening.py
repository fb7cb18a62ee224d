"""What stands above a plain text: its title, a menu in lines or on one line, the title once more."""

import re
from collections import Counter
from collections.abc import Sequence

from citaat.importing.blocks import Block, Heading, LeftOut, Paragraph
from citaat.importing.lines import author, day

# What stands between the entries of a menu on one line.
_BETWEEN = re.compile(r"\s+[|·•»›>]\s+|\s*\|\s*")
_MENU = 3
_MENU_WORDS = 3
EARLY = 6
SAMPLE = 80
MENU, REPEATED = "menu", "herhaalde titel"


def opening(blocks: Sequence[Block]) -> tuple[str, list[Block], list[LeftOut]]:
    """The title, what follows, and what is left out before the text starts: a menu, the title once more."""
    end = 0
    while end < len(blocks) and _is_opening(blocks[end]):
        end += 1
    names = [block.text for block in blocks[:end] if isinstance(block, Heading)]
    if not names:
        return "", list(blocks), []
    title, times = Counter(names).most_common(1)[0]
    before = names[: names.index(title)] if times > 1 else _menu_before(names)
    title = title if times > 1 else names[len(before)]
    menu = before if is_menu(before) else []
    left = [LeftOut(MENU, words_in(menu), " ".join(menu)[:SAMPLE])] if menu else []
    if times > 1:
        left.append(LeftOut(REPEATED, (times - 1) * words_in([title]), title[:SAMPLE]))
    kept = [one for one in blocks[:end] if not (isinstance(one, Heading) and one.text in (title, *menu))]
    return title, [*kept, *blocks[end:]], left


def bar_menu(blocks: list[Block]) -> tuple[list[str], list[Block]]:
    """The menus above a text whose entries stand on one line, with the buttons that follow; and what is left."""
    found: list[str] = []
    for at, block in enumerate(blocks[:EARLY]):
        text = block.text if isinstance(block, Heading | Paragraph) else ""
        parts = _BETWEEN.split(text)
        if is_menu(parts) or (found and len(parts) > 1 and _are_short(parts)):
            found.append(text)
        elif not found or not isinstance(block, Paragraph) or not _like_button(text):
            return found, blocks[at:]
        else:
            found.append(text)
    return (found, blocks[EARLY:]) if found else ([], blocks)


def _like_button(text: str) -> bool:
    return len(text.split()) < _MENU_WORDS and text[-1].isalpha()


def _is_opening(block: Block) -> bool:
    """Whether a block may stand before the text: a title, a line of a menu, a date, a name."""
    if isinstance(block, Paragraph):
        return day(block.text) is not None or author(block.text) is not None
    return isinstance(block, Heading)


def _menu_before(names: Sequence[str]) -> Sequence[str]:
    """The lines of a menu that stand above the title."""
    end = next((at for at, name in enumerate(names) if len(name.split()) > _MENU_WORDS), 0)
    return names[:end] if is_menu(names[:end]) else []


def is_menu(names: Sequence[str]) -> bool:
    """Whether lines are the entries of a menu: three or more, each something to click on."""
    return len(names) >= _MENU and _are_short(names)


def _are_short(names: Sequence[str]) -> bool:
    """Whether each is something to click on."""
    return all(
        name and len(name.split()) <= _MENU_WORDS and not name.endswith("?") and not name[0].isdigit()
        for name in names
    )


def words_in(texts: Sequence[str]) -> int:
    """How many words texts have together."""
    return sum(len(text.split()) for text in texts)
