"""Plots as inline SVG: coloured by classes, so that the page's style alone decides on light or dark."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape as markup

from citaat.evaluation.measures.scores import Score
from citaat.evaluation.measures.selective import Bin, CurvePoint
from citaat.terminal import printable


def escape(text: str, quote: bool = False) -> str:
    """Text that stays text: no markup, and no control or direction characters."""
    return markup(printable(text), quote=quote)


_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 340, 240, 36, 34
_ROW = 20
_LABELS = 150


def _x(share: float) -> float:
    return round(_LEFT + share * (_WIDTH - _LEFT - 18), 1)


def _y(share: float) -> float:
    return round(10 + (1 - share) * (_HEIGHT - _BOTTOM - 10), 1)


def _svg(width: int, height: int, name: str, parts: Iterable[str]) -> str:
    label = escape(name, quote=True)
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def _frame(across: str, up: str) -> list[str]:
    parts = [f'<path class="axis" d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}"/>']
    for tick in (0.0, 0.5, 1.0):
        parts.append(f'<text x="{_x(tick)}" y="{_y(0) + 14}" text-anchor="middle">{tick:.0%}</text>')
        parts.append(f'<text x="{_x(0) - 5}" y="{_y(tick) + 4}" text-anchor="end">{tick:.0%}</text>')
    parts.append(f'<text x="{_x(0.5)}" y="{_HEIGHT - 4}" text-anchor="middle">{escape(across)}</text>')
    parts.append(f'<text x="{_x(0) + 6}" y="{_y(1) + 4}">{escape(up)}</text>')
    return parts


def risk_coverage(curves: Mapping[str, Sequence[CurvePoint]]) -> str:
    """Share of errors against share of questions covered, a line for each split."""
    parts = _frame("aandeel van de vragen, zekerste eerst", "aandeel fout")
    for split, points in curves.items():
        path = " ".join(
            f"{'L' if at else 'M'}{_x(one.coverage)} {_y(one.risk)}" for at, one in enumerate(points)
        )
        parts.append(f'<path class="curve {split}" d="{path}"/>')
    return _svg(_WIDTH, _HEIGHT, "Fouten naarmate meer vragen beantwoord worden", parts)


def calibration(bins: Mapping[str, Sequence[Bin]]) -> str:
    """Share right against confidence: the dashed line is a confidence that says exactly how it is."""
    parts = _frame("opgegeven zekerheid", "aandeel goed")
    parts.append(f'<path class="ideal" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"/>')
    for split, own in bins.items():
        for one in own:
            size = round(2 + min(7.0, one.n**0.5 / 1.5), 1)
            title = f"<title>{one.right} van {one.n} goed bij zekerheid {one.confidence:.2f}</title>"
            at = f'cx="{_x(one.confidence)}" cy="{_y(one.right / one.n)}" r="{size}"'
            parts.append(f'<circle class="{split}" fill-opacity=".55" {at}>{title}</circle>')
    return _svg(_WIDTH, _HEIGHT, "Zekerheid tegenover het aandeel goede antwoorden", parts)


def tags(rows: Sequence[tuple[str, Mapping[str, Score]]]) -> str:
    """A share for each tag with its 95 % interval, a mark for each split."""
    width, height = 820, _ROW * len(rows) + 24
    span = width - _LABELS - 20
    parts = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = round(_LABELS + tick * span, 1)
        parts.append(f'<path class="axis" d="M{x} 4V{height - 18}"/>')
        parts.append(f'<text x="{x}" y="{height - 4}" text-anchor="middle">{tick:.0%}</text>')
    for at, (tag, scores) in enumerate(rows):
        y = at * _ROW + 14
        parts.append(f'<text x="{_LABELS - 8}" y="{y + 4}" text-anchor="end">{escape(tag)}</text>')
        for split, score in scores.items():
            low, mid, high = (round(_LABELS + one * span, 1) for one in (score.low, score.value, score.high))
            y_split = y + (-3 if split == "dev" else 4)
            title = f"<title>{escape(tag)}, {split}: {score.k} van {score.n}</title>"
            parts.append(f'<g class="{split}"><path class="range" d="M{low} {y_split}H{high}"/>')
            parts.append(f'<circle cx="{mid}" cy="{y_split}" r="3.2">{title}</circle></g>')
    return _svg(width, height, "Aandeel goed per kenmerk", parts)
