"""The words of a report in one language, and numbers as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pia import documents
from pia.errors import Problem, ReportError
from pia.model.rule import Reference
from pia.model.text import Language, Text
from pia.presentation.articles import chinese
from pia.resources import resource


@cache
def _texts() -> Mapping[str, Text]:
    files = sorted(resource("report_templates").glob("*/words.yaml"))
    return {key: text for path in files for key, text in documents.load(path, dict[str, Text]).value.items()}


class Words:
    """The words of the report in one language."""

    def __init__(self, language: Language) -> None:
        """Words are read once per process."""
        self.language = language

    def __call__(self, key: str) -> str:
        """One word or sentence.

        Raises:
            ReportError: There is no such word.
        """
        try:
            return _texts()[key].in_language(self.language)
        except KeyError:
            raise ReportError(Problem("words.yaml", f"there is no word '{key}'", "Add it in en and zh.")) from None

    def say(self, text: Text) -> str:
        """A text of the model in this language."""
        return text.in_language(self.language)

    def ref(self, ref: Reference) -> str:
        """Where an obligation stands; a text that is not a law says its place in both languages, `English · 中文`."""
        law = ref.law.split(" · ")[-1 if self.language is Language.ZH else 0]
        return f"{law} {self.at(ref.at)}"

    def at(self, place: str) -> str:
        """A place inside a law, as readers of this language write it."""
        if self.language is Language.ZH:
            return chinese(place.rsplit(" · ", maxsplit=1)[-1])
        return place.split(" · ", maxsplit=1)[0]

    def share(self, part: int, whole: int) -> str:
        """`1,145 of 1,183 (97 %)`; a share that is not whole is never rounded to 0 or 100."""
        percent = round(100 * part / whole) if whole else 0
        shown = min(99, max(1, percent)) if 0 < part < whole else percent
        return f"{part:,} {self('of')} {whole:,} ({shown} %)"

    def joined(self, parts: list[str]) -> str:
        """A list in a sentence."""
        return ("、" if self.language is Language.ZH else ", ").join(parts) or self("none")
