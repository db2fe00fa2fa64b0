"""Lines of a journal, and people who write them."""

from __future__ import annotations

from datetime import UTC, datetime

from pia.model.review import Act, Entry, Reviewer, ReviewRole

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
AUTHOR = Reviewer("Ada", ReviewRole.AUTHOR)
EVALUATOR = Reviewer("Eve", ReviewRole.EVALUATOR)
OFFICER = Reviewer("Olaf", ReviewRole.OFFICER)
PANEL = Reviewer("Panel", ReviewRole.RESIDENT_PANEL)


def entry(note: str = "", who: Reviewer = AUTHOR, act: Act = Act.COMMENTED, where: str = "section:name") -> Entry:
    return Entry(0, NOW, who.name, who.role, act, where, note=note)
