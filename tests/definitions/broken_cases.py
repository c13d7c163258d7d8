"""The table of broken definitions: what is changed in the small one, on which line the problem stands, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SMALL = Path(__file__).parent / "small" / "2026.1.yaml"
TEXT = SMALL.read_text(encoding="utf-8")
WIDE = Path(__file__).parent / "wide" / "2026.1.yaml"
FOLDER = SMALL.with_suffix("")
FILES = {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in FOLDER.rglob("*") if path.is_file()}


@dataclass(frozen=True)
class Broken:
    """`old` becomes `new`; the problem stands on the line that holds `marker` (by default the first line of `new`)."""

    name: str
    old: str
    new: str
    words: str
    marker: str = ""

    def text(self) -> str:
        assert TEXT.count(self.old) >= 1, f"{self.name}: the small definition no longer has {self.old!r}"
        return TEXT.replace(self.old, self.new, 1)

    def line(self) -> int:
        marker = self.marker or self.new.split("\n")[0]
        return self.text()[: self.text().index(marker)].count("\n") + 1


@dataclass(frozen=True)
class WideBroken(Broken):
    """The same of the wide definition."""

    def text(self) -> str:
        text = WIDE.read_text(encoding="utf-8")
        assert text.count(self.old) >= 1, f"{self.name}: the wide definition no longer has {self.old!r}"
        return text.replace(self.old, self.new, 1)


AGE = "age: {that: age <= 56,"
CLOCK = "at: registration.closes, from: open, to: checking"
CASES = [
    # how the file is written
    Broken("unknown key", "optional: true, words: Narahubung", "optionl: true, words: Narahubung", 'Did you mean "optional"?'),
    Broken("doubled key", "    code: PIL\n", "    code: PIL\n    code: PLH\n", "a second time (first in line", marker="    code: PLH"),
    Broken("alias", "code: PIL", "code: *other", "alias"),
    Broken("anchor", "code: PIL", "code: &pil PIL", "anchor"),
    Broken("tag", "code: PIL", "code: !!str PIL", "tag"),
    Broken(
        "no YAML",
        "    called: name\n    windows:\n      reg",
        "    called: [name\n    windows:\n      reg",
        "quotes",
        marker="    windows:",
    ),
    Broken(
        "comma without quotes", "cite: Peraturan contoh 1/2026 pasal 8, sure", "cite: Peraturan, pasal 8, sure", "Put this text in quotes"
    ),
    Broken("colon without quotes", "words: Buat pilihan | Set up}", "words: Buat: pilihan | Set up}", "quotes"),
    Broken(
        "guard with a bare comma",
        "needs: [entries >= minimum]",
        "needs: [count(entry, not ended) >= minimum]",
        "put the whole condition in quotes",
    ),
    Broken("a keyword as a name", "      hide: {by: clerk", "      return: {by: clerk", "choose another name"),
    Broken("capitals in a name", "      decree: {type: file", "      Decree: {type: file", "small letters"),
    Broken("English missing", "words: Narahubung | Contact}", "words: Narahubung}", "the English is missing"),
    Broken("English empty", "words: Narahubung | Contact}", "words: 'Narahubung |'}", "the English is missing"),
    Broken(
        "an audience missing",
        "public: Dinilai | Being assessed, staff: Dinilai lengkap | Scored}",
        "staff: Dinilai lengkap | Scored}",
        '"public" is missing',
    ),
    Broken("bad span", "{due: 5 working days, remind", "{due: 5 days, remind", "calendar days or working days"),
    Broken("span without number", "by: 2 calendar days", "by: two calendar days", "write a number and a unit"),
    Broken(
        "cite without sure",
        AGE + " cite: Peraturan contoh 1/2026 pasal 8, sure: G,",
        AGE + " cite: Peraturan contoh 1/2026 pasal 8,",
        "add sure",
    ),
    Broken("sure without cite", AGE + " cite: Peraturan contoh 1/2026 pasal 8, sure: G,", AGE + " sure: G,", "add cite"),
    Broken("unknown mark", "pasal 8, sure: G", "pasal 8, sure: X", '"X" is not known here'),
    Broken("type missing", "reason: {type: long_text, most", "reason: {most", "either `type:`"),
    Broken("unknown type", "starts_on: {type: date,", "starts_on: {type: datum,", 'Did you mean "date"?'),
    Broken("not a number", "most: 120", "most: many", "whole number"),
    Broken("not yes or no", "hold: true", "hold: perhaps", "write yes or no"),
    Broken("two lengths of a window", "{at_most: 5 working days}", "{at_most: 5 working days, exactly: 3 hours}", "one of the three"),
    Broken("unknown effect", "{unseal: check}", "{unsel: check}", 'Did you mean "unseal"?'),
    Broken("bad order", "order: [lowest number]", "order: [number]", '"highest" or "lowest"'),
    Broken("unknown phase", "{phase: preparation,", "{phase: preparing,", 'Did you mean "preparation"?'),
    Broken("outcome missing", "answered: {phase: end, outcome: done,", "answered: {phase: end,", "add `outcome:`"),
    # names
    Broken("unknown list", "of: degree,", "of: degre,", 'Did you mean "degree"?'),
    Broken("unknown role", "hide: {by: clerk,", "hide: {by: clark,", 'Did you mean "clerk"?'),
    Broken(
        "unknown target",
        "from: in_check, to: checked, then: [{unseal: check}], task",
        "from: in_check, to: cheked, then: [{unseal: check}], task",
        'Did you mean "checked"?',
    ),
    Broken(
        "unknown source",
        "shut: {by: clock, at: registration.closes, from: open,",
        "shut: {by: clock, at: registration.closes, from: opened,",
        'Did you mean "open"?',
    ),
    Broken("unknown form", "form: amendment, ext", "form: amendments, ext", 'Did you mean "amendment"?'),
    Broken("unknown fact in a form", "hosting: [host_named]", "hosting: [host_name]", 'Did you mean "host_named"?'),
    Broken("computed fact in a form", "details: [starts_on,", "details: [entries, starts_on,", "cannot be asked"),
    Broken("unknown letter", "{send: received}], words: Kirim", "{send: receipt}], words: Kirim", "no letter is called"),
    Broken("missing letter file", "body: surat/hasil", "body: surat/hasilnya", 'hasilnya.id.txt" is missing'),
    Broken("missing rubric", "rubric: rubrik/kepemimpinan, words: Kep", "rubric: rubrik/lain, words: Kep", 'rubrik/lain.yaml" is missing'),
    Broken(
        "rubric beside its scale",
        "lead_score: {type: rating, scale: [1, 5]",
        "lead_score: {type: rating, scale: [1, 4]",
        "describe each level once",
    ),
    Broken("path out of the folder", "body: surat/hasil", "body: ../hasil", "no path below the version folder"),
    Broken("window in an unknown state", "{in: [assessing], lasts", "{in: [assesing], lasts", 'Did you mean "assessing"?'),
    Broken("part from an unknown fact", "from: score.plan_score", "from: score.plan_scor", 'Did you mean "plan_score"?'),
    Broken("part from a text", "from: served, most: 40", "from: name, most: 40", "is no number"),
    Broken("weights", "planning: {weight: 40,", "planning: {weight: 30,", "the weights make 90, not 100", marker="parts: {leading"),
    Broken("publication of an unknown machine", "heard: {of: remark,", "heard: {of: remarks,", 'Did you mean "remark"?'),
    Broken("publication of an unknown fact", "public: [name, degree]", "public: [name, degrees]", 'Did you mean "degree"?'),
    Broken("unknown moment", CLOCK, CLOCK.replace("closes", "ends"), "no moment is called"),
    Broken("unknown parent", "parent: entry", "parent: entries", 'Did you mean "entry"?'),
    Broken("unknown set", "{send: changed, on: entry,", "{send: changed, on: entrys,", 'Did you mean "entry"?'),
    Broken(
        "do names no step",
        "{do: lapse, on: entry, where: not ended}, {publish: notice}], words: Batalkan",
        "{do: withdraw, on: entry, where: not ended}, {publish: notice}], words: Batalkan",
        "by: step",
    ),
    Broken(
        "two things of one name",
        "      objecting: {in: [ineligible]",
        "      papers: {in: [ineligible]",
        "a name stands for one thing",
        marker="      papers: {in",
    ),
    Broken("reserved name", "      decree: {type: file", "      state: {type: file", "always means"),
    Broken("unknown blank", "  result: {to: applicant, body: surat/hasil}", "  result: {to: applicant, body: surat/aneh}", "{nomor}"),
    # guards
    Broken("unknown fact in a guard", AGE, AGE.replace("age <=", "agee <="), "did you mean `age`?"),
    Broken("number with text", AGE, AGE.replace("56", "'tua'"), "cannot be compared"),
    Broken("unordered list compared", "that: \"degree >= 'D-III'\"", "that: \"employment >= 'PNS'\"", "no order"),
    Broken("unknown value of a list", "that: \"degree >= 'D-III'\"", "that: \"degree >= 'D3'\"", "none of the values"),
    Broken("broken guard", "needs: [entries >= minimum]", "needs: [entries >= ]", "cannot be read"),
    Broken("guard that is no condition", "needs: [entries >= minimum]", "needs: [entries + minimum]", "is needed here"),
    Broken("formula of itself", 'formula: "years(birth_date, today)"', "formula: age + 1", "computed from itself"),
    Broken("times of an ancestor", "needs: [objecting.open]", "needs: [times(round.prolong) < 1]", "on this case only"),
    Broken(
        "requirement without words",
        ", words: Punya sertifikat | Certified}\n        age",
        "}\n        age",
        "add `words:",
        marker="certified: {that",
    ),
    # soundness
    Broken(
        "unreachable", "from: ineligible, to: objected,", "from: ineligible, to: stay,", "no case can ever reach", "      objected: {phase"
    ),
    Broken("leaving an end", "from: [asked, received], to: lapsed", "from: [asked, hidden], to: lapsed", "an end is final"),
    Broken("circle", "to: nominated, words: Tarik", "to: nominated, then: [{do: take_back}], words: Tarik", "call each other without end"),
    Broken(
        "uncalled step",
        "{do: take_back, on: entry",
        "{do: lapse, on: entry",
        "nothing takes the step",
        "      take_back: {by: step",
    ),
    Broken("each without quorum", "each: quorum, quorum: quorum,", "each: quorum,", "add `quorum:`"),
    Broken("clock without moment", "end_hearing: {by: clock, at: soon,", "end_hearing: {by: clock,", "the clock needs its moment"),
    Broken(
        "panel without each",
        "answer: {by: member, from: received",
        "answer: {by: member, panel: 2, from: received",
        "an action with `each`",
    ),
    Broken(
        "appointed by the public",
        "one: yes, appointed_by: clerk, words: Nara",
        "one: yes, appointed_by: public, words: Nara",
        "nobody could appoint",
    ),
    Broken("clock with a form", "from: asked, to: lapsed, needs", "from: asked, to: lapsed, form: reply, needs", "answer nothing"),
    Broken("soon looks far", "needs: [round.hearing.closed or entry.ended]", 'needs: ["every(round.entry, ended)"]', "cannot watch"),
    # tables, figures, places, sets of holders
    WideBroken("a row too long", "rows: [[umum, 65, 0.5]", "rows: [[umum, 65, 0.5, 1]", "this row has 4 values, not 3"),
    WideBroken("a row twice", "[khusus, 60, _]]", "[khusus, 60, _], [umum, 1, 1]]", "keep one row", marker="    rows: [[umum"),
    WideBroken(
        "a combination missing", "      - [baik, kurang, kurang]\n", "", "there is no row for baik, kurang", marker="      - [baik, baik"
    ),
    WideBroken("a strange key", "[khusus, 60, _]]", "[khusus, 60, _], [aneh, 1, 1]]", "is none of the values", marker="    rows: [[umum"),
    WideBroken(
        "a strange value", "- [baik, baik, baik]", "- [baik, baik, hebat]", "none of the values of the list", marker="    gives: {grade"
    ),
    WideBroken("read by what nobody has", "by: [slot.kind]", "by: [slot.kin]", "no fact is called"),
    WideBroken("read by a number", "by: [slot.kind]", "by: [slot.places]", "neither a choice nor a yes or no"),
    WideBroken("a table named like a fact", "  bars:\n", "  places:\n", "give the table another name"),
    WideBroken("weights out of five", "around: {out_of: 100,", "around: {out_of: 5,", "points out of 100"),
    WideBroken("first column no text", "columns: {goal: Sasaran | Goal,", "columns: {goal: {type: number, words: S | G},", "names the row"),
    WideBroken("a column that is a file", "by: {type: date, words: Tanggal", "by: {type: file, words: Tanggal", "a column is a text"),
    WideBroken("a case of no machine", "{type: case, of: intake,", "{type: case, of: intakes,", 'Did you mean "intake"?'),
    WideBroken("a case above", "{type: case, of: review, in: intake", "{type: case, of: intake, in: intake", "name a machine below it"),
    WideBroken("a figure asked", "rate: [result, manner, instead]", "rate: [result, manner, earlier]", "cannot be asked"),
    WideBroken("a figure not shown", "figures: [total], words: Hasil", "figures: [a], words: Hasil", "no name that this publication shows"),
    WideBroken("filled from nowhere", "into: slot\n", "into: slots\n", 'Did you mean "slot"?'),
    WideBroken("the same of nothing", "same: [site]", "same: [sites]", 'Did you mean "site"?'),
    WideBroken("ranked where nothing ranks", "{rank: merit, on: slot}", "{rank: merit}", "no ranking of intake", marker="      rank_all:"),
    WideBroken(
        "opened for ever sealed",
        "{freeze: [earlier]}, {publish",
        "{unseal: view}, {publish",
        "stay sealed `always`",
        marker="      view: {by: viewer",
    ),
    WideBroken(
        "a condition on secret answers",
        "form: view, from: viewed, to: rated, needs: [viewing.open]",
        'form: view, from: viewed, to: rated, needs: [viewing.open, "count(view, points > 4) > 0"]',
        "`points` belongs to the case that carries the guard",
        marker="      view: {by: viewer",
    ),
    WideBroken(
        "a condition on who gave",
        "{from: view.points, as: mean, where: side == 'sejawat'",
        "{from: view.points, as: mean, where: person == owner",
        "`person` is not declared",
        marker="around: {out_of",
    ),
    WideBroken("no attribute given", "head == this.owner, with: {side: bawahan}}", "head == this.owner}", 'needs "side"'),
    WideBroken("one and all", "{assign: superior, person: head}", "{assign: superior, person: head, all: staff}", "one of the two"),
    WideBroken("an owner confirms", "rate_late: {by: clerk,", "rate_late: {by: clerk, confirmed_by: person,", "is no office"),
    WideBroken("a case for nobody", "create: review, for: staff", "create: review, for: public", "owns nothing below intake"),
    WideBroken("a case for whom", "create: review, for: staff,", "create: review, for: bidder,", "`unit` is not declared"),
    WideBroken("this of nothing", "where: head == this.owner, with", "where: head == this.ownr, with", "did you mean `this.owner`?"),
]
STUCK = "      stuck: {phase: public_input, words: Macet | Stuck}"
SEVERAL = [
    ("no way out", [("from: asked, to: received", "from: asked, to: stuck")], STUCK, "add an action from it"),
    (
        "only an extraordinary way out",
        [("from: asked, to: received", "from: asked, to: stuck"), ("inspector, from: received", "inspector, from: stuck")],
        STUCK,
        "without an extraordinary action",
    ),
    (
        "only the owner could end it",
        [
            ("from: asked, to: received", "from: asked, to: stuck"),
            ("answer: {by: member, from: received", "answer: {by: applicant, from: stuck"),
        ],
        STUCK,
        "no office and no clock",
    ),
    ("never reached", [], STUCK, "no case can ever reach"),
    (
        "a cancelling that one case would refuse",
        [
            ("      stuck: {phase: public_input, words: Macet | Stuck}\n", ""),
            ("lapse: {by: step, from: any, to: lapsed", "lapse: {by: step, from: [draft, submitted, in_check], to: lapsed"),
        ],
        "      cancel: {by: authority",
        '"cancel" is refused while a case is at assessing, checked, chosen,',
    ),
    (
        "a case beside it that would refuse",
        [
            ("      stuck: {phase: public_input, words: Macet | Stuck}\n", ""),
            ("lapse: {by: step, from: any, to: lapsed", "lapse: {by: step, from: [draft, submitted], to: lapsed"),
            (
                "while_paused: true, words: Undurkan diri",
                "while_paused: true, then: [{do: lapse, on: round.entry, where: owner == this.owner and not ended}], words: Undurkan diri",
            ),
        ],
        "      withdraw: {by: applicant",
        '"withdraw" is refused while a case is at assessing',
    ),
]
