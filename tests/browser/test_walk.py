"""A whole selection by clicking and typing: from a process to the inauguration, each person at a browser of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from tests.browser.conftest import Site
from tests.browser.walker import FAILED, Eye, Person
from workflow.demo import PASSWORD
from workflow.demo.paper import paper
from workflow.store import tables as t

CAST = ("sari", "bambang", "meiske", "nurul", "agus", "andi")
CODE = re.compile(r"\w{4}-\w{4}-\w{4}-\w{4}")
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
CLAUSES = ("degree", "certified", "rank", "performance", "managerial", "discipline", "criminal", "age", "pact")
PAPERS = ("performance_file_1", "performance_file_2", "managerial_file", "degree_file", "certificate_file", "rank_file", "police_file",
          "discipline_file", "pact_file")  # fmt: skip
ABOUT = {"home_school": "SD Negeri 12 Pulau Hatu", "birth_date": "1984-08-17"}
POST = {"employment": "PNS", "rank": "III/d", "level": "ahli_muda", "degree": "S1/D-IV", "certified": "yes"}
YEARS = {"teaching_years": "14", "managerial_years": "4", "performance_1": "baik", "performance_2": "sangat_baik"}
STATEMENTS = {"disciplined": "no", "accused": "no", "pact": "yes", "truthful": "yes"}
SUMMARY = "Empat belas tahun mengajar dan empat tahun menjadi wakil kepala sekolah; jam baca harian bersama orang tua."
VISION = "Tahun pertama: semua murid kelas tiga lancar membaca, dan orang tua melihat kemajuannya setiap bulan."
REASON = "Pengalamannya memimpin kelas rangkap paling dekat dengan keadaan sekolah ini."
COMMENT = "Anak saya baru lancar membaca setelah ikut jam baca pagi di kelas beliau."
REPLY = "Jam baca itu saya teruskan bersama komite sekolah."
ANSWER = "Sejalan dengan catatan kemajuan membaca; dicatat untuk pleno."
REFUSED = "Urutan nilai dan alasan keputusan sudah diumumkan; tidak ada langkah yang terlewat."


@dataclass
class Walk:
    """One selection, whoever is at a browser for it, and the words that tell it from the others."""

    site: Site
    eye: Eye
    home: str
    mark: str
    papers: Path

    def __post_init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.school = f"SD Negeri 12 Teluk {self.mark}"
        self.newcomer, self.other = f"Wayan {self.mark}, S.Pd.", f"Ratna {self.mark}, S.Pd."
        self.opening = ""

    def at(self, who: str) -> Person:
        """That person at their own browser, signed in, on the first page."""
        if who not in self.people:
            person = self.people[who] = Person.sits_down(self.eye, who, self.home)
            if who in CAST:
                person.becomes(who)
            elif who != "visitor":
                person.signs_in(f"{who}@teluksagara.example", PASSWORD)
            return person
        self.people[who].goes_home()
        return self.people[who]

    def state(self) -> str:
        with self.site.place.db.reading() as connection:
            return str(connection.execute(select(t.cases.c.state).where(t.cases.c.number == self.opening)).scalar_one())

    def time_passes(self, until: str) -> None:
        """The bar's next deadline may be another selection's, so it is pressed until this one has moved on."""
        visitor = self.at("visitor")
        for _ in range(25):
            if self.state() == until:
                return
            visitor.moves_clock()
        raise AssertionError(f"the clock did not bring the opening from {self.state()} to {until}")

    def today(self) -> date:
        with self.site.place.db.reading() as connection:
            return self.site.place.clock.now(connection).date()

    def opens(self, person: Person) -> None:
        """The selection's own page among those of the staff."""
        person.goes("/seleksi-saya") if person.sees("a[href$='/seleksi-saya']") else None
        person.follows("main a", f"Seleksi {self.mark}")

    def task(self, who: str, href: str) -> Person:
        """The line of the inbox that is about this selection."""
        person = self.at(who)
        if "/tugas" not in person.page.url:
            person.goes("/tugas")
        person.follows(f".trg-task:has-text('{self.mark}') a[href*='{href}']")
        return person

    def sends(self, person: Person) -> None:
        """From a form to the page where it is checked, and on."""
        person.presses("main form button[value=kirim]")
        if person.page.url.endswith("/periksa"):
            person.presses()
        assert CODE.search(person.reads()) or "/usulan/" in person.page.url

    def confirms(self, who: str) -> None:
        person = self.task(who, "/usulan/")
        person.presses("button[value=konfirmasi]")


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
    sari.writes({"school": walk.school, "school_level": "sd", "district": "Pulau Hatu", "assignment_date": f"{ahead}", "lacks_candidates": "no"})
    sari.presses()
    walk.opening = re.search(r"LOW-[\d-]+\d", sari.reads())[0]
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
    bambang.goes("/seleksi-saya")
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
    person.goes("/lowongan")
    person.follows("a[href*='/lamaran/baru/']", walk.school)
    person.presses("main form[action*='/lamaran/baru/'] button")
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
    person.goes("/lamaran", None)
    person.follows("main a[href*='/lamaran/LMR-']", walk.school)
    person.goes("/correct")
    person.goes("/isi/correct/6")
    person.writes({"vision": VISION + " Guru saling mengamati seminggu sekali."})
    person.presses("button[value=lanjut]")
    person.goes("/isi/correct/periksa")
    person.presses("form[action$='/kirim'] button")
    second = CODE.search(person.reads())
    assert first and second and first[0] != second[0]


# ------------------------------------------------------------------ checking and scoring
def declare(walk: Walk, who: str, against: str | None = None) -> Person:
    """No conflict with anybody, or one; a conflict without its relation is refused first."""
    person = walk.task(who, "/benturan")
    for row in person.page.locator(".trg-check").all():
        conflict = against is not None and against in row.inner_text()
        row.locator(f"input[value={'yes' if conflict else 'no'}]").check(force=True)
    if against is not None:
        person.presses()
        assert person.sees(FAILED)
        person.page.locator(".trg-check").filter(has_text=against).locator("input[type=text]").fill("Ipar saya.")
    person.presses()
    return person


def check(walk: Walk) -> None:
    walk.time_passes("checking")
    for who in ("nurul", "made"):
        declare(walk, who)
        person = walk.task(who, "/tugas/")
        for sheet in (1, 2):
            if sheet == 1 and who == "nurul":
                person.presses("main form button[value=kirim]")
                assert person.sees(FAILED)
            person.writes({f"findings.{clause}": "met" for clause in CLAUSES})
            walk.sends(person)
            if sheet == 1:
                person.goes("/langkah/check")
    bambang = walk.task("bambang", "/tugas/")
    walk.sends(bambang)
    walk.confirms("sari")
    assert walk.state() == "check_objection"


def score(walk: Walk) -> None:
    walk.time_passes("assessing")
    arrange(walk)
    declare(walk, "yosef", walk.newcomer)
    for who in ("bambang", "rusdi", "meiske"):
        declare(walk, who)
        person = walk.task(who, "/tugas/")
        for sheet in (1, 2):
            best = walk.other in person.reads("h1")
            give_scores(person, "5" if best else "4", cannot=best and who == "meiske")
            walk.sends(person)
            if sheet == 1:
                person.goes("/langkah/score")
    walk.time_passes("public_input")


def give_scores(person: Person, points: str, *, cannot: bool) -> None:
    """A draft first; a criterion that cannot be judged needs its reason."""
    person.writes({"lead_score": points, "lead_score.remark": "Dokumen dan jawaban wawancara saling mendukung."})
    person.presses("button[value=draf]")
    assert person.page.locator(f"[name=lead_score][value='{points}']").is_checked()
    person.writes({"learn_score": "cannot" if cannot else points, "plan_score": points, "plan_score.remark": "Langkah dan ukurannya jelas."})
    if cannot:
        person.presses("button[value=kirim]")
        assert person.sees(FAILED)
    person.writes({"learn_score.remark": "Contohnya sedikit." if cannot else "Bukti perubahan cara mengajar ada."})


def arrange(walk: Walk) -> None:
    sari = walk.task("sari", "/tugas/")
    moment = walk.today() + timedelta(days=40)
    sari.writes({"interview_at": f"{moment}T09:00", "interview_place": "Ruang rapat, lantai 2"})
    walk.sends(sari)


# ------------------------------------------------------------------ comments
def comment(walk: Walk) -> None:
    visitor = walk.at("visitor")
    visitor.follows("main a[href*='/seleksi/SEL-']", f"Seleksi {walk.mark}")
    visitor.follows("#calon a", walk.newcomer)
    visitor.goes("/masukan")
    visitor.writes({"kind": "dukungan"})
    visitor.presses()
    assert visitor.sees(FAILED) and visitor.page.locator("[name=kind][value=dukungan]").is_checked()
    visitor.writes({"about": "pembelajaran", "text": COMMENT})
    visitor.presses()
    visitor.presses("button[value=kirim]")
    assert "/t/" in visitor.page.url and CODE.search(visitor.reads())
    followed = visitor.page.url
    answer_comment(walk)
    visitor.page.goto(followed)
    visitor.looks()
    assert ANSWER in visitor.reads()


def answer_comment(walk: Walk) -> None:
    sari = walk.at("sari")
    sari.goes("/sekretariat")
    sari.goes("/sekretariat/masukan")
    sari.page.locator("article").filter(has_text=COMMENT).locator("a[href$='/langkah/admit']").click()
    sari.looks()
    walk.sends(sari)
    wayan = walk.at("wayan")
    wayan.goes("/lamaran")
    wayan.follows("main a[href*='/lamaran/LMR-']", walk.school)
    wayan.goes("/langkah/reply")
    wayan.writes({"reply": REPLY})
    wayan.presses("button[value=lanjut]")
    wayan.presses("form[action$='/kirim'] button, main form button[type=submit]")
    meiske = walk.task("meiske", "/tugas/")
    meiske.writes({"disposition": "dipertimbangkan", "answer": ANSWER})
    walk.sends(meiske)


# ------------------------------------------------------------------ minutes, decision, objection, decree
def sign(walk: Walk) -> None:
    walk.time_passes("deliberation")
    for who in ("bambang", "rusdi", "meiske"):
        person = walk.task(who, "/tugas/")
        if who == "bambang":
            person.writes({"sandi": "salah-sekali"})
            person.presses("button[value=kirim]")
            assert person.sees(FAILED)
        person.writes({"sandi": PASSWORD})
        person.presses("button[value=kirim]")
        assert CODE.search(person.reads())
    assert walk.state() == "deciding"


def decide(walk: Walk) -> None:
    """Not the first in rank: refused without a reason."""
    andi = walk.task("andi", "/keputusan/")
    andi.page.get_by_role("radio", name=walk.newcomer).check(force=True)
    andi.presses()
    assert andi.sees(FAILED)
    andi.writes({"alasan": REASON})
    andi.presses()
    assert REASON in andi.reads()
    andi.presses()
    assert CODE.search(andi.reads())
    assert walk.state() == "decision_objection"


def object_to(walk: Walk) -> None:
    ratna = walk.at("ratna")
    ratna.goes("/lamaran")
    ratna.follows("main a[href*='/lamaran/LMR-']", walk.school)
    ratna.follows("a[href*='/buat/objection/']")
    ratna.writes({"about": "keputusan", "argument": "Nilai saya yang tertinggi; jelaskan mengapa bukan saya yang dipilih."})
    ratna.presses("button[value=lanjut]")
    ratna.presses("form[action$='/kirim'] button")
    assert CODE.search(ratna.reads())
    declare(walk, "agus")
    agus = walk.task("agus", "/tugas/")
    agus.follows("nav a[href*='/perkara/SGH-']")
    agus.goes("/langkah/refuse")
    agus.writes({"answer": REFUSED})
    walk.sends(agus)
    ratna.goes_home()
    ratna.goes("/lamaran")
    ratna.follows("main a[href*='/lamaran/LMR-']", walk.school)
    ratna.follows("main a[href*='/lamaran/SGH-']")
    assert REFUSED in ratna.reads()


def decree(walk: Walk) -> None:
    walk.time_passes("appointing")
    sari = walk.task("sari", "/tugas/")
    day = walk.today() + timedelta(days=60)
    sari.writes({"decree_number": "821.2/117/2026", "decree_date": f"{day}", "inauguration_at": f"{day}T09:00", "inauguration_place": "Aula dinas"})
    walk.sends(sari)
    walk.confirms("andi")
    assert walk.state() == "filled"


def read_all(walk: Walk) -> None:
    """What anybody reads at the end: the decision and its reason, the comment and its answer, the minutes and their PDF."""
    visitor = walk.at("visitor")
    visitor.page.goto(walk.home + f"?q={walk.mark.replace(' ', '+')}")
    visitor.looks()
    visitor.follows("main a[href*='/seleksi/SEL-']", f"Seleksi {walk.mark}")
    root = visitor.page.url
    assert REASON in visitor.reads()
    visitor.follows("#calon a", walk.newcomer)
    assert COMMENT in visitor.reads() and ANSWER in visitor.reads() and REPLY in visitor.reads()
    visitor.page.goto(root)
    visitor.follows("#dokumen a[href*='/dokumen/BA-']")
    assert walk.newcomer in visitor.reads()
    pdf = visitor.page.request.get(visitor.page.url + ".pdf")
    assert pdf.status == 200 and pdf.body().startswith(b"%PDF")


STEPS = (prepare, announce, apply, check, score, comment, sign, decide, object_to, decree, read_all)


@pytest.mark.parametrize(("tongue", "width", "height", "scripts"), [("id", 390, 844, False), ("en", 1280, 900, True)])
def test_a_whole_selection(site: Site, chromium: Browser, tmp_path: Path, tongue: str, width: int, height: int, scripts: bool) -> None:
    document = tmp_path / "surat.pdf"
    document.write_bytes(paper("Surat keterangan", ["Nama: sebagaimana tertulis dalam lamaran"]))
    eye = Eye(chromium, {"width": width, "height": height}, scripts, tongue)
    home = site.url + ("/en/" if tongue == "en" else "/")
    walk = Walk(site, eye, home, {"id": "Pulau Satu", "en": "Pulau Dua"}[tongue], document)
    for step in STEPS:
        step(walk)
    assert not eye.wrong, "\n".join(eye.wrong)
