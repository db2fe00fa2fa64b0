"""Language models that find names in text, when asked for: which there are, and recognizers made of them."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from pia.errors import PiaError, PluginError, Problem
from pia.recognizers import Recognizer
from pia.recognizers._nlp import Kind, LoadedModel
from pia.recognizers._text_names import Found, Search, Shared, TextNames

KINDS = ("gliner", "spacy", "stanza", "transformers")
_FILES = {"gliner_config.json": "gliner", "meta.json": "spacy", "config.json": "transformers"}
_CHANCE, _LEAST_SHARE = 0.01, 0.02


@dataclass(frozen=True, slots=True)
class Described:
    """One kind of model, as `pia models` tells it.

    Attributes:
        name: Its name.
        installed: Whether the package that runs it is installed.
        models: Models on this machine.
        how: How to get one.
    """

    name: str
    installed: bool
    models: tuple[str, ...]
    how: str


def kinds() -> tuple[Described, ...]:
    """Every kind of model there can be, and which models are on this machine."""
    every = [_kind(name) for name in KINDS]
    return tuple(Described(kind.name, find_spec(kind.package) is not None, kind.models(), kind.how) for kind in every)


def load_models(names: Sequence[str]) -> tuple[LoadedModel, ...]:
    """Models by name: `en_core_web_lg`, `stanza:en`, a folder, or `KIND:FOLDER`.

    Raises:
        PluginError: A model is not on this machine or cannot be loaded; all of them at once.
    """
    models: list[LoadedModel] = []
    problems: list[Problem] = []
    for name in names:
        try:
            models.append(_sendable(name, _load(name)))
        except PiaError as error:
            problems += error.problems
    if problems:
        raise PluginError(problems)
    return tuple(models)


def recognizers(models: Sequence[LoadedModel]) -> tuple[Recognizer, ...]:
    """A recognizer for every type of name that a model finds; those of one model search once."""
    made: list[Recognizer] = []
    for number, model in enumerate(models, 1):
        shared = Shared(model.search, "any")
        made += [
            TextNames(f"nlp{number}.{type_.lower()}", type_, shared, chance=_CHANCE, least_share=_LEAST_SHARE)
            for type_ in model.types
        ]
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Sendable:
    """The search of a model, which another process gets by the model's name: it loads its own.

    Attributes:
        name: Its name; that of a folder holds everywhere.
        title: The model and its version.
        search: The search.
    """

    name: str
    title: str
    search: Search

    def __call__(self, texts: Sequence[str]) -> list[list[Found]]:
        return self.search(texts)

    def __reduce__(self) -> tuple[Callable[[str, str], _Sendable], tuple[str, str]]:
        return _received, (self.name, self.title)


def _sendable(name: str, model: LoadedModel) -> LoadedModel:
    kind, given = _parted(name)
    everywhere = str(Path(given).absolute()) if Path(given).is_dir() else given
    return replace(model, search=_Sendable(f"{kind}:{everywhere}", model.title, model.search))


def _received(name: str, title: str) -> _Sendable:
    """The search of the same model on this machine.

    Raises:
        PluginError: It is not here, or in another version.
    """
    try:
        model = _load(name)
    except PiaError as error:
        raise PluginError(replace(one, what=f"on a worker, {one.what}") for one in error.problems) from None
    if model.title != title:
        what = f"a worker has {model.title}, but the scan was begun with {title}"
        raise PluginError(Problem(name, what, "Install the same model on all machines."))
    return _Sendable(name, title, model.search)


@cache
def _load(name: str) -> LoadedModel:
    kind, given = _parted(name)
    return _kind(kind).load(given)


def _parted(name: str) -> tuple[str, str]:
    kind, colon, given = name.partition(":")
    if colon and kind in KINDS:
        return kind, given
    for file, kind in _FILES.items():
        if (Path(name) / file).is_file():
            return kind, name
    return "spacy", name


def _kind(name: str) -> Kind:
    kind: Kind = importlib.import_module(f"pia.recognizers._nlp_{name}").KIND
    return kind
