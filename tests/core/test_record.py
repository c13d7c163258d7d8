"""Bytes of the record against published vectors and against the library rfc8785."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from unicodedata import normalize

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from workflow.core import record

VECTOR = (
    '{"case":"0","pub":{"actor":"S1","definition":"' + "0" * 64 + '","from":"draft","to":"announced"},'
    '"reg":"SEL-2026-0147","rev":0,"sd":[],"t":"2026-09-01T01:00:00.000000Z","type":"selection.announce","v":1}'
)
T = datetime(2026, 9, 1, 1, tzinfo=UTC)
PUB = {"to": "announced", "from": "draft", "definition": "0" * 64, "actor": "S1"}

nfc = st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: normalize("NFC", text))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | nfc,
    lambda inner: st.lists(inner) | st.dictionaries(nfc, inner),
)


def test_event_vector() -> None:
    body = record.event("SEL-2026-0147", "0", 0, T, "selection.announce", PUB)
    assert body == VECTOR
    assert record.leaf(body).hex() == "e4703fbe51656a8323d040ce83b14bfb42bdfa97bf212ad9ca9d0dd09a65c642"
    assert record.code(record.leaf(body)) == "WHR3-ZFJH-CNN8-68YG"


def test_leaf_and_code_of_the_empty_text() -> None:
    assert record.leaf("").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert record.code(record.leaf("")) == "DRT0-Q77Z-PDX9-H755"


@pytest.mark.parametrize(
    ("bytes_hex", "root"),
    [("00", "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7")],
)
def test_leaf_prefixes_a_zero_byte(bytes_hex: str, root: str) -> None:
    assert record.leaf(bytes.fromhex(bytes_hex).decode()).hex() == root


@given(values)
def test_agrees_with_the_library(value: object) -> None:
    text = record.canonical(value)  # type: ignore[arg-type]
    assert text.encode() == rfc8785.dumps(value)  # type: ignore[arg-type]
    assert record.parse(text) == json.loads(text)
    assert "\n" not in text


@pytest.mark.parametrize(
    "value",
    [1.0, 2**53, -(2**53), "\ud800", "u\u0308", {"u\u0308": 1}, {1: "a"}, {"a": {"b": [0.5]}}, {1, 2}, b"x", T],
    ids=repr,
)
def test_values_without_canonical_form(value: object) -> None:
    with pytest.raises(record.NotCanonical):
        record.canonical(value)  # type: ignore[arg-type]


def test_edges_that_do_have_one() -> None:
    assert record.canonical([2**53 - 1, True, (), {}]) == "[9007199254740991,true,[],{}]"
    assert record.canonical({"\ue000": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ue000":1}'  # UTF-16 order, not code points


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":1}',
        "NaN",
        "Infinity",
        "1.0",
        "1e3",
        "[1, 2]",
        '{"b":1,"a":2}',
        '"\\u0041"',
        "",
        "[",
        '"\\ud800"',
        "[" * 100_000,
        "[" * 700 + "]" * 700,
        "01",
    ],
    ids=lambda text: text[:20],
)
def test_texts_that_are_not_canonical(text: str) -> None:
    with pytest.raises(record.NotCanonical):
        record.parse(text)


def test_commitment_vectors() -> None:
    rfc_example = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
    assert record.commitment(rfc_example) == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"
    ours = record.disclosure("AAECAwQFBgcICQoLDA0ODw", "nama", "Siti Nurhaliza")
    assert ours == "WyJBQUVDQXdRRkJnY0lDUW9MREEwT0R3IiwibmFtYSIsIlNpdGkgTnVyaGFsaXphIl0"
    assert record.commitment(ours) == "Z5CLj8fiR0t4LFkSesLuAH28Xe6NtXNSjToXQXElSD4"


def test_salt_depends_on_every_part() -> None:
    parts = (b"k" * 32, "SEL-2026-0147", "0", 1, "nama")
    others = (b"l" * 32, "SEL-2026-0148", "1", 2, "nip")
    salts = {record.salt(*(other if at == place else part for at, part in enumerate(parts))) for place, other in enumerate(others)}  # type: ignore[arg-type]
    salts.add(record.salt(*parts))
    assert len(salts) == 6
    assert {len(salt) for salt in salts} == {22}
    assert record.salt(*parts) == record.salt(*parts)


def test_event_sorts_commitments_and_refuses_doubles() -> None:
    body = json.loads(record.event("R", "5318", 3, T, "a.b", {}, ["b", "a"]))
    assert body["sd"] == ["a", "b"]
    with pytest.raises(record.NotCanonical):
        record.event("R", "5318", 3, T, "a.b", {}, ["a", "a"])


def test_moment_is_utc_with_microseconds() -> None:
    jakarta = datetime(2026, 9, 1, 8, 0, 0, 7, tzinfo=timezone(timedelta(hours=7)))
    assert record.moment(jakarta) == "2026-09-01T01:00:00.000007Z"
    with pytest.raises(record.NotCanonical):
        record.moment(datetime(2026, 9, 1))  # noqa: DTZ001


@given(st.binary(min_size=32, max_size=32))
def test_code_round_trip(leaf: bytes) -> None:
    code = record.code(leaf)
    assert record.parse_code(code) == leaf[:10]
    assert record.parse_code(code.lower().replace("-", " ").replace("1", "l").replace("0", "o")) == leaf[:10]


@pytest.mark.parametrize("text", ["", "DRT0", "DRT0-Q77Z-PDX9-H75U", "DRT0-Q77Z-PDX9-H7555", "DRT0-Q77Z-PDX9-H75é"])
def test_texts_that_are_no_code(text: str) -> None:
    assert record.parse_code(text) is None
