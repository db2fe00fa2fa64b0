from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from pia.approval import keys
from pia.errors import ApprovalError

WORDS = "correct horse"  # a passphrase


def never() -> str:
    raise AssertionError("no passphrase was needed")


def made(path: Path, passphrase: str = "") -> str:
    pem, public = keys.new_key(passphrase)
    keys.write_private(path, pem)
    return public


def test_the_first_test_vector_of_rfc_8032() -> None:
    key = Ed25519PrivateKey.from_private_bytes(
        bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    )
    assert keys.public_key(key) == "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    assert keys.sign(key, b"").startswith("5VZDAMNgrHKQhuLMgG6CioSHfx64")
    assert keys.holds(keys.public_key(key), b"", keys.sign(key, b""))


def test_a_key_is_for_its_owner_alone_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.key"
    public = made(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys.public_key(keys.read_private(path, never)) == public
    before = path.read_bytes()
    with pytest.raises(ApprovalError, match="never replaced"):
        made(path)
    assert path.read_bytes() == before
    with pytest.raises(ApprovalError, match="no such file or directory"):
        made(tmp_path / "no" / "a.key")


def test_two_keys_differ(tmp_path: Path) -> None:
    assert made(tmp_path / "a") != made(tmp_path / "b")


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_key_that_others_can_read_is_not_used(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.key"
    made(path)
    path.chmod(mode)
    with pytest.raises(ApprovalError, match="others on this machine can read"):
        keys.read_private(path, never)


def test_an_encrypted_key_needs_its_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "a.key"
    public = made(path, WORDS)
    assert b"ENCRYPTED" in path.read_bytes()
    assert keys.public_key(keys.read_private(path, lambda: WORDS)) == public
    for wrong in ("", "correct hors"):
        with pytest.raises(ApprovalError, match="the passphrase is wrong") as caught:
            keys.read_private(path, lambda wrong=wrong: wrong)  # type: ignore[misc]
        assert WORDS not in str(caught.value)
        assert caught.value.exit_code == 4


def test_what_is_no_key_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.key"
    for data in (b"", b"hello", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"):
        path.write_bytes(data)
        path.chmod(0o600)
        with pytest.raises(ApprovalError, match="no Ed25519 private key"):
            keys.read_private(path, never)
    other = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(other)
    with pytest.raises(ApprovalError, match="no Ed25519 private key"):
        keys.read_private(path, never)
    with pytest.raises(ApprovalError, match="there is no such key"):
        keys.read_private(tmp_path / "no.key", never)
    with pytest.raises(ApprovalError, match="is a directory"):
        keys.read_private(tmp_path, never)


def test_a_signature_holds_for_its_key_and_message_alone() -> None:
    one, two = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))
    signed = keys.sign(one, b"message")
    public = keys.public_key(one)
    assert keys.holds(public, b"message", signed)
    assert not keys.holds(public, b"Message", signed)
    assert not keys.holds(keys.public_key(two), b"message", signed)
    assert not keys.holds(public, b"message", keys.sign(two, b"message"))


@pytest.mark.parametrize(
    "change", [lambda t: t + "=", lambda t: t[:-4], lambda t: "?" + t[1:], lambda t: t + "\n", lambda t: ""]
)
def test_base64_has_one_spelling(change: object) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signed = keys.public_key(key), keys.sign(key, b"m")
    assert keys.is_public_key(public)
    assert not keys.is_public_key(change(public))  # type: ignore[operator]
    assert not keys.is_public_key(signed)
    assert not keys.holds(change(public), b"m", signed)  # type: ignore[operator]
    assert not keys.holds(public, b"m", change(signed))  # type: ignore[operator]


def test_base64_with_spare_bits_is_refused() -> None:
    public = keys.public_key(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    spare = public[:-2] + letters[letters.index(public[-2]) + 1] + "="
    assert not keys.is_public_key(spare)
