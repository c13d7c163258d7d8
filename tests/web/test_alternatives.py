"""The page of a step: what it is about stands in full above the form, and whoever could do something else is offered that."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.definitions.test_penempatan_kinerja import CAST as PLACEMENT
from tests.definitions.test_penempatan_kinerja import STAGES as PLACEMENT_STAGES
from tests.definitions.test_pengawasan_layanan import CAST as OVERSIGHT
from tests.definitions.test_pengawasan_layanan import STAGES as OVERSIGHT_STAGES
from tests.definitions.test_penghargaan import CAST as AWARD
from tests.definitions.test_penghargaan import STAGES as AWARD_STAGES
from tests.definitions.test_penilaian_kinerja import CAST as APPRAISAL
from tests.definitions.test_penilaian_kinerja import STAGES as APPRAISAL_STAGES
from tests.definitions.test_promosi_jabatan import CAST as PROMOTION
from tests.definitions.test_promosi_jabatan import STAGES as PROMOTION_STAGES
from tests.web.page import Element, Page
from tests.web.rich import Staged, staged_in


@pytest.fixture
def staged(tmp_path: Path) -> Staged:
    return staged_in(tmp_path)


def instead(page: Page) -> list[str]:
    """The words of what is offered in place of the step."""
    return [a.text for p in page.all("p") if p.text.startswith(("Atau:", "Or:")) for a in p.walk() if a.tag == "a"]


def before(page: Page, one: Element, other: Element) -> bool:
    places = [id(e) for e in page.root.walk()]
    return places.index(id(one)) < places.index(id(other))


def is_folded(element: Element) -> bool:
    return any(above.tag == "details" and not above.has("open") for above in element.above())


def test_a_comment_stands_in_full_above_its_answer(staged: Staged) -> None:
    world = staged(OVERSIGHT, OVERSIGHT_STAGES, "passed")
    page = world.at("lurah").get(f"/perkara/{world.number('c1')}/langkah/explain")
    (said,) = [e for e in page.root.walk() if "Antre dua jam." in e.words]
    (answer,) = page.all("textarea")
    assert not is_folded(said) and before(page, said, answer)


@pytest.mark.parametrize(("prefix", "words"), [("", "Tidak setuju atau tarik persetujuan"), ("/en", "Decline or take back the consent")])
def test_whoever_is_asked_to_agree_is_offered_to_decline(staged: Staged, prefix: str, words: str) -> None:
    world = staged(AWARD, AWARD_STAGES, "asked")
    page = world.at("cici").get(f"{prefix}/perkara/{world.number('izin')}/langkah/agree")
    assert instead(page) == [words]
    (name,) = [e for e in page.all("input") if e.attributes.get("name") == "nominee_name"]
    assert name.attributes["value"] == "Nama Pegawai", "what the nominator wrote, to put right"
    assert not [e for e in page.all("input") if e.attributes.get("name") == "agreed" and e.has("checked")]


def test_who_answers_a_comment_is_offered_the_other_answers(staged: Staged) -> None:
    world = staged(OVERSIGHT, OVERSIGHT_STAGES, "passed")
    page = world.at("lurah").get(f"/perkara/{world.number('c1')}/langkah/explain")
    assert instead(page) == ["Jawab dan janjikan tindak lanjut", "Bukan layanan unit kami"]
    other = world.at("lurah").get(f"/perkara/{world.number('c1')}/langkah/promise")
    assert instead(other) == ["Jawab", "Bukan layanan unit kami"]


def test_an_owner_who_may_accept_is_offered_to_object(staged: Staged) -> None:
    world = staged(APPRAISAL, APPRAISAL_STAGES, "shown")
    number = world.number("appraisal@ani")
    page = world.at("ani").get(f"/urusan/{number}/langkah/accept")
    offered = instead(page)
    assert "Ajukan keberatan" in offered and "Terima hasil" not in offered, offered


def test_an_empty_application_misses_no_requirement_yet(staged: Staged) -> None:
    world = staged(PROMOTION, PROMOTION_STAGES, "announced")
    world.table("registration | ani | application.begin_draft bidang as mine | draft")
    page = " ".join(e.text for e in world.at("ani").get(f"/urusan/{world.number('mine')}/isi/submit").all("main"))
    assert "Belum diketahui" in page and "Tidak terpenuhi" not in page


def test_what_was_typed_beside_a_file_is_kept_when_the_file_is_uploaded_first(staged: Staged) -> None:
    world = staged(PROMOTION, PROMOTION_STAGES, "announced")
    world.table("registration | ani | application.begin_draft bidang as mine | draft")
    ani, form = world.at("ani"), f"/urusan/{world.number('mine')}/isi/submit/1"
    page = ani.get(form)
    (first, *_others) = [e for e in page.all("button") if e.attributes.get("name") in ("aksi", "berkas")]
    assert (first.attributes["name"], first.attributes["value"]) == ("aksi", "lanjut"), "what Enter presses"
    file = next(e.attributes["value"] for e in page.all("button") if e.attributes.get("name") == "berkas")
    upload = ani.send(form, {"present_post": "Kepala Subbagian", "berkas": file})
    assert ani.last is not None and ani.last.request.path.endswith(f"/berkas/{file}") and upload.all("form")
    assert "Kepala Subbagian" in [e.attributes.get("value") for e in ani.get(form).all("input")]
    ani.send(form, {"berkas": "tidak_ada"}, 404)


def test_what_comes_next_is_said_once(staged: Staged) -> None:
    world = staged(PROMOTION, PROMOTION_STAGES, "applied")
    page = world.at("ani").get(f"/urusan/{world.number('ani')}")
    assert " ".join(e.text for e in page.all("main")).count("Anda masih dapat memperbaiki dan mengirim ulang") == 1


def test_a_condition_that_the_answers_break_is_an_error_and_keeps_what_was_typed(staged: Staged) -> None:
    world = staged(OVERSIGHT, OVERSIGHT_STAGES, "passed")
    form = f"/perkara/{world.number('c1')}/langkah/promise"
    late = {"answer": "Jam loket ditempel.", "promised_by-day": "1", "promised_by-month": "1", "promised_by-year": "2030", "aksi": "kirim"}
    page = world.at("lurah").send(form, late, 422)
    assert page.title.startswith("Galat:")
    (summary,) = [e for e in page.root.walk() if e.attributes.get("class") == "govuk-error-summary"]
    assert "Tanggal selesai paling lama 60 hari dari sekarang" in summary.text
    assert "Jam loket ditempel." in page.all("textarea")[0].text and "2030" in [e.attributes.get("value") for e in page.all("input")]


def test_a_reason_that_hangs_on_an_answer_is_asked_after_the_answer(staged: Staged) -> None:
    world = staged(APPRAISAL, APPRAISAL_STAGES, "rating")
    number, about = world.number("appraisal@ani"), "sejalan dengan pandangan 360"
    rater = next(a for a in world.play.persons if world.at(a).client.get(f"/perkara/{number}/langkah/rate").status_code == 200)
    page = world.at(rater).get(f"/perkara/{number}/langkah/rate")
    assert about not in " ".join(e.text for e in page.all("form"))


def test_a_way_out_is_no_duty_and_stands_beside_the_other_answer(staged: Staged) -> None:
    world = staged(PLACEMENT, PLACEMENT_STAGES, "available")
    page = " ".join(e.text for e in world.at("ani").get(f"/urusan/{world.number('review@ani')}").all("main"))
    assert "Yang dapat Anda lakukan" in page and "Tidak ingin diusulkan" in page
    assert "Yang perlu Anda lakukan" not in page.partition("Tidak ingin diusulkan")[0]
