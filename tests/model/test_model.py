from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from enum import Enum
from typing import Any

import pia.model
from pia.model.dataset import Column
from pia.model.finding import Finding
from pia.model.rule import Reference
from pia.model.text import Language, Strict, Text


def kinds() -> list[Any]:
    modules = [importlib.import_module(f"pia.model.{item.name}") for item in pkgutil.iter_modules(pia.model.__path__)]
    return [kind for module in modules for kind in vars(module).values() if _is_kind(kind)]


def _is_kind(value: object) -> bool:
    return isinstance(value, type) and dataclasses.is_dataclass(value)


def test_every_value_is_frozen_slotted_strict_and_documents_its_fields() -> None:
    for kind in kinds():
        parameters = kind.__dataclass_params__
        assert parameters.frozen
        assert "__slots__" in vars(kind)
        assert issubclass(kind, Strict)
        for field in dataclasses.fields(kind):
            assert f"        {field.name}: " in str(kind.__doc__), (kind, field.name)


def test_enums_are_documented() -> None:
    for kind in (item for item in kinds() if issubclass(item, Enum)):
        assert kind.__doc__


def test_how_values_read() -> None:
    assert str(Column("d", "", "c")) == "d.c"
    assert str(Column("d", "t", "c")) == "d/t.c"
    assert str(Reference("GDPR", "Art. 5")) == "GDPR Art. 5"
    assert Text("a", "甲").in_language(Language.ZH) == "甲"
    assert Text("a", "甲").in_language(Language.EN) == "a"


def test_prevalence_of_nothing_is_nothing() -> None:
    empty = Finding(Column("d", "", "c"), "X", "x.x", 1.0, 0, 0, (), ())
    assert empty.prevalence == 0.0
    assert dataclasses.replace(empty, cells=1, scanned=4).prevalence == 0.25
