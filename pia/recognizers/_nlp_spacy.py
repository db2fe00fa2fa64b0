"""spaCy models: an installed package or a folder."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from pia.recognizers._nlp import SCORE, LoadedModel, failed, missing, told, types_of
from pia.recognizers._text_names import Found

_UNUSED = ("parser", "tagger", "morphologizer", "lemmatizer", "attribute_ruler", "senter")
_BATCH = 64


class SpacyKind:
    """spaCy, with any pipeline that has entities."""

    name = "spacy"
    package = "spacy"
    how = (
        "Install spaCy (pip install spacy), then the model: python -m spacy download MODEL, or the wheel from the "
        "model's own release page; without a network, name the folder of a model."
    )

    def models(self) -> tuple[str, ...]:
        """Installed model packages."""
        if find_spec("spacy") is None:
            return ()
        from spacy.util import get_installed_models

        return tuple(sorted(get_installed_models()))

    def load(self, name: str) -> LoadedModel:
        """A pipeline, without the parts that entities do not need.

        Raises:
            PluginError: It is not on this machine, cannot be loaded, or finds no names.
        """
        if find_spec("spacy") is None or not (name in self.models() or (Path(name) / "meta.json").is_file()):
            raise missing(self, name)
        import spacy

        try:
            pipeline = spacy.load(name, exclude=list(_UNUSED))
            labels = [
                label for part in ("ner", "entity_ruler", "span_ruler") for label in pipeline.pipe_labels.get(part, ())
            ]
        except Exception as error:
            raise failed(self, name, error) from None
        types = types_of(labels)
        if not types:
            raise missing(self, name, "the model finds no names of people, places or organisations")
        lock = threading.Lock()

        def search(texts: Sequence[str]) -> list[list[Found]]:
            with lock:
                documents = list(pipeline.pipe(texts, batch_size=_BATCH))
            spans = [[(e.start_char, e.end_char, e.label_, SCORE) for e in document.ents] for document in documents]
            return [told(found) for found in spans]

        return LoadedModel(
            f"spaCy {pipeline.meta['lang']}_{pipeline.meta['name']} {pipeline.meta['version']}", types, search
        )


KIND = SpacyKind()
