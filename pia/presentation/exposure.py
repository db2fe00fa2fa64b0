"""Re-identification risks and linkage as rows of text; small numbers of people are hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pia.model.linkage import JoinedColumns, Link, Linkage
from pia.model.reidentification import (
    FLOOR,
    Effect,
    MitigationReport,
    PopulationRisk,
    ReidentificationRisk,
    SizeBand,
    suppressed,
)
from pia.presentation.words import Words

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One table for a terminal.

    Attributes:
        title: What it shows.
        heads: Heads of its columns; none for labels with values.
        rows: Its rows.
        note: A sentence below it.
    """

    title: str
    heads: Row
    rows: tuple[Row, ...]
    note: str = ""


class ExposureView:
    """Risks in one language.

    Attributes:
        words: The words.
    """

    def __init__(self, words: Words) -> None:
        self.words = words

    def count(self, number: int, whole: int | None = None, *, short: bool = False) -> str:
        """A number of people, of `whole`; one below the floor, or that leaves fewer than the floor, is hidden.

        `short` leaves out what it is of.
        """
        if suppressed(number):
            return self.words("few")
        if suppressed(number, whole):
            return self.words("nearly_all")
        return f"{number:,}" if short or whole is None else self.words.share(number, whole)

    def figures(self, risk: ReidentificationRisk) -> tuple[Row, ...]:
        """The few numbers that an officer needs: label, value."""
        words = self.words
        rows = [
            (words("rows"), f"{risk.rows:,}"),
            (words("fig_classes"), f"{risk.classes:,}"),
            (words("fig_k"), f"{risk.smallest_class:,}"),
            (words("fig_unique"), self.count(risk.unique_rows, risk.rows)),
            (words("fig_below").format(risk.threshold), self.count(risk.rows_below, risk.rows)),
            (words("fig_prosecutor"), _percent(risk.prosecutor)),
        ]
        if risk.journalist is not None:
            rows.append((words("fig_journalist"), _percent(risk.journalist)))
        rows.append((words("fig_marketer"), _percent(risk.marketer)))
        return (*rows, *(self._population(risk.population) if risk.population else ()))

    def _population(self, found: PopulationRisk) -> tuple[Row, ...]:
        words = self.words
        rows = [
            (words("fig_population"), f"{found.size:,}"),
            (words("fig_sampling"), _percent(found.sampling_fraction)),
        ]
        if found.k_map is not None:
            rows.append((words("fig_k_map"), f"{found.k_map:,}"))
        if found.not_counted:
            rows.append((words("fig_not_counted"), self.count(found.not_counted)))
        for key, share in (("fig_pitman", found.pitman), ("fig_zayatz", found.zayatz), ("fig_snb", found.snb)):
            rows.append((words(key), words("no_solution") if share is None else _percent(share)))
        return tuple(rows)

    def curve(self, risk: ReidentificationRisk) -> tuple[Row, ...]:
        """The curve of class sizes: size, classes, rows."""
        return tuple(
            (band_label(band), f"{band.classes:,}", self.words.share(band.rows, risk.rows)) for band in risk.bands
        )

    def quasi_identifiers(self, risk: ReidentificationRisk) -> tuple[Row, ...]:
        """The quasi-identifiers: column, different values, reason."""
        return tuple(
            (item.column.name, f"{item.distinct:,}", self.words.say(item.because)) for item in risk.quasi_identifiers
        )

    def sensitive(self, risk: ReidentificationRisk) -> tuple[Row, ...]:
        """Per sensitive attribute: column, kind, l, entropy l, (c, l), alpha, t, beta, enhanced beta, delta."""
        return tuple(
            (
                item.column.name,
                self.words(f"kind_{item.kind}"),
                str(item.distinct_l),
                f"{item.entropy_l:.2f}",
                "–" if item.recursive_c is None else f"{item.recursive_c:g}",
                f"{item.alpha:.2f}",
                f"{item.t:.3f}",
                f"{item.basic_beta:.2f}",
                f"{item.enhanced_beta:.2f}",
                f"{item.delta:.2f}",
            )
            for item in risk.sensitive
        )

    def subsets(self, risk: ReidentificationRisk) -> tuple[Row, ...]:
        """The most dangerous small sets: columns, k, unique rows."""
        return tuple(
            (
                self.words.joined(list(item.columns)),
                f"{item.smallest_class:,}",
                self.count(item.unique_rows, risk.rows),
            )
            for item in risk.subsets
        )

    def effects(self, effects: Iterable[Effect], rows: int) -> tuple[Row, ...]:
        """What changes do: change, k, unique rows, rows left, cells changed, information lost."""
        return tuple(
            (
                self.words.joined([self.words.say(text) for text in item.changes]),
                f"{item.smallest_class:,}",
                self.count(item.unique_rows, item.rows, short=True),
                self.count(item.rows, rows, short=True),
                _percent(item.share_changed),
                _percent(item.information_lost),
            )
            for item in effects
        )

    def links(self, links: Iterable[Link]) -> tuple[Row, ...]:
        """The ways datasets join: from and to, columns, rows that fit, that fit one person, named by, reveals."""
        return tuple(
            (
                f"{item.left} → {item.right}",
                self.words.joined([_pair(pair) for pair in item.columns]),
                self.count(item.matched, item.rows),
                self.count(item.reidentified, item.rows),
                self.words.joined([column.name for column in item.identities]),
                self._shortened([column.name for column in item.reveals]),
            )
            for item in links
        )

    def risk_tables(self, risk: ReidentificationRisk) -> tuple[Shown, ...]:
        """A risk for a terminal, without the effects of changes."""
        words = self.words
        name = f"{risk.dataset}/{risk.table}" if risk.table else risk.dataset
        notes = " ".join(f"{words.say(note)}." for note in risk.notes)
        heads = (words("column"), words("distinct_values"), words("because"))
        spread = (words("sensitive_attribute"), words("kind"), "l", "H-l", "c", "α", "t", "β", "β′", "δ")
        found = [
            Shown(name, (), self.figures(risk)),
            Shown(words("curve_title"), (words("class_size"), words("classes"), words("rows")), self.curve(risk)),
            Shown(words("quasi_identifiers"), heads, self.quasi_identifiers(risk), notes),
        ]
        if risk.searched:
            heads = (words("columns"), words("smallest_class"), words("fig_unique"))
            found.append(Shown(words("subsets_title"), heads, self.subsets(risk), words.say(risk.searched)))
        if risk.sensitive:
            found.append(Shown(words("sensitive_title"), spread, self.sensitive(risk)))
        return tuple(found)

    def linkage_tables(self, linkage: Linkage) -> tuple[Shown, ...]:
        """How datasets join, for a terminal."""
        words = self.words
        keys = ("dataset", "joined_by", "matched", "reidentified", "identified_by", "reveals")
        note = "" if linkage.links else words("linkage_none")
        heads = tuple(words(key) for key in keys) if linkage.links else ()
        found = Shown(words("linkage_title"), heads, self.links(linkage.links), note)
        if not linkage.estimated:
            return (found,)
        heads = (words("dataset"), words("joined_by"))
        return found, Shown(words("estimated_title"), heads, self.estimated(linkage.estimated))

    def mitigation_tables(self, report: MitigationReport) -> tuple[Shown, ...]:
        """What would help, for a terminal: the cheapest changes, then every single one."""
        words, rows = self.words, report.before.rows
        keys = ("fig_unique", "rows_left", "cells_changed", "information_lost")
        heads = (words("change"), "k", *(words(key) for key in keys))
        title = f"{report.dataset}: {words('cheapest')} k = {report.target}"
        before, best = self.effects([report.before, report.best], rows)
        return (
            Shown(title, heads, ((words("as_it_is"), *before[1:]), best), words.say(report.searched)),
            Shown(words("effects_title"), heads, self.effects(report.effects, rows), words("effects_text")),
        )

    def estimated(self, pairs: Iterable[JoinedColumns]) -> tuple[Row, ...]:
        """Columns of tables that were only sketched: from and to, columns."""
        return tuple((f"{pair.left.dataset} → {pair.right.dataset}", _pair(pair)) for pair in pairs)

    def _shortened(self, names: list[str], most: int = 8) -> str:
        more = f" (+{len(names) - most})" if len(names) > most else ""
        return self.words.joined(names[:most]) + more


def _pair(pair: JoinedColumns) -> str:
    """Two columns, and the share of the values of the left one that the right one has."""
    left, right = pair.left.name, pair.right.name
    error = f" ± {_percent(pair.error)}" if pair.error else ""
    return f"{left if left == right else f'{left} = {right}'} ({_percent(pair.containment)}{error})"


def band_label(band: SizeBand) -> str:
    """The class sizes of a band.

    >>> band_label(SizeBand(5, 9, 1, 7)), band_label(SizeBand(100, None, 1, 700)), band_label(SizeBand(1, 1, 9, 9))
    ('5–9', '100+', '1')
    """
    if band.most is None:
        return f"{band.least}+"
    return str(band.least) if band.least == band.most else f"{band.least}–{band.most}"


def link_share(item: Link, words: Words) -> str:
    """The share of rows that fit exactly one person, as a short label; hidden if it stands for few people."""
    if suppressed(item.reidentified):
        return f"< {_percent(FLOOR / item.rows)}"
    return _percent(item.reidentified / item.rows) if item.rows else words("none")


def _percent(share: float) -> str:
    """A share in percent; one that is not whole is never rounded to 0 or 100.

    >>> _percent(0.0004), _percent(0.5), _percent(0.9999), _percent(0.034)
    ('< 0.1 %', '50 %', '> 99.9 %', '3.4 %')
    """
    if 0 < share < 0.001:
        return "< 0.1 %"
    if 0.999 < share < 1:
        return "> 99.9 %"
    return f"{100 * share:.1f} %".replace(".0 %", " %")
