"""A tiny spaCy model, and packages that answer as the heavy libraries do, for machines without them."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.training import Example

SENTENCES = (
    ("Anna Bell called the office", (0, 9, "PERSON")),
    ("the office called Anna Bell", (18, 27, "PERSON")),
    ("they moved to Norway", (14, 20, "GPE")),
    ("the office is closed", None),
)

STANZA = """
class Entity:
    def __init__(self, start_char, end_char, type):
        self.start_char, self.end_char, self.type = start_char, end_char, type


class Document:
    def __init__(self, sentences, text=None):
        self.text, self.ents = text, []


class Pipeline:
    def __init__(self, lang, dir, processors, download_method, verbose):
        if download_method is not None or lang == "broken":
            raise RuntimeError("a value")

    def bulk_process(self, documents):
        for document in documents:
            at = document.text.find("Anna Bell")
            document.ents = [Entity(at, at + 9, "PERSON")] if at >= 0 else []
        return documents
"""
TRANSFORMERS = """
class _Config:
    id2label = {0: "O", 1: "B-PER", 2: "I-PER"}


class AutoModelForTokenClassification:
    config = _Config()

    @classmethod
    def from_pretrained(cls, folder, local_files_only):
        assert local_files_only
        if "broken" in folder:
            raise OSError("a value")
        model = cls()
        if "nameless" in folder:
            model.config = type("Config", (), {"id2label": {0: "POSITIVE"}})
        return model


class AutoTokenizer:
    @classmethod
    def from_pretrained(cls, folder, local_files_only):
        assert local_files_only
        return cls()


def pipeline(task, model, tokenizer, aggregation_strategy):
    assert (task, aggregation_strategy) == ("token-classification", "simple")

    def classify(texts, batch_size):
        rows = []
        for text in texts:
            at = text.find("Anna Bell")
            found = [{"entity_group": "PER", "score": 0.987, "start": at, "end": at + 9, "word": "Anna Bell"}]
            rows.append(found if at >= 0 else [])
        return rows

    return classify
"""
GLINER = """
class GLiNER:
    @classmethod
    def from_pretrained(cls, folder, local_files_only):
        assert local_files_only
        if "broken" in folder:
            raise OSError("a value")
        return cls()

    def inference(self, texts, labels, threshold):
        assert "person" in labels
        return [
            [{"start": text.find("Anna Bell"), "end": text.find("Anna Bell") + 9, "label": "person", "score": 0.9}]
            if "Anna Bell" in text
            else []
            for text in texts
        ]
"""


def spacy_model(folder: Path) -> Path:
    """A pipeline that has learnt four sentences by heart."""
    pipeline = spacy.blank("en", meta={"name": "tiny", "version": "0.1.0"})
    pipeline.add_pipe("ner")
    examples = [
        Example.from_dict(pipeline.make_doc(text), {"entities": [span] if span else []}) for text, span in SENTENCES
    ]
    pipeline.initialize(lambda: examples)
    for _ in range(30):
        pipeline.update(examples)
    pipeline.to_disk(folder)
    return folder


def package(folder: Path, name: str, source: str) -> None:
    """A package of this name and source, with the metadata that tells its version."""
    (folder / name).mkdir(parents=True)
    (folder / name / "__init__.py").write_text(source, encoding="utf-8")
    about = folder / f"{name}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
