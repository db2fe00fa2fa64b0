"""Ed25519 keys (RFC 8032) in files: made, written for their owner's eyes, read again."""

from __future__ import annotations

import base64
import binascii
import os
import stat
from collections.abc import Callable
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from pia.errors import ApprovalError, Problem

_MOST_BYTES = 10_000
_KEY_BYTES, _SIGNATURE_BYTES = 32, 64


def new_key(passphrase: str = "") -> tuple[bytes, str]:
    """A new private key as PEM (PKCS 8), encrypted if there is a passphrase, and its public key."""
    key = Ed25519PrivateKey.generate()
    how = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how), public_key(key)


def write_private(path: Path, pem: bytes) -> None:
    """Write a new private key that its owner alone can read; what exists is never replaced.

    Raises:
        ApprovalError: The file exists, or cannot be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        what = "the file exists, and a private key is never replaced"
        raise ApprovalError(Problem(str(path), what, "Choose another path.")) from None
    except OSError as error:
        raise _unusable(path, error) from None
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())


def read_private(path: Path, passphrase: Callable[[], str]) -> Ed25519PrivateKey:
    """A private key from its file.

    Args:
        path: The file.
        passphrase: Asked only if the key is encrypted.

    Raises:
        ApprovalError: There is none, others can read it, it is of another kind, or the passphrase is wrong.
    """
    pem = _pem(path)
    try:
        key: object = load_pem_private_key(pem, None)
    except TypeError:
        key = _decrypted(path, pem, passphrase())
    except (ValueError, UnsupportedAlgorithm):
        raise _no_key(path) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path)
    return key


def public_key(key: Ed25519PrivateKey) -> str:
    """The public key of a private one, 32 bytes in base64."""
    return base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def is_public_key(text: str) -> bool:
    """Whether a text is a public key as `public_key` writes it."""
    raw = _decoded(text, _KEY_BYTES)
    return raw is not None


def sign(key: Ed25519PrivateKey, message: bytes) -> str:
    """A signature over a message, 64 bytes in base64."""
    return base64.b64encode(key.sign(message)).decode()


def holds(public: str, message: bytes, signature: str) -> bool:
    """Whether a signature over a message was made with the private key of a public one; false for what is neither."""
    raw_key, raw_signature = _decoded(public, _KEY_BYTES), _decoded(signature, _SIGNATURE_BYTES)
    if raw_key is None or raw_signature is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(raw_key).verify(raw_signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _decoded(text: str, length: int) -> bytes | None:
    """The bytes of a base64 text in its one canonical spelling; `None` if it has another, or another length."""
    try:
        raw = base64.b64decode(text)
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == length and base64.b64encode(raw).decode() == text else None


def _pem(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                what = "others on this machine can read the private key"
                raise ApprovalError(Problem(str(path), what, f"Run: chmod 600 {path}"))
            return file.read(_MOST_BYTES)
    except FileNotFoundError:
        raise ApprovalError(Problem(str(path), "there is no such key", "Make one with: pia keys new")) from None
    except OSError as error:
        raise _unusable(path, error) from None


def _decrypted(path: Path, pem: bytes, passphrase: str) -> object:
    try:
        return load_pem_private_key(pem, passphrase.encode())
    except (TypeError, ValueError, UnsupportedAlgorithm):
        fix = "Set PIA_KEY_PASSPHRASE, or answer the question."
        raise ApprovalError(Problem(str(path), "the passphrase is wrong", fix)) from None


def _no_key(path: Path) -> ApprovalError:
    return ApprovalError(Problem(str(path), "this is no Ed25519 private key in PEM", "Make one with: pia keys new"))


def _unusable(path: Path, error: OSError) -> ApprovalError:
    reason = (error.strerror or "it cannot be used").lower()
    return ApprovalError(Problem(str(path), reason, "Check the folder and the permissions."))
