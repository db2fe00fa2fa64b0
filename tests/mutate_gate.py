"""Mutation testing of the gate: each small change of its code must make a test fail.

Run it from the repository: python -m tests.mutate_gate. Every mutant lives in a child process, where the code of one
function is put in place of the original, so that whoever imported the function has the mutant, too.
"""

from __future__ import annotations

import ast
import copy
import importlib
import os
import signal
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.assessments_for_tests import SAMPLES, assess

ROOT = Path(__file__).resolve().parents[1]
TARGETS = {
    "pia.gate": ["tests/admission/test_truth_table.py", "tests/test_gate.py"],
    "pia.admission.admit": ["tests/admission"],
    "pia.admission.amendments": ["tests/admission/test_amendments.py"],
    "pia.admission.approved": ["tests/admission"],
    "pia.admission.baseline": ["tests/admission"],
    "pia.admission.differences": ["tests/admission/test_differences.py"],
    "pia.admission.owners": ["tests/admission/test_owners.py"],
    "pia.admission.reuse": ["tests/admission/test_reuse.py", "tests/test_gatehouse.py"],
    "pia.approval.comparison": ["tests/approval/test_comparison.py", "tests/admission/test_truth_table.py"],
    "pia.approval.keys": ["tests/approval/test_keys.py"],
    "pia.approval.policies": ["tests/approval/test_policies.py"],
    "pia.approval.statement": ["tests/approval", "tests/admission/test_truth_table.py"],
    "pia.approval.surface": ["tests/approval/test_surface.py", "tests/admission/test_truth_table.py"],
    "pia.approval.trust": ["tests/approval/test_trust.py", "tests/admission/test_truth_table.py"],
    "pia.gatehouse": ["tests/test_gatehouse.py", "tests/test_gatehouse_waivers.py"],
    "pia.rederiving": ["tests/test_rederiving.py", "tests/test_gatehouse.py"],
    "pia.signing": ["tests/test_signing.py"],
}
SECONDS = 240
NOT_TESTED = 99
SWAPS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
}


@dataclass(frozen=True)
class Mutant:
    """One function with one change.

    Attributes:
        module: Where it stands.
        function: Its name.
        what: The change, with its line.
        tree: The module with the changed function.
    """

    module: str
    function: str
    what: str
    tree: ast.Module


def changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Every node that can stand in place of one, with a word for it; texts for people and names are left alone."""
    if isinstance(node, ast.Compare | ast.BoolOp | ast.BinOp):
        yield from _operators(node)
    elif isinstance(node, ast.If | ast.comprehension):
        yield from _conditions(node)
    elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield "returns nothing", ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Raise | ast.AugAssign):
        yield "statement removed", ast.Pass()
    else:
        yield from _values(node)


def _operators(node: ast.Compare | ast.BoolOp | ast.BinOp) -> Iterator[tuple[str, ast.AST]]:
    operators: list[ast.AST] = list(node.ops) if isinstance(node, ast.Compare) else [node.op]
    for place, operator in enumerate(operators):
        for kind in SWAPS.get(type(operator), ()):
            other = copy.deepcopy(node)
            if isinstance(other, ast.Compare):
                other.ops[place] = kind()  # type: ignore[call-overload]
            else:
                other.op = kind()  # type: ignore[assignment]
            yield f"{type(operator).__name__} -> {kind.__name__}", other


def _values(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not removed", node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "constant turned", ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield "constant + 1", ast.Constant(node.value + 1)
    elif isinstance(node, ast.IfExp):
        yield "branches swapped", ast.IfExp(node.test, node.orelse, node.body)


def _conditions(node: ast.If | ast.comprehension) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.If):
        for value in (True, False):
            other = copy.deepcopy(node)
            other.test = ast.Constant(value)
            yield f"if {value}", other
    elif node.ifs:
        other_for = copy.deepcopy(node)
        other_for.ifs = []
        yield "filter removed", other_for


def mutants(module: str) -> Iterator[Mutant]:
    """Every mutant of a module."""
    path, tree = _tree(module)
    for place, function in enumerate(tree.body):
        if isinstance(function, ast.FunctionDef):
            unread = _annotations(function)
            for number, node in enumerate(ast.walk(function)):
                for word, other in () if id(node) in unread else changes(node):
                    changed = copy.deepcopy(tree)
                    _replace(changed.body[place], number, other)
                    line = getattr(node, "lineno", function.lineno)
                    yield Mutant(module, function.name, f"{path.name}:{line}: {word}", changed)


def _annotations(function: ast.FunctionDef) -> set[int]:
    """Nodes that no Python evaluates where annotations are postponed: a change of them changes nothing."""
    every = [getattr(node, "annotation", None) for node in ast.walk(function)] + [function.returns]
    return {id(node) for annotation in every if annotation is not None for node in ast.walk(annotation)}


def _tree(module: str) -> tuple[Path, ast.Module]:
    path = ROOT / Path(*module.split(".")).with_suffix(".py")
    return path, ast.parse(path.read_text(encoding="utf-8"))


def _replace(function: ast.AST, number: int, other: ast.AST) -> None:
    target = list(ast.walk(function))[number]
    for parent in ast.walk(function):
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, other)
            elif isinstance(value, list) and target in value:
                value[value.index(target)] = other


def outcome(mutant: Mutant) -> str:
    """What becomes of a mutant.

    Returns:
        `survived` if all tests pass, `killed` if one fails or cannot be collected, `hung` if they come to no end in
        time, and `not tested` for everything else, which never counts as killed.
    """
    child = os.fork()
    if child == 0:
        try:
            os._exit(_tested(mutant))
        finally:
            os._exit(NOT_TESTED)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    ends = {
        pytest.ExitCode.OK: "survived",
        pytest.ExitCode.TESTS_FAILED: "killed",
        pytest.ExitCode.INTERRUPTED: "killed",
    }
    return {**{int(end): word for end, word in ends.items()}, -signal.SIGALRM: "hung"}.get(code, "not tested")


def _tested(mutant: Mutant) -> int:
    signal.alarm(SECONDS)
    _put_in_place(mutant)
    handle = os.open(os.devnull, os.O_WRONLY)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:doctest", "-o", "addopts=--import-mode=importlib"]
    return int(pytest.main([*options, *TARGETS[mutant.module]]))


def _put_in_place(mutant: Mutant) -> None:
    module = importlib.import_module(mutant.module)
    names = dict(vars(module))
    exec(compile(ast.fix_missing_locations(mutant.tree), str(module.__file__), "exec"), names)  # noqa: S102
    original, changed = getattr(module, mutant.function), names[mutant.function]
    bare, other = getattr(original, "__wrapped__", original), getattr(changed, "__wrapped__", changed)
    assert isinstance(bare, types.FunctionType)
    bare.__code__ = other.__code__


def main(chosen: list[str]) -> int:
    """Test the mutants of some modules, or of all; the survivors, and the share that was killed."""
    for name in ("pia.cli", "pia.gatehouse", "pia.signing", "tests.projects_for_tests"):
        importlib.import_module(name)
    importlib.import_module("tests.admission.setting_for_tests")
    for sample in SAMPLES.iterdir():
        if (sample / "deployment.yaml").is_file():
            assess(sample.name)
    killed = every = 0
    for module in chosen or list(TARGETS):
        importlib.import_module(module)
        own = list(mutants(module))
        if outcome(replace(own[0], tree=_tree(module)[1])) != "survived":
            sys.stdout.write(f"{module}: its tests fail as it is\n")
            return 2
        outcomes = [(mutant, outcome(mutant)) for mutant in own]
        for mutant, how in outcomes:
            if how != "killed":
                sys.stdout.write(f"{how}: {mutant.function}: {mutant.what}\n")
        dead = sum(how == "killed" for _, how in outcomes)
        sys.stdout.write(f"{module}: {dead} of {len(own)} killed\n")
        sys.stdout.flush()
        killed, every = killed + dead, every + len(own)
    sys.stdout.write(f"{killed} of {every} killed: {killed / every:.1%}\n")
    return 0 if killed >= 0.95 * every else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
