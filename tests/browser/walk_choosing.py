"""The second half of a selection: checking, scoring, comments, minutes, decision, objection, decree."""

from __future__ import annotations

from datetime import timedelta

from tests.browser.walk import CODE, Walk
from tests.browser.walker import FAILED, Person
from workflow.demo import PASSWORD

CLAUSES = ("degree", "certified", "rank", "performance", "managerial", "discipline", "criminal", "age", "pact")
REASON = "Pengalamannya memimpin kelas rangkap paling dekat dengan keadaan sekolah ini."
COMMENT = "Anak saya baru lancar membaca setelah ikut jam baca pagi di kelas beliau."
REPLY = "Jam baca itu saya teruskan bersama komite sekolah."
ANSWER = "Sejalan dengan catatan kemajuan membaca; dicatat untuk pleno."
REFUSED = "Urutan nilai dan alasan keputusan sudah diumumkan; tidak ada langkah yang terlewat."


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
    person.writes({"plan_score": points, "plan_score.remark": "Langkah dan ukurannya jelas."})
    person.writes({"learn_score": "cannot" if cannot else points})
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
    visitor.goes_home()
    visitor.follows("main a[href*='/seleksi/SEL-']", f"Seleksi {walk.mark}")
    visitor.follows("#diumumkan a", walk.newcomer)
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
    sari.follows(f"article:has-text('{walk.newcomer}') a[href$='/langkah/admit']")
    walk.sends(sari)
    wayan = walk.at("wayan")
    wayan.goes("/urusan")
    wayan.follows("main a[href*='/urusan/LMR-']", walk.school)
    wayan.goes("/langkah/reply")
    wayan.writes({"reply": REPLY})
    wayan.presses("button[value=lanjut]")
    wayan.presses("form[action$='/kirim'] button")
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
    ratna.goes("/urusan")
    ratna.follows("main a[href*='/urusan/LMR-']", walk.school)
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
    ratna.goes("/urusan")
    ratna.follows("main a[href*='/urusan/LMR-']", walk.school)
    ratna.follows("main a[href*='/urusan/SGH-']")
    assert REFUSED in ratna.reads()


def decree(walk: Walk) -> None:
    walk.time_passes("appointing")
    sari = walk.task("sari", "/tugas/")
    day = walk.today() + timedelta(days=60)
    sari.writes({"decree_number": "821.2/117/2026", "decree_date": f"{day}"})
    sari.writes({"inauguration_at": f"{day}T09:00", "inauguration_place": "Aula dinas"})
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
    visitor.follows("#diumumkan a", walk.newcomer)
    assert COMMENT in visitor.reads() and ANSWER in visitor.reads() and REPLY in visitor.reads()
    visitor.page.goto(root)
    visitor.follows("#dokumen a[href*='/dokumen/BA-']")
    assert walk.newcomer in visitor.reads()
    pdf = visitor.page.request.get(visitor.page.url + ".pdf")
    assert pdf.status == 200 and pdf.body().startswith(b"%PDF")
