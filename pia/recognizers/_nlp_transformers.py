"""Token classifiers of the transformers library: a folder with a model, or one in the local cache."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from pia.recognizers._nlp import LoadedModel, failed, missing, told, types_of
from pia.recognizers._text_names import Found

_BATCH = 16


class TransformersKind:
    """transformers, with any model that classifies tokens."""

    name = "transformers"
    package = "transformers"
    how = (
        "Install transformers and PyTorch (pip install transformers torch), fetch a model that classifies tokens from "
        "its own page, and name its folder: transformers:FOLDER."
    )

    def models(self) -> tuple[str, ...]:
        """None by name: models are folders."""
        return ()

    def load(self, name: str) -> LoadedModel:
        """A model from its folder.

        Raises:
            PluginError: There is no such folder, the library is missing, or the model finds no names.
        """
        if find_spec("transformers") is None:
            raise missing(self, name, "transformers is not installed")
        if not (Path(name) / "config.json").is_file():
            raise missing(self, name)
        import transformers

        try:
            model = transformers.AutoModelForTokenClassification.from_pretrained(name, local_files_only=True)
            tokenizer = transformers.AutoTokenizer.from_pretrained(name, local_files_only=True)
            classify = transformers.pipeline(
                "token-classification", model=model, tokenizer=tokenizer, aggregation_strategy="simple"
            )
        except Exception as error:
            raise failed(self, name, error) from None
        types = types_of(model.config.id2label.values())
        if not types:
            raise missing(self, name, "the model finds no names of people, places or organisations")
        lock = threading.Lock()

        def search(texts: Sequence[str]) -> list[list[Found]]:
            with lock:
                answers = classify(list(texts), batch_size=_BATCH)
            return [
                told((row["start"], row["end"], row["entity_group"], float(row["score"])) for row in rows)
                for rows in answers
            ]

        return LoadedModel(f"transformers {Path(name).name}", types, search)


KIND = TransformersKind()
