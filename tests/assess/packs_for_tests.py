"""A small rule pack, to be changed at will."""

from __future__ import annotations

from pathlib import Path

RULE = """
- id: t.1.one
  version: 1
  title: {en: One, zh: 一}
  refs: [{law: T, at: Art. 1}]
  severity: high
  bound: mixed
  applies_when: scan.a
  satisfied_when: ans.c == "yes"
  risk:
    source: staff
    event: {en: Event, zh: 事件}
    consequence: {en: Consequence, zh: 后果}
    impact: 3
    likelihood: 2
    dims: [autonomy]
  fix: {en: Fix, zh: 办法}
  tests:
  - {name: met, facts: {scan: {a: true}, ans: {c: "yes"}}, expect: pass}
  - {name: not met, facts: {scan: {a: true}, ans: {c: "no"}}, expect: fail}
  - {name: unknown, facts: {scan: {a: true}}, expect: unresolved, missing: [ans.c]}
"""
HEAD = """
id: t
title: {en: Pack, zh: 包}
version: 2026.11.0
law_as_of: 2026-11-01
jurisdictions: [eu]
source: {en: Text, zh: 文本}
owner: Tests
rules:"""


def write_pack(folder: Path, *changes: tuple[str, str], rules: str = RULE, name: str = "t") -> Path:
    """A pack file with some texts replaced."""
    text = HEAD.replace("id: t", f"id: {name}", 1) + rules
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "regime" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
