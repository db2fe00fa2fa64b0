"""`gate.yaml`: read, checked, and narrowed to one environment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from pia import documents
from pia.approval.keys import is_public_key
from pia.documents import Loaded
from pia.errors import DocumentError, Problem
from pia.model.approval import Role
from pia.model.policy import Environment, PolicyFile, Severity


def load_policy(path: Path, environment: str = "") -> PolicyFile:
    """The policy of one environment.

    Raises:
        DocumentError: The file is malformed or contradicts itself, or there is no such environment.
    """
    loaded = documents.load(path, PolicyFile)
    if problems := tuple(_problems(loaded)):
        raise DocumentError(problems)
    return narrowed(loaded, environment)


def narrowed(loaded: Loaded[PolicyFile], environment: str) -> PolicyFile:
    """A policy with what differs in one environment; an empty name is none.

    Raises:
        DocumentError: There is no such environment.
    """
    policy = loaded.value
    if not environment:
        return policy
    if environment not in policy.environments:
        near = get_close_matches(environment, policy.environments, 1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(policy.environments)) or 'none'}."
        raise DocumentError(Problem(loaded.at("environments"), f"there is no environment '{environment}'", hint))
    own = policy.environments[environment]
    return replace(
        policy,
        fail_on=policy.fail_on if own.fail_on is None else own.fail_on,
        packs=policy.packs if own.packs is None else own.packs,
        allowed=policy.allowed if own.allowed is None else own.allowed,
        required=policy.required if own.required is None else own.required,
    )


def _problems(loaded: Loaded[PolicyFile]) -> Iterator[Problem]:
    policy = loaded.value
    keys = Counter(signer.public_key for signer in policy.signers)
    for place, signer in enumerate(policy.signers):
        at = loaded.at("signers", place)
        if not is_public_key(signer.public_key):
            yield Problem(at, f"the key of '{signer.name}' is no public key", "Copy it from: pia keys new")
        elif keys[signer.public_key] > 1:
            yield Problem(at, f"the key of '{signer.name}' stands twice", "A key has one owner and one role.")
    yield from _numbers(loaded, ("required",), policy.required)
    yield from _counts(loaded, ("allowed",), policy.allowed)
    for name, environment in policy.environments.items():
        yield from _environment(loaded, name, environment)
    if policy.approval_days is not None and policy.approval_days < 1:
        yield Problem(loaded.at("approval_days"), "a signature must hold for a day at least", "Write 1 or more.")


def _environment(loaded: Loaded[PolicyFile], name: str, environment: Environment) -> Iterator[Problem]:
    yield from _numbers(loaded, ("environments", name, "required"), environment.required or {})
    yield from _counts(loaded, ("environments", name, "allowed"), environment.allowed or {})


def _numbers(loaded: Loaded[PolicyFile], path: tuple[str, ...], required: Mapping[Role, int]) -> Iterator[Problem]:
    for role, number in required.items():
        known = sum(signer.role is role for signer in loaded.value.signers)
        if not 0 <= number <= known:
            what = f"{number} of the role '{role.value}' must sign, but the policy names {known}"
            yield Problem(loaded.at(*path), what, "Name them under signers, each with a key.")


def _counts(loaded: Loaded[PolicyFile], path: tuple[str, ...], allowed: Mapping[Severity, int]) -> Iterator[Problem]:
    for severity, number in allowed.items():
        if number < 0:
            yield Problem(
                loaded.at(*path), f"{number} rules of severity {severity} cannot be allowed", "Write 0 or more."
            )
