"""Words shown to people, in every language the project speaks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Language(StrEnum):
    """A language reports and messages are written in."""

    EN = "en"
    ZH = "zh"


class Strict:
    """Base of every value that is read from a file: an unknown key is an error, never ignored."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, order=True)
class Text(Strict):
    """One sentence or label, said in each language.

    Attributes:
        en: English.
        zh: Simplified Chinese.
    """

    en: str
    zh: str

    def in_language(self, language: Language) -> str:
        """The words in one language."""
        return self.zh if language is Language.ZH else self.en
