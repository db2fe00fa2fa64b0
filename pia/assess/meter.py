"""The excess-and-lack meter, and the facts that rules may use of it.

A column that may be in excess, or a provision that nobody answered for, makes a number an interval: it is kept apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pia.assess.excess import column_needs
from pia.assess.lack import purpose_needs
from pia.model.dataset import Input
from pia.model.deployment import Deployment
from pia.model.finding import EntityCategory, Finding
from pia.model.interval import Interval
from pia.model.necessity import ExcessAndLack
from pia.model.risk import Verdict
from pia.model.rule import FactValue


def excess_and_lack(
    deployment: Deployment,
    inputs: Sequence[Input],
    findings: Sequence[Finding],
    categories: Mapping[str, EntityCategory],
    *,
    complete: bool,
) -> ExcessAndLack:
    """Every column and every purpose, each with one of four verdicts.

    Args:
        deployment: What is proposed.
        inputs: What was read.
        findings: Personal data found.
        categories: Legal categories by entity type.
        complete: Whether nothing was left unexamined.
    """
    columns = column_needs(deployment, inputs, findings, categories, complete=complete)
    nobody = complete and bool(columns) and not any(column.personal for column in columns)
    purposes = purpose_needs(deployment, inputs, nobody=nobody, complete=complete)
    return ExcessAndLack(complete, columns, purposes)


def meter_facts(meter: ExcessAndLack) -> dict[str, tuple[FactValue, tuple[str, ...]]]:
    """`scan.excess_columns`, `scan.share_excess`, `proj.purposes_lacking`, `proj.lacks`, `proj.share_lacking`.

    Each comes with what it rests on. Shares are in percent: of the columns with personal data, of the provisions that
    apply. Without any purpose nothing is known of what purposes lack.
    """
    return _excess_facts(meter) | (_lack_facts(meter) if meter.purposes else {})


def _excess_facts(meter: ExcessAndLack) -> dict[str, tuple[FactValue, tuple[str, ...]]]:
    excess, open_ = meter.columns_with(Verdict.FAIL), meter.columns_with(Verdict.UNRESOLVED)
    because = tuple(sorted(str(item.column) for item in excess))
    most = len(excess) + len(open_)
    facts: dict[str, tuple[FactValue, tuple[str, ...]]] = {
        "scan.excess_columns": (_between(len(excess), most) if meter.complete else Interval(len(excess)), because)
    }
    if meter.complete:
        personal = sum(item.personal for item in meter.columns)
        facts["scan.share_excess"] = (_share(len(excess), most, personal), because)
    return facts


def _lack_facts(meter: ExcessAndLack) -> dict[str, tuple[FactValue, tuple[str, ...]]]:
    lacking = [item for item in meter.purposes if item.verdict is Verdict.FAIL]
    undecided = sum(item.verdict is Verdict.UNRESOLVED for item in meter.purposes)
    lacks, waiting = meter.provisions_with(Verdict.FAIL), meter.provisions_with(Verdict.UNRESOLVED)
    because = tuple(sorted({check.place for _, check in lacks}))
    applicable = len(lacks) + len(waiting) + len(meter.provisions_with(Verdict.PASS))
    return {
        "proj.purposes_lacking": (_between(len(lacking), len(lacking) + undecided), because),
        "proj.lacks": (_between(len(lacks), len(lacks) + len(waiting)), because),
        "proj.share_lacking": (_share(len(lacks), len(lacks) + len(waiting), applicable), because),
    }


def _between(least: int, most: int) -> FactValue:
    return least if least == most else Interval(least, most)


def _share(least: int, most: int, whole: int) -> FactValue:
    if not whole:
        return 0
    low, high = round(100 * least / whole, 1), round(100 * most / whole, 1)
    return low if low == high else Interval(low, high)
