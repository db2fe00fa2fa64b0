"""The excess-and-lack meter -> what a reader sees: counts, shares, reasons, and the meter as a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from markupsafe import Markup

from pia.model.necessity import ExcessAndLack
from pia.model.risk import Verdict
from pia.presentation.pictures import _DARKNESS, _INK, _LINE, _PAPER, _label, _svg
from pia.presentation.words import Words

OUTCOMES = (Verdict.FAIL, Verdict.UNRESOLVED, Verdict.PASS, Verdict.NOT_APPLICABLE)
_SHADE = {Verdict.FAIL: 4, Verdict.UNRESOLVED: 2, Verdict.PASS: 1, Verdict.NOT_APPLICABLE: 0}
_WIDE, _MIDDLE, _TALL, _ROOM = 190, 150, 26, 100
Row = tuple[str, ...]


class NecessityView:
    """What the templates ask of the meter.

    Attributes:
        meter: The meter.
        words: The words of the report's language.
    """

    def __init__(self, meter: ExcessAndLack, words: Words) -> None:
        """Nothing is computed before it is asked for."""
        self.meter, self.words = meter, words

    def counts(self) -> tuple[Row, ...]:
        """Per outcome: its name, columns, and provisions of purposes, each with its share."""
        columns, provisions = _tally(self.meter)
        return tuple(
            (
                self.words(f"meter_{outcome.value}"),
                self.words.share(columns[outcome], columns.total()),
                self.words.share(provisions[outcome], provisions.total()),
            )
            for outcome in OUTCOMES
        )

    def columns(self, verdict: str) -> tuple[Row, ...]:
        """The columns of one outcome: where, the criterion that decided it, and why."""
        return tuple(
            (str(item.column), self.words(f"criterion_{check.criterion.value}"), self.words.say(check.because))
            for item in self.meter.columns_with(Verdict(verdict))
            for check in item.checks
            if check.verdict is item.verdict
        )

    def purposes(self) -> tuple[Row, ...]:
        """Per purpose the outcome of each provision."""
        return tuple(
            (item.purpose, *(self.words(f"verdict_{check.verdict.value}") for check in item.checks))
            for item in self.meter.purposes
        )

    def open_and_missing(self) -> tuple[Row, ...]:
        """The provisions that are missing, then those that nobody answered for."""
        return tuple(
            (
                f"{item.purpose}{self.words('colon')}{self.words(f'provision_{check.provision.value}')}",
                self.words(f"verdict_{verdict.value}"),
                self.words.say(check.because),
                check.place,
            )
            for verdict in (Verdict.FAIL, Verdict.UNRESOLVED)
            for item, check in self.meter.provisions_with(verdict)
        )

    def picture(self) -> Markup:
        """The meter as SVG."""
        return meter_picture(self.meter, self.words)


def _tally(meter: ExcessAndLack) -> tuple[Counter[Verdict], Counter[Verdict]]:
    columns = Counter(item.verdict for item in meter.columns)
    return columns, Counter(check.verdict for item in meter.purposes for check in item.checks)


def meter_picture(meter: ExcessAndLack, words: Words) -> Markup:
    """Two bars per outcome around the middle: columns to the left, provisions of purposes to the right.

    Shape: the length of a bar is the share of its side; the table beside it holds the numbers.
    """
    columns, provisions = _tally(meter)
    left, right = _ROOM + _WIDE, _ROOM + _WIDE + _MIDDLE
    bold = ' font-weight="700"'
    body = [
        _label(left, 16, words("meter_columns"), "end", bold),
        _label(right, 16, words("meter_provisions"), "start", bold),
    ]
    for place, outcome in enumerate(OUTCOMES):
        top = 28 + place * _TALL
        body.append(_label((left + right) / 2, top + 14, words(f"meter_{outcome.value}"), extra=' font-size="11"'))
        body += _bar(left, top, (columns[outcome], columns.total()), outcome, sign=-1)
        body += _bar(right, top, (provisions[outcome], provisions.total()), outcome, sign=1)
    bottom = 28 + len(OUTCOMES) * _TALL
    body += [f'<line x1="{x}" y1="24" x2="{x}" y2="{bottom}" stroke="{_LINE}"/>' for x in (left, right)]
    return _svg(right + left, bottom + 6, words("meter_title"), words("meter_text"), body)


def _bar(axis: int, top: int, count: tuple[int, int], outcome: Verdict, *, sign: int) -> Iterator[str]:
    part, whole = count
    length = max(2.0, part / whole * _WIDE) if part else 0.0
    start = axis if sign > 0 else axis - length
    fill = _DARKNESS[_SHADE[outcome]] if outcome is not Verdict.NOT_APPLICABLE else _PAPER
    if part:
        yield (
            f'<rect x="{start:.1f}" y="{top}" width="{length:.1f}" height="{_TALL - 6}" fill="{fill}" '
            f'stroke="{_INK}" stroke-width="0.5"/>'
        )
    yield _label(round(axis + sign * (length + 6), 1), top + 14, f"{part:,}", "start" if sign > 0 else "end")
