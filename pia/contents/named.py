"""A content under another name, where its own does not tell the format."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from pia.contents import Content


class Named:
    """The same bytes under a name that tells their format.

    Attributes:
        name: The name.
    """

    def __init__(self, content: Content, name: str) -> None:
        """Wrap a content."""
        self._content = content
        self.name = name

    @property
    def locator(self) -> str:
        """As it was."""
        return self._content.locator

    @property
    def size(self) -> int:
        """As it was."""
        return self._content.size

    @property
    def path(self) -> Path | None:
        """As it was."""
        return self._content.path

    def open(self) -> BinaryIO:
        """As it was; see `Content`."""
        return self._content.open()

    def sha256(self) -> str:
        """As it was."""
        return self._content.sha256()
