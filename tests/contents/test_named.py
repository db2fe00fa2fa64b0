from __future__ import annotations

import hashlib
from pathlib import Path

from pia.contents.local import LocalFile
from pia.contents.named import Named


def test_all_but_the_name_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "noname"
    path.write_bytes(b"abc")
    content = Named(LocalFile(path), "noname.csv")
    assert (content.name, content.path, content.size, content.locator) == ("noname.csv", path, 3, str(path))
    with content.open() as stream:
        assert stream.read() == b"abc"
    assert content.sha256() == hashlib.sha256(b"abc").hexdigest()
