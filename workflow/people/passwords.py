"""Passwords and secrets: argon2id (19 MiB, two passes, one lane), a bounded number at a time, one dummy for unknown accounts."""

from __future__ import annotations

import os
import secrets
from functools import cache
from hashlib import sha256
from threading import BoundedSemaphore
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from workflow.core.words import Text
from workflow.trouble import Trouble

LEAST, MOST = 8, 256
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_SLOTS = BoundedSemaphore(os.cpu_count() or 1)

TOO_SHORT = Text(
    "Kata sandi paling sedikit 8 karakter. Lebih baik 15 atau lebih, misalnya beberapa kata.",
    "A password has at least 8 characters. Better 15 or more, a few words for example.",
)
TOO_LONG = Text("Kata sandi paling banyak 256 karakter.", "A password has at most 256 characters.")
TOO_COMMON = Text("Kata sandi ini terlalu mudah ditebak. Pilih yang lain.", "This password is too easy to guess. Choose another.")
_EASY = """
    password passw0rd password1 password123 katasandi katasandi1 rahasia123 rahasia1 qwertyui qwerty123 qwertyuiop asdfghjkl
    1q2w3e4r 1q2w3e4r5t zaq12wsx abcd1234 abc12345 a1b2c3d4 admin123 administrator iloveyou sayangku sayang123 bismillah
    bismillah123 indonesia indonesia1 merdeka45 merdeka1945 jakarta123 pancasila garuda123 welcome1 letmein1 sunshine
    football princess dragon123 monkey123 superman terserah lupalagi anjing123 kucing123 semangat doraemon
"""
_COMMON = frozenset(_EASY.split())
_ROW_OF_DIGITS = "01234567890123456789 98765432109876543210"


def troubles(password: str, *near: str, field: str = "password") -> tuple[Trouble, ...]:
    """What is wrong with a new password; `near` are texts it must not be, such as the e-mail address."""
    text = _spelled(password)
    if len(text) < LEAST:
        return (Trouble(field, TOO_SHORT),)
    if len(text) > MOST:
        return (Trouble(field, TOO_LONG),)
    lowered = text.lower()
    own = {part.lower() for word in near for part in (word, word.partition("@")[0])}
    easy = lowered in _COMMON or lowered in own or lowered in _ROW_OF_DIGITS or len(set(lowered)) < 3
    return (Trouble(field, TOO_COMMON),) if easy else ()


def hashed(password: str) -> str:
    """The argon2id hash to store. Takes tens of milliseconds: never call it inside a write transaction."""
    with _SLOTS:
        return _HASHER.hash(_spelled(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; without a stored one the same work is done and the answer is no."""
    with _SLOTS:
        try:
            return _HASHER.verify(stored or _dummy(), _spelled(password)) and stored is not None
        except (Argon2Error, InvalidHashError):
            return False


def is_dated(stored: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


def secret() -> str:
    """A new secret of 256 bits for a cookie or a link; only its `fingerprint` is stored."""
    return secrets.token_urlsafe(32)


def fingerprint(value: str) -> str:
    """SHA-256 in hex: what the database keeps of a secret."""
    return sha256(value.encode("utf-8", "surrogatepass")).hexdigest()


def _spelled(password: str) -> str:
    """One spelling of what looks the same, so that another keyboard opens the same account."""
    return normalize("NFC", password).encode("utf-8", "replace").decode()


@cache
def _dummy() -> str:
    return _HASHER.hash(secrets.token_urlsafe(16))
