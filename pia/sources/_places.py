"""Whether a content can be read from any place at no cost but the bytes that are read."""

from __future__ import annotations

from pia.contents import Content
from pia.contents.remote import RemoteFile


def has_places(content: Content) -> bool:
    """Whether it is a file on this machine or a remote object, and neither compressed nor inside an archive."""
    return content.path is not None or isinstance(content, RemoteFile)
