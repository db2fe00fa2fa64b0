"""What people see on a terminal: tables, progress, errors. Results go to stdout, everything else to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from pia.errors import Problem
from pia.model.text import Language, Text
from pia.presentation.sayings import said

if TYPE_CHECKING:
    from pia.gate import GateResult
    from pia.model.assessment import Assessment, PackReference
    from pia.model.finding import Finding
    from pia.model.scanned import ScanReport
    from pia.model.waiver import WaiverUse
    from pia.presentation.exposure import Shown

_WORDS = {
    "column": Text("Column", "字段"),
    "found": Text("Personal data", "个人信息"),
    "share": Text("Cells", "单元格"),
    "score": Text("Score", "可信度"),
    "evidence": Text("Masked evidence", "掩码示例"),
    "none": Text("No personal data found", "未发现个人信息"),
    "read": Text("read", "已读取"),
    "rows": Text("rows", "行"),
    "columns": Text("columns", "个字段"),
    "left": Text("Not examined", "未检查"),
    "passed": Text("PASSED", "通过"),
    "stopped": Text("STOPPED", "未通过"),
    "failed": Text("not met", "不符合"),
    "incomplete": Text("open", "待定"),
    "pass": Text("met", "符合"),
    "fail": Text("not met", "不符合"),
    "unresolved": Text("could not tell", "无法判定"),
    "not_applicable": Text("not applicable", "不适用"),
    "questions": Text("open questions", "个待答问题"),
    "excess": Text("columns in excess", "个过度采集的字段"),
    "lack": Text("provisions missing", "项欠缺的保障"),
    "waived": Text("waived until", "豁免至"),
    "void": Text("waiver does not hold", "豁免无效"),
    "risks": Text("risks", "项风险"),
    "names_by": Text("Names in text were looked for with: ", "文本中的姓名、地名、机构名的查找方式："),
    "lists": Text("word lists (always)", "词表（始终使用）"),
    "installed": Text("installed", "已安装"),
    "not_installed": Text("not installed", "未安装"),
    "models_add": Text(
        "A model adds people, places and organisations in text: --nlp NAME or --nlp KIND:NAME",
        "模型可在文本中识别更多人名、地名和机构名：--nlp NAME 或 --nlp KIND:NAME",
    ),
    "known": Text("reasons known from the baseline or allowed by the policy", "项原因已列入基线或为策略所允许"),
    "amendments": Text("The smallest amendment that would pass", "可通过的最小修改"),
}


class Terminal:
    """One run's output.

    Attributes:
        language: Language of the words.
        quiet: Whether to keep stderr to errors.
    """

    def __init__(self, *, language: Language, quiet: bool, color: bool | None, progress: bool) -> None:
        """Colour `None` decides by terminal, NO_COLOR and FORCE_COLOR."""
        self.language, self.quiet = language, quiet
        no_color, forced = (None, None) if color is None else (not color, color or None)
        self._out = Console(file=sys.stdout, no_color=no_color, force_terminal=forced, highlight=False, soft_wrap=False)
        self._err = Console(file=sys.stderr, no_color=no_color, force_terminal=forced, highlight=False, soft_wrap=True)
        self._bars = progress and not quiet and self._err.is_terminal

    def word(self, key: str) -> str:
        """A word in the run's language."""
        return _WORDS[key].in_language(self.language)

    def note(self, text: str) -> None:
        """A remark on stderr, unless quiet."""
        if not self.quiet:
            self._err.print(escape(text))

    def notes(self, texts: Iterable[Text]) -> None:
        """Remarks on stderr, unless quiet."""
        for text in texts:
            self.note(_visible(text.in_language(self.language)))

    def problems(self, problems: Iterable[Problem]) -> None:
        """Errors on stderr, one line each."""
        for problem in problems:
            self._err.print(escape(_visible(str(problem))), style="red")

    def progress(self) -> ReadingProgress:
        """A progress bar per dataset, on stderr."""
        return ReadingProgress(self._err, shown=self._bars)

    def scan(self, report: ScanReport) -> None:
        """The findings as a table."""
        labels = {category.entity_type: category.label.in_language(self.language) for category in report.categories}
        for item in report.inputs:
            summary = f"{item.rows:,} {self.word('rows')}, {len(item.columns)} {self.word('columns')}"
            self._out.print(f"[bold]{escape(_visible(item.dataset))}[/bold]  {summary}")
            own = [finding for finding in report.findings if finding.column.dataset == item.dataset]
            self._out.print(self._findings(own, labels) if own else f"  {self.word('none')}")
        for left in report.not_examined:
            where, why = _visible(left.where), left.reason.in_language(self.language)
            self._out.print(escape(f"{self.word('left')}: {where}: {why}"), style="yellow")
        for use in report.recognition.uses:
            self._out.print(escape(_visible(said(use, self.language))), style=None if use.honoured else "yellow")
        models = ", ".join([self.word("lists"), *report.tool.language_models])
        self._out.print(escape(_visible(f"{self.word('names_by')}{models}")), soft_wrap=True)

    def _findings(self, findings: Sequence[Finding], labels: dict[str, str]) -> Table:
        table = Table(box=box.SIMPLE, pad_edge=False)
        table.add_column(self.word("column"), overflow="fold")
        table.add_column(self.word("found"), overflow="fold")
        table.add_column(self.word("share"), justify="right")
        table.add_column(self.word("score"), justify="right")
        table.add_column(self.word("evidence"), overflow="fold")
        for finding in findings:
            name = ".".join(part for part in (finding.column.table, finding.column.name) if part)
            share = f"{finding.cells:,}/{finding.scanned:,} {finding.prevalence:.0%}"
            excerpt = finding.evidence[0].masked if finding.evidence else ""
            label = labels.get(finding.entity_type, finding.entity_type)
            table.add_row(escape(_visible(name)), escape(label), share, f"{finding.score:.2f}", escape(excerpt))
        return table

    def assessment(self, assessment: Assessment) -> None:
        """The outcome of an assessment, in a few lines."""
        from pia.model.risk import Verdict

        counts = [
            f"{sum(result.verdict is verdict for result in assessment.results)} {self.word(verdict.value)}"
            for verdict in (Verdict.FAIL, Verdict.UNRESOLVED, Verdict.PASS, Verdict.NOT_APPLICABLE)
        ]
        self._out.print(escape(_visible(assessment.deployment.name)), style="bold")
        self._out.print("  " + ", ".join(counts))
        questions = f"{len(assessment.questions)} {self.word('questions')}"
        self._out.print(f"  {len(assessment.risks)} {self.word('risks')}, {questions}")
        if meter := assessment.excess_and_lack:
            excess, lacks = len(meter.columns_with(Verdict.FAIL)), len(meter.provisions_with(Verdict.FAIL))
            self._out.print(f"  {excess} {self.word('excess')}, {lacks} {self.word('lack')}")
        self._waivers(assessment.waivers)

    def _waivers(self, uses: Iterable[WaiverUse]) -> None:
        for use in uses:
            rule = escape(_visible(use.waiver.rule))
            if use.honoured:
                self._out.print(f"  {rule}: {self.word('waived')} {use.waiver.expires}", soft_wrap=True)
            why = "; ".join(objection.in_language(self.language) for objection in use.objections)
            if why:
                line = f"  {rule}: {self.word('void')}: {escape(_visible(why))}"
                self._out.print(line, style="yellow", soft_wrap=True)

    def gate(self, result: GateResult) -> None:
        """The decision and its reasons."""
        self._out.print(self.word("passed" if result.passed else "stopped"), style="bold")
        for reason in result.reasons:
            said = _visible(f"{reason.where}: {reason.text.in_language(self.language)}")
            self._out.print(escape(f"  {self.word(reason.kind)}: {said}"), soft_wrap=True)
        if result.known:
            self._out.print(f"  {len(result.known)} {self.word('known')}", soft_wrap=True)
        if result.amendments:
            self._out.print(self.word("amendments"), style="bold")
        for text in result.amendments:
            self._out.print(escape(f"  - {_visible(text.in_language(self.language))}"), soft_wrap=True)

    def packs(self, packs: Sequence[PackReference]) -> None:
        """The rule packs, one line each."""
        for pack in packs:
            title = pack.title.in_language(self.language)
            self._out.print(escape(f"{pack.id}  {pack.version}  {pack.rules:>3}  {title}"), soft_wrap=True)

    def exposure(self, tables: Iterable[Shown]) -> None:
        """Tables of re-identification risks, of linkage or of what would help."""
        for item in tables:
            self._out.print(f"[bold]{escape(_visible(item.title))}[/bold]", soft_wrap=True)
            table = Table(box=box.SIMPLE, pad_edge=False, show_header=bool(item.heads))
            for place in range(max(map(len, (item.heads, *item.rows)))):
                right = any(character.isdigit() for row in item.rows for character in row[place][:1])
                head = item.heads[place] if item.heads else ""
                table.add_column(head, justify="right" if place and right else "left", overflow="fold")
            for row in item.rows:
                table.add_row(*(escape(_visible(cell)) for cell in row))
            if item.rows:
                self._out.print(table)
            if item.note:
                self._out.print(escape(_visible(item.note)), soft_wrap=True)

    def line(self, text: str) -> None:
        """One line of the result."""
        self._out.print(escape(_visible(text)), soft_wrap=True)

    def raw(self, data: bytes) -> None:
        """The result as bytes."""
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _visible(text: str) -> str:
    """A name from a file as it can be shown: control and direction characters become visible."""
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in text)


class ReadingProgress(AbstractContextManager["ReadingProgress"]):
    """Progress bars for the datasets of one run."""

    def __init__(self, console: Console, *, shown: bool) -> None:
        """Nothing is drawn unless `shown`."""
        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
        self._bars = Progress(*columns, console=console, disable=not shown, transient=True)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        """Start drawing."""
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the bars."""
        self._bars.stop()

    def __call__(self, dataset: str, done: int, total: int) -> None:
        """Bytes read of a dataset."""
        if dataset not in self._tasks:
            self._tasks[dataset] = self._bars.add_task(escape(_visible(dataset)), total=total)
        self._bars.update(self._tasks[dataset], completed=done)
