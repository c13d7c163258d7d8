"""A small contest that is sound, and small changes to it of which each breaks one thing."""

from __future__ import annotations

from workflow.core.definition import Definition
from workflow.load import load_text

TEXT = """\
process: lomba
version: "2026.1"
title: Lomba kecil | Small contest
roles:
  clerk: {held_in: contest, words: Panitia | Clerk}
  judge: {held_in: contest, appointed_by: clerk, declares: entry, words: Juri | Judge}
  chief: {held_in: contest, never_with: [judge], words: Ketua | Chief}
  entrant: {owner_of: entry, words: Peserta | Entrant}
  public: {is: anyone, words: Umum | The public}
machines:
  contest:
    words: Lomba | Contest
    code: LMB
    path: lomba
    called: name
    windows:
      joining: {in: [open], lasts: {exactly: 5 calendar days}, words: Pendaftaran | Joining}
      talking: {in: [talk], lasts: {exactly: 3 calendar days}, words: Tanya jawab | Questions}
    facts:
      name: {type: text, words: Nama | Name}
      bar: {type: decimal, places: 2, most: 100, default: "70.00", words: Batas nilai | Bar}
      with_talk: {type: yes_no, default: no, words: Dengan tanya jawab | With questions}
      why: {type: long_text, words: Alasan | Reason}
    forms: {setup: [name, bar, with_talk], why: [why]}
    publications:
      result: {of: entry, where: "state in ['won', 'lost']", to: {public: [title, state, total]}, words: Hasil | Result}
      standing: {of: entry, to: {entrant: [total]}, words: Nilai | Points}
    states:
      draft: {phase: preparation, words: Disiapkan | Being prepared}
      open: {phase: application, words: Dibuka | Open}
      judging: {phase: assessment, words: Penilaian | Judging}
      talk: {phase: public_input, words: Tanya jawab | Questions}
      deciding: {phase: decision, words: Menunggu tanda tangan | Awaiting signatures}
      done: {phase: end, outcome: done, words: Selesai | Done}
      void: {phase: end, outcome: cancelled, words: Batal | Void}
    actions:
      start: {by: clerk, from: new, to: draft, form: setup, words: Buat lomba | Set up}
      change: {by: clerk, from: draft, to: stay, form: setup, words: Ubah | Change}
      announce: {by: clerk, from: draft, to: open, needs: [count(judge) == 5], then: [{freeze: [setup, judge]}], words: Umumkan | Announce}
      shut: {by: clock, at: joining.closes, from: open, to: judging, needs: [count(entry) > 0], then: [{do: begin, on: entry, where: not ended}], words: Tutup pendaftaran | Close}
      nobody: {by: clock, at: joining.closes, from: open, to: void, needs: [count(entry) == 0], words: Tanpa peserta | Nobody came}
      judged: {by: clock, at: soon, from: judging, to: deciding, needs: [not with_talk, "every(entry, ended or state == 'judged')", "count(entry, state == 'judged') > 0"], then: [{publish: standing}], words: Selesai dinilai | All judged}
      to_talk: {by: clock, at: soon, from: judging, to: talk, needs: [with_talk, "every(entry, ended or state == 'judged')", "count(entry, state == 'judged') > 0"], then: [{publish: standing}], words: Buka tanya jawab | Open questions}
      after_talk: {by: clock, at: soon, from: talk, to: deciding, needs: [talking.closed, "every(question, ended)"], words: Tutup tanya jawab | Close questions}
      all_gone: {by: clock, at: soon, from: [judging, talk, deciding], to: void, needs: ["every(entry, ended)"], words: Semua mundur | Everyone has gone}
      sign: {by: judge, each: quorum, quorum: "3", from: deciding, to: done, then: [{do: [win, lose], on: entry, where: not ended}, {publish: result}], words: Tanda tangani | Sign}
      few_sign: {by: chief, from: deciding, to: done, needs: [able(judge) < 3], then: [{do: [win, lose], on: entry, where: not ended}, {publish: result}], words: Putuskan sendiri | Decide alone}
      cancel: {by: chief, from: any, to: void, form: why, extraordinary: true, then: [{do: drop, on: entry, where: not ended}], words: Batalkan | Cancel}
  entry:
    parent: contest
    words: Karya | Entry
    code: KRY
    called: title
    facts:
      title: {type: text, words: Judul | Title}
      points: {type: rating, scale: [1, 5], words: Nilai | Points}
    forms: {join: [title], judge: [points]}
    scores:
      total: {out_of: 100, places: 2, parts: {points_part: {from: score.points, as: mean, weight: 100, most: 5, words: Nilai | Points}}, words: Nilai akhir | Total}
    states:
      sent: {phase: application, words: Dikirim | Sent}
      in_judging: {phase: assessment, words: Sedang dinilai | Being judged}
      short: {phase: assessment, words: Juri kurang | Too few judges}
      judged: {phase: assessment, words: Sudah dinilai | Judged}
      won: {phase: end, outcome: won, words: Menang | Won}
      lost: {phase: end, outcome: lost, words: Kalah | Lost}
      gone: {phase: end, outcome: withdrawn, words: Mundur | Gone}
    actions:
      join: {by: entrant, from: new, to: sent, form: join, needs: [contest.joining.open], words: Ikut | Join}
      begin: {by: step, from: sent, to: in_judging, words: Mulai | Begin}
      score: {by: judge, each: all, quorum: "3", form: judge, from: in_judging, to: judged, words: Nilai | Score}
      short: {by: clock, at: soon, from: in_judging, to: short, needs: [able(judge) < 3], words: Juri kurang | Too few judges}
      enough: {by: clock, at: soon, from: short, to: before, needs: [able(judge) >= 3], words: Juri cukup lagi | Enough judges again}
      set_aside: {by: chief, from: short, to: lost, words: Kesampingkan | Set aside}
      win: {by: step, from: judged, to: won, needs: [total >= contest.bar], words: Menang | Win}
      lose: {by: step, from: judged, to: lost, needs: [total < contest.bar], words: Kalah | Lose}
      withdraw: {by: entrant, from: any, to: gone, words: Undurkan diri | Withdraw}
      drop: {by: step, from: any, to: gone, words: Gugur | Drop}
  question:
    parent: entry
    words: Pertanyaan | Question
    code: TNY
    facts:
      text: {type: long_text, words: Isi | Text}
      reply: {type: long_text, words: Jawaban | Reply}
    forms: {ask: [text], reply: [reply]}
    states:
      asked: {phase: public_input, words: Menunggu jawaban | Awaiting a reply}
      answered: {phase: end, outcome: done, words: Dijawab | Answered}
      lapsed: {phase: end, outcome: cancelled, words: Tidak diperlukan lagi | No longer needed}
    actions:
      ask: {by: public, from: new, to: asked, form: ask, needs: [contest.talking.open, entry.state == 'judged'], words: Tanya | Ask}
      reply: {by: clerk, from: asked, to: answered, form: reply, words: Jawab | Reply}
      lapse: {by: clock, at: soon, from: asked, to: lapsed, needs: [entry.ended], words: Tidak diperlukan lagi | No longer needed}
"""


def contest(*changes: tuple[str, str]) -> Definition:
    """The contest with each first text replaced by the second."""
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, f"{text.count(old)} times: {old!r}"
        text = text.replace(old, new)
    return load_text(text, {}, "tiny.yaml")


def line(start: str) -> str:
    """The whole line that begins so, to leave an action out."""
    found = [one for one in TEXT.split("\n") if one.strip().startswith(start)]
    assert len(found) == 1, f"{len(found)} lines begin with {start!r}"
    return found[0] + "\n"
