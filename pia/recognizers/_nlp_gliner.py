"""GLiNER models: a folder with a model, asked for the kinds of names by their English words."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from pia.recognizers._nlp import LoadedModel, failed, missing, told, types_of
from pia.recognizers._text_names import Found

_LABELS = ("person", "location", "address", "organization")
_LEAST = 0.5


class GlinerKind:
    """GLiNER, with any of its models."""

    name = "gliner"
    package = "gliner"
    how = "Install GLiNER (pip install gliner), fetch a model from its own page, and name its folder: gliner:FOLDER."

    def models(self) -> tuple[str, ...]:
        """None by name: models are folders."""
        return ()

    def load(self, name: str) -> LoadedModel:
        """A model from its folder.

        Raises:
            PluginError: There is no such folder, or the library is missing.
        """
        if find_spec("gliner") is None:
            raise missing(self, name, "gliner is not installed")
        if not (Path(name) / "gliner_config.json").is_file():
            raise missing(self, name)
        from gliner import GLiNER

        try:
            model = GLiNER.from_pretrained(name, local_files_only=True)
        except Exception as error:
            raise failed(self, name, error) from None
        lock = threading.Lock()

        def search(texts: Sequence[str]) -> list[list[Found]]:
            with lock:
                answers = model.inference(list(texts), list(_LABELS), threshold=_LEAST)
            return [
                told((row["start"], row["end"], row["label"], float(row["score"])) for row in rows) for rows in answers
            ]

        return LoadedModel(f"GLiNER {Path(name).name}", types_of(_LABELS), search)


KIND = GlinerKind()
