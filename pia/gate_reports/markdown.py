"""Markdown: the comment under a pull request, and the step summary of GitHub Actions."""

from __future__ import annotations

import re

from pia.gate_reports import Outcome
from pia.model.text import Language, Text

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~@&-])")
_WORDS = {
    "passed": Text("The privacy gate lets it pass", "隐私准入检查：通过"),
    "stopped": Text("The privacy gate is shut", "隐私准入检查：未通过"),
    "failed": Text("not met", "不符合"),
    "incomplete": Text("open", "待定"),
    "what": Text("What", "类别"),
    "where": Text("Where", "位置"),
    "why": Text("Why", "原因"),
    "known": Text("known from before", "此前已知"),
    "amendments": Text("The smallest amendment that would pass", "可通过的最小修改"),
    "rules": Text("rules decided", "条规则已判定"),
}


class MarkdownReport:
    """A heading, a table of reasons, and the smallest amendment; names are shown as text, never as markup."""

    name = "markdown"

    def render(self, outcome: Outcome, language: Language) -> bytes:
        """The decision as GitHub-flavoured Markdown."""
        result = outcome.result

        def word(key: str) -> str:
            return _WORDS[key].in_language(language)

        name = f": {plain(outcome.assessment.deployment.name)}" if outcome.assessment else ""
        lines = [f"### {word('passed' if result.passed else 'stopped')}{name}", ""]
        if result.reasons:
            lines += [f"| {word('what')} | {word('where')} | {word('why')} |", "|---|---|---|"]
            lines += [
                f"| {word(reason.kind)} | {plain(reason.where)} | {plain(reason.text.in_language(language))} |"
                for reason in result.reasons
            ]
            lines.append("")
        if result.amendments:
            lines += [f"**{word('amendments')}**", ""]
            lines += [f"- {plain(text.in_language(language))}" for text in result.amendments]
            lines.append("")
        lines.append(f"{result.checked} {word('rules')}; {len(result.known)} {word('known')}")
        return ("\n".join(lines) + "\n").encode()


def plain(text: str) -> str:
    r"""Text that shows itself: no markup, no mention of a person, one line.

    >>> plain("a|b @c <d>")
    'a\\|b \\@c \\<d\\>'
    """
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


REPORT = MarkdownReport()
