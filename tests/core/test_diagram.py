"""The drawing of a machine: complete, escaped, without overlaps, and a list that says the same."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Literal

import pytest

from workflow.core.definition import Definition
from workflow.core.diagram import as_list, diagram
from workflow.core.flow import flow
from workflow.core.lettering import text_width, wrapped
from workflow.core.words import Language, Text, Words
from workflow.load import load

SMALL = Path(__file__).parents[1] / "definitions" / "small" / "2026.1.yaml"
SVG = "{http://www.w3.org/2000/svg}"
WIDTHS: tuple[Literal[340, 640], ...] = (340, 640)
MACHINES = ("round", "entry", "remark")


@pytest.fixture(scope="module")
def small() -> Definition:
    return load(SMALL)


def drawn(
    definition: Definition, machine: str, width: Literal[340, 640], language: Language = "id", current: str | None = None
) -> ET.Element:
    return ET.fromstring(diagram(definition, machine, language, current, width))  # noqa: S314


def words_of(root: ET.Element) -> str:
    return " ".join(" ".join(node.itertext()) for node in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_state_and_every_way_is_named(small: Definition, machine: str, width: Literal[340, 640], language: Language) -> None:
    said = words_of(drawn(small, machine, width, language)).replace("- ", "")
    own = small.machines[machine]
    course = flow(own)
    wanted = [state.words.staff for state in own.states.values()]
    wanted += [action.words for actions in course.onward.values() for action in actions]
    wanted += [action.words for way in course.ways if way.kind in ("forward", "back") for action in way.actions]
    for text in wanted:
        assert text.in_(language).replace(" ", "") in said.replace(" ", "")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("machine", MACHINES)
def test_boxes_do_not_overlap_and_stay_inside(small: Definition, machine: str, width: Literal[340, 640]) -> None:
    root = drawn(small, machine, width)
    height = float(root.attrib["viewBox"].split()[3])
    boxes = [tuple(float(box.attrib[key]) for key in ("x", "y", "width", "height")) for box in root.iter(f"{SVG}rect")]
    assert len(boxes) == len(small.machines[machine].states)
    for (_, y1, _, h1), (_, y2, _, h2) in combinations(boxes, 2):
        assert y1 + h1 <= y2 or y2 + h2 <= y1
    for x, y, w, h in boxes:
        assert x >= 0 and x + w <= width and y >= 0 and y + h <= height


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("machine", MACHINES)
def test_words_and_badges_stay_inside_and_apart(small: Definition, machine: str, width: Literal[340, 640]) -> None:
    root = drawn(small, machine, width)
    spans = []
    for node in root.iter(f"{SVG}text"):
        wide = text_width(node.text or "", float(node.attrib["font-size"]), bold="font-weight" in node.attrib)
        x = float(node.attrib["x"]) - (wide / 2 if "text-anchor" in node.attrib else 0)
        spans.append((x, x + wide, float(node.attrib["y"])))
    for left, right, _ in spans:
        assert left >= 0 and right <= width
    for (a, b, y1), (c, d, y2) in combinations(spans, 2):
        assert abs(y1 - y2) >= 12 or b <= c or d <= a
    for one, other in combinations(list(root.iter(f"{SVG}circle")), 2):
        assert any(abs(float(one.attrib[k]) - float(other.attrib[k])) >= 18 for k in ("cx", "cy"))


def test_labels_are_escaped_and_nothing_is_styled(small: Definition) -> None:
    nasty = Text('<script>alert("1")</script> & co', "<b>")
    root = small.machines["round"]
    states = {**root.states, "open": replace(root.states["open"], words=Words(nasty, nasty, nasty))}
    broken = replace(small, machines={**small.machines, "round": replace(root, states=states)})
    svg = diagram(broken, "round", "id", "open", 640)
    assert "<script" not in svg
    assert "style=" not in svg
    assert "&lt;script&gt;" in svg
    ET.fromstring(svg)  # noqa: S314


def test_ids_are_unique_over_all_drawings_of_a_page(small: Definition) -> None:
    ids = [
        node.attrib["id"] for machine in MACHINES for width in WIDTHS for node in drawn(small, machine, width).iter() if "id" in node.attrib
    ]
    assert len(ids) == len(set(ids))


def test_it_is_an_image_with_title_and_description(small: Definition) -> None:
    root = drawn(small, "round", 340, "id", "plenary")
    assert root.attrib["role"] == "img"
    assert root.attrib["class"] == "trg-svg trg-svg--m"
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and told is not None
    assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {told.attrib['id']}"
    assert "Rapat pleno" in (told.text or "")


def test_the_main_line_goes_by_the_phases_and_leaves_losses_out(small: Definition) -> None:
    assert flow(small.machines["entry"]).main == (
        "draft", "submitted", "in_check", "checked", "assessing", "scored", "nominated", "proposed", "chosen", "appointed",
    )  # fmt: skip
    assert "hearing" in flow(small.machines["round"]).main


def test_ways_back_and_ways_from_everywhere(small: Definition) -> None:
    ways = {(way.kind, way.target): way for way in flow(small.machines["round"]).ways}
    assert [action.name for action in ways["back", "plenary"].actions] == ["send_back"]
    assert ways["out", "cancelled"].everywhere
    assert ways["aside", "suspended"].everywhere
    assert not ways["out", "empty"].everywhere


def test_the_list_says_who_may_do_what(small: Definition) -> None:
    rows = {row.state: row for row in as_list(small, "round", "id")}
    assert set(rows) == set(small.machines["round"].states)
    announce = next(move for move in rows["draft"].moves if move.name == "announce")
    assert announce.who == ("Ketua tim",)
    assert announce.leads_to == "Pendaftaran dibuka"
    assert "Tim tiga atau lima orang" in announce.needs
    resume = next(move for move in rows["suspended"].moves if move.name == "resume")
    assert resume.leads_to == "Kembali ke tahap semula"
    assert rows["done"].moves == () and rows["done"].is_end


def test_long_words_are_cut_and_lines_fit() -> None:
    lines = wrapped("Pertanggungjawabankepegawaian di kantor", 16, 100)
    assert "".join(lines).replace("-", "").replace(" ", "") == "Pertanggungjawabankepegawaiandikantor"
    assert all(text_width(line, 16) <= 100 for line in lines)
    assert wrapped("", 16, 100) == []
