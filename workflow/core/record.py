"""The bytes of the record: canonical JSON, leaf hashes, receipt codes, salted commitments. Pure.

Canonical form: RFC 8785 restricted to null, booleans, integers with |n| < 2**53, NFC strings, arrays and objects.
Leaf hash: RFC 9162. Commitment: the construction of SD-JWT (RFC 9901).
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from unicodedata import is_normalized

Value = None | bool | int | str | Sequence["Value"] | Mapping[str, "Value"]

LIMIT = 2**53
VERSION = 1
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("ILO", "110", "- ")
_CODE_BYTES = 10
_spelled = json.JSONEncoder(ensure_ascii=False).encode


class NotCanonical(ValueError):
    """A value that has no canonical form here, or a text that is not in canonical form."""


def canonical(value: Value) -> str:
    """The one spelling of a value. Raises NotCanonical for floats, integers from 2**53, lone surrogates, strings not in NFC."""
    match value:
        case str():
            return _string(value)
        case None | bool():
            return json.dumps(value)
        case int():
            return _integer(value)
        case Mapping():
            return _object(value)
        case list() | tuple():
            return "[" + ",".join(canonical(item) for item in value) + "]"
        case _:
            raise NotCanonical(f"{type(value).__name__} has no canonical form")


def _integer(value: int) -> str:
    if abs(value) >= LIMIT:
        raise NotCanonical(f"the integer {value} is not below 2**53")
    return str(int(value))


def _string(value: str) -> str:
    if value.isascii():
        return _spelled(value)
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise NotCanonical("a string with a lone surrogate")
    if not is_normalized("NFC", value):
        raise NotCanonical("a string that is not in NFC")
    return _spelled(value)


def _object(value: Mapping[str, Value]) -> str:
    if not all(isinstance(name, str) for name in value):
        raise NotCanonical("an object with a key that is no string")
    members = {_string(name): item for name, item in sorted(value.items(), key=lambda pair: _utf16(pair[0]))}
    return "{" + ",".join(f"{name}:{canonical(item)}" for name, item in members.items()) + "}"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-be", "surrogatepass")


def parse(text: str) -> Any:
    """The value of a canonical text. Raises NotCanonical for every other text, doubled keys and NaN included."""
    try:
        value = json.loads(text, object_pairs_hook=_members, parse_constant=_refused, parse_float=_refused)
        same = canonical(value) == text
    except (RecursionError, ValueError) as error:
        raise NotCanonical(str(error)) from error
    if not same:
        raise NotCanonical("the text is not in canonical form")
    return value


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise NotCanonical("a doubled key")
    return members


def _refused(text: str) -> Any:
    raise NotCanonical(f"the number {text} is no integer")


def event(reg: str, case: str, rev: int, t: datetime, type_: str, pub: Mapping[str, Value], sd: Iterable[str] = ()) -> str:
    """The canonical body of one event; `sd` are commitments in any order, each once. `t` must carry its zone."""
    commitments = sorted(sd)
    if len(set(commitments)) != len(commitments):
        raise NotCanonical("a commitment appears twice")
    body: dict[str, Value] = {"v": VERSION, "reg": reg, "case": case, "rev": rev, "t": moment(t), "type": type_, "pub": pub}
    return canonical(body | {"sd": commitments})


def moment(t: datetime) -> str:
    """UTC with microseconds: YYYY-MM-DDTHH:MM:SS.ffffffZ."""
    if t.tzinfo is None:
        raise NotCanonical("a moment without its zone")
    return t.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def leaf(body: str) -> bytes:
    """The leaf hash of an event's body, 32 bytes."""
    return sha256(b"\x00" + body.encode()).digest()


def code(leaf_hash: bytes) -> str:
    """The 16 characters on paper: the first 80 bits of the leaf hash. They find a line and prove nothing."""
    number = int.from_bytes(leaf_hash[:_CODE_BYTES], "big")
    characters = "".join(_ALPHABET[(number >> shift) & 31] for shift in range(75, -1, -5))
    return "-".join(characters[at : at + 4] for at in range(0, 16, 4))


def parse_code(text: str) -> bytes | None:
    """The first 10 bytes of the leaf hash that a typed code means; None if it is no code. Reads I, L as 1 and O as 0."""
    characters = text.strip().upper().translate(_READ_AS)
    if len(characters) != 16 or not set(characters) <= set(_ALPHABET):
        return None
    number = 0
    for character in characters:
        number = number << 5 | _ALPHABET.index(character)
    return number.to_bytes(_CODE_BYTES, "big")


def salt(secret: bytes, reg: str, case: str, rev: int, field: str) -> str:
    """The salt of one field of one event, 22 characters; `secret` is the participant's key."""
    message = f"{reg}|{case}|{rev}|{field}".encode()
    return _base64(hmac.digest(secret, message, "sha256")[:16])


def disclosure(salt_: str, name: str, value: Value) -> str:
    """What its holder hands over to show one field."""
    return _base64(canonical([salt_, name, value]).encode())


def commitment(disclosure_: str) -> str:
    """What stands in the event in place of the field: 43 characters."""
    return _base64(sha256(disclosure_.encode("ascii")).digest())


def _base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
