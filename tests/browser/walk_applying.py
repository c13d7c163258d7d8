"""The first half of a selection: preparing, announcing, applying."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.browser.walk import CODE, Walk
from tests.browser.walker import FAILED, Person
from workflow.demo import PASSWORD

MEMBERS = {"bambang": "dinas", "hasnah": "bkpsdm", "yosef": "pengawas", "rusdi": "dewan_pendidikan", "meiske": "akademisi"}
TEAM = [
    *(("member", name, {"ciri.element": element}) for name, element in MEMBERS.items()),
    ("member", "tigor", {"ciri.element": "pengawas", "cadangan": "yes"}),
    ("chair", "bambang", {}),
    ("checker", "nurul", {}),
    ("checker", "made", {}),
    ("checker", "desi", {"cadangan": "yes"}),
    ("reviewer", "agus", {}),
    ("reviewer", "khadijah", {"cadangan": "yes"}),
]
PAPERS = ("performance_file_1", "performance_file_2", "managerial_file", "degree_file", "certificate_file", "rank_file", "police_file",
          "discipline_file", "pact_file")  # fmt: skip
ABOUT = {"home_school": "SD Negeri 12 Pulau Hatu", "birth_date": "1984-08-17"}
POST = {"employment": "PNS", "rank": "III/d", "level": "ahli_muda", "degree": "S1/D-IV", "certified": "yes"}
YEARS = {"teaching_years": "14", "managerial_years": "4", "performance_1": "baik", "performance_2": "sangat_baik"}
STATEMENTS = {"disciplined": "no", "accused": "no", "pact": "yes", "truthful": "yes"}
SUMMARY = "Empat belas tahun mengajar dan empat tahun menjadi wakil kepala sekolah; jam baca harian bersama orang tua."
VISION = "Tahun pertama: semua murid kelas tiga lancar membaca, dan orang tua melihat kemajuannya setiap bulan."


# ------------------------------------------------------------------ preparing and announcing
def prepare(walk: Walk) -> None:
    sari = walk.at("sari")
    sari.goes("/sekretariat")
    sari.goes("/sekretariat/baru/kepala_sekolah")
    sari.writes({"name": f"Seleksi {walk.mark}", "minimum": "2", "quorum": "3", "hear_public": "yes"})
    sari.presses()
    assert sari.sees(FAILED) and sari.page.locator("[name=name]").input_value() == f"Seleksi {walk.mark}"
    sari.writes({"contact": "Subbidang Mutasi, telepon (0000) 555-0101"})
    sari.presses()
    sari.follows("a[href*='/buat/opening/']")
    ahead = walk.today() + timedelta(days=120)
    sari.writes({"school": walk.school, "school_level": "sd", "district": "Pulau Hatu"})
    sari.writes({"assignment_date": f"{ahead}", "lacks_candidates": "no"})
    sari.presses()
    walk.opening = "LOW-" + sari.reads().partition("LOW-")[2].split()[0]
    appoint(walk, sari)
    walk.opens(sari)
    sari.goes("/jadwal")
    sari.writes({"buka.registration": f"{walk.today()}", "tutup.registration": f"{walk.today() + timedelta(days=17)}"})
    sari.presses()
    walk.opens(sari)
    sari.follows("a[href*='/pratinjau']")


def appoint(walk: Walk, sari: Person) -> None:
    sari.goes("/tim")
    for role, name, more in TEAM:
        sari.goes(f"/tim/{role}")
        if sari.sees("#cari"):
            sari.writes({"cari": f"{name}@teluksagara.example"})
            sari.presses("form[role=search] button")
        sari.page.get_by_role("radio", name=re.compile(name, re.IGNORECASE)).check(force=True)
        sari.writes(more)
        sari.presses("main form[method=post] button[type=submit]")
    assert not sari.sees(FAILED)


def announce(walk: Walk) -> None:
    bambang = walk.at("bambang")
    walk.opens(bambang)
    bambang.goes("/langkah/announce")
    walk.sends(bambang)
    walk.confirms("sari")
    assert walk.state() == "registration"


# ------------------------------------------------------------------ applying
def apply(walk: Walk) -> None:
    newcomer = walk.at("visitor")
    register(walk, newcomer)
    begin(walk, newcomer, walk.newcomer)
    send_application(walk, newcomer)
    correct(walk, newcomer)
    ratna = walk.at("ratna")
    begin(walk, ratna, walk.other)
    send_application(walk, ratna)


def register(walk: Walk, person: Person) -> None:
    """An account of one's own; a password that is too short is refused first and the rest kept."""
    person.follows("header a[href*='/masuk']")
    person.goes("/daftar")
    email = f"wayan-{walk.eye.name}@contoh.example"
    person.writes({"name": walk.newcomer, "email": email, "password": "pendek"})
    person.presses()
    assert person.sees(FAILED) and person.page.locator("[name=email]").input_value() == email
    person.writes({"password": PASSWORD})
    person.presses()
    person.writes({"email": email, "password": PASSWORD})
    person.presses()
    walk.people["wayan"] = walk.people.pop("visitor")
    person.who = "wayan"


def begin(walk: Walk, person: Person, name: str) -> None:
    person.goes("/ikut")
    person.follows("a[href*='/ikut/']", walk.school)
    person.presses("main form[action*='/ikut/'] button")
    if not person.sees("a[href$='/isi/submit/1']"):
        person.goes("/isi/submit")
    person.goes("/isi/submit/1")
    person.writes(ABOUT | {"birth_date": "1984-02-31"})
    person.presses()
    assert person.sees(FAILED) and person.page.locator("[name=home_school]").input_value() == ABOUT["home_school"]
    person.writes({"name": name} | ABOUT)
    person.presses("button[value=lanjut]")


def send_application(walk: Walk, person: Person) -> None:
    for answers in (POST, YEARS):
        person.writes(answers)
        person.presses("button[value=lanjut]")
    for fact in PAPERS:
        upload(walk, person, fact)
    person.presses("button[value=lanjut]")
    for answers in (STATEMENTS, {"summary": SUMMARY, "vision": VISION}):
        person.writes(answers)
        person.presses("button[value=lanjut]")
    person.goes("/isi/submit/periksa")
    assert VISION in person.reads()
    person.presses("form[action$='/kirim'] button")
    assert CODE.search(person.reads())


def upload(walk: Walk, person: Person, fact: str) -> None:
    person.goes(f"/berkas/{fact}")
    if fact == PAPERS[0]:
        person.presses()
        assert person.sees(FAILED)
    person.page.locator("input[type=file]").set_input_files(walk.papers)
    person.presses("main form button.govuk-button[type=submit]")
    if person.page.url.endswith(f"/berkas/{fact}"):
        person.follows("main form a.trg-next")


def correct(walk: Walk, person: Person) -> None:
    """The first application stands until the corrected one is sent."""
    first = CODE.search(person.reads())
    person.goes("/urusan")
    person.follows("main a[href*='/urusan/LMR-']", walk.school)
    person.goes("/correct")
    person.goes("/isi/correct/6")
    person.writes({"vision": VISION + " Guru saling mengamati seminggu sekali."})
    person.presses("button[value=lanjut]")
    person.goes("/isi/correct/periksa")
    person.presses("form[action$='/kirim'] button")
    second = CODE.search(person.reads())
    assert first and second and first[0] != second[0]
