"""Stanza models: a language whose models lie in Stanza's folder."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from pia.recognizers._nlp import SCORE, LoadedModel, failed, missing, told
from pia.recognizers._text_names import Found

_TYPES = ("LOCATION", "NATIONALITY", "ORGANIZATION", "PERSON")


class StanzaKind:
    """Stanza, with the language's default models for words and entities."""

    name = "stanza"
    package = "stanza"
    how = (
        "Install Stanza (pip install stanza), then the language (en, zh-hans): "
        "python -c \"import stanza; stanza.download('en')\"; STANZA_RESOURCES_DIR says where the models lie."
    )

    def models(self) -> tuple[str, ...]:
        """Languages with an entity model in Stanza's folder."""
        if find_spec("stanza") is None:
            return ()
        return tuple(sorted(path.parent.name for path in _folder().glob("*/ner") if path.is_dir()))

    def load(self, name: str) -> LoadedModel:
        """The pipeline of a language.

        Raises:
            PluginError: It is not on this machine or cannot be loaded.
        """
        if name not in self.models():
            raise missing(self, name)
        import stanza

        try:
            pipeline = stanza.Pipeline(
                name, dir=str(_folder()), processors="tokenize,ner", download_method=None, verbose=False
            )
        except Exception as error:
            raise failed(self, name, error) from None
        lock = threading.Lock()

        def search(texts: Sequence[str]) -> list[list[Found]]:
            with lock:
                documents = pipeline.bulk_process([stanza.Document([], text=text) for text in texts])
            return [told((e.start_char, e.end_char, e.type, SCORE) for e in document.ents) for document in documents]

        return LoadedModel(f"Stanza {name} {version('stanza')}", _TYPES, search)


def _folder() -> Path:
    home = os.path.expanduser("~/stanza_resources")  # noqa: PTH111 - never raises
    return Path(os.environ.get("STANZA_RESOURCES_DIR") or home)


KIND = StanzaKind()
