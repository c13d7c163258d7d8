"""The closed lists of the format in words: phases, outcomes, kinds of facts, certainty, ways of joining sheets."""

from __future__ import annotations

from workflow.core.definition import FactKind, Outcome, Phase
from workflow.core.words import Text

PHASES = {
    Phase.PREPARATION: Text("Persiapan", "Preparation"),
    Phase.ANNOUNCEMENT: Text("Pengumuman", "Announcement"),
    Phase.APPLICATION: Text("Pendaftaran", "Registration"),
    Phase.CHECK: Text("Pemeriksaan", "Check"),
    Phase.ASSESSMENT: Text("Penilaian", "Assessment"),
    Phase.OBJECTION: Text("Masa sanggah", "Objection period"),
    Phase.PUBLIC_INPUT: Text("Masukan", "Public input"),
    Phase.DELIBERATION: Text("Pembahasan", "Deliberation"),
    Phase.DECISION: Text("Keputusan", "Decision"),
    Phase.FOLLOW_UP: Text("Pelaksanaan", "Follow-up"),
    Phase.PAUSE: Text("Ditunda", "Suspended"),
    Phase.END: Text("Selesai", "Closed"),
}
OUTCOMES = {
    Outcome.WON: Text("berhasil", "successful"),
    Outcome.LOST: Text("tidak berhasil", "unsuccessful"),
    Outcome.WITHDRAWN: Text("mengundurkan diri", "withdrawn"),
    Outcome.CANCELLED: Text("dibatalkan", "cancelled"),
    Outcome.DONE: Text("selesai", "done"),
}
FACT_KINDS = {
    FactKind.YES_NO: Text("ya atau tidak", "yes or no"),
    FactKind.NUMBER: Text("bilangan", "a whole number"),
    FactKind.DECIMAL: Text("bilangan desimal", "a decimal number"),
    FactKind.TEXT: Text("teks pendek", "a short text"),
    FactKind.LONG_TEXT: Text("teks panjang", "a long text"),
    FactKind.DATE: Text("tanggal", "a date"),
    FactKind.MOMENT: Text("tanggal dan jam", "a date and time"),
    FactKind.DURATION: Text("lama waktu", "a length of time"),
    FactKind.CHOICE: Text("pilihan", "a choice"),
    FactKind.RATING: Text("nilai pada skala", "a rating"),
    FactKind.CHECKLIST: Text("temuan per syarat", "a finding per requirement"),
    FactKind.FILE: Text("berkas", "a file"),
    FactKind.PERSON: Text("orang", "a person"),
    FactKind.TABLE: Text("tabel", "a table"),
    FactKind.CASE: Text("nomor perkara", "the number of a case"),
    FactKind.FORMULA: Text("dihitung", "computed"),
}
SURE = {
    "A": Text("dibaca langsung dari naskah peraturan", "read in the text of the regulation itself"),
    "B": Text("dua halaman yang berbeda sepakat", "two different pages agree"),
    "C": Text("satu halaman saja", "one page only"),
    "G": Text("pengetahuan umum, belum dicek", "general knowledge, not checked"),
}
JOINED = {
    "mean": Text("rata-rata semua lembar", "the mean of all sheets"),
    "median": Text("nilai tengah semua lembar", "the median of all sheets"),
    "trimmed_mean": Text("rata-rata tanpa nilai tertinggi dan terendah", "the mean without the highest and the lowest"),
    "sum": Text("jumlah semua lembar", "the sum of all sheets"),
}
MISSING = {
    "unknown": Text("nilainya belum diketahui", "the score is not known"),
    "zero": Text("dihitung nol", "it counts as zero"),
    "share": Text("bobotnya dibagi pada yang lain", "its weight is spread over the rest"),
}
WITH = {
    "facts": Text("ketentuan", "settings"),
    "scores": Text("kriteria dan bobot", "criteria and weights"),
    "rankings": Text("urutan peringkat", "the order of ranking"),
    "windows": Text("jadwal", "dates"),
    "committee": Text("tim dan petugas", "those who serve"),
    "changes": Text("yang berubah", "what changed"),
    "counts": Text("jumlah", "counts"),
    "explanations": Text("alasan", "reasons"),
}
MINUTES_PARTS = {
    "present": Text("anggota", "members"),
    "conflicts": Text("benturan kepentingan", "conflicts of interest"),
    "findings": Text("jumlah menurut status", "counts by status"),
    "ranking": Text("peringkat", "the ranking"),
    "stability": Text("kestabilan hasil", "stability of the result"),
    "comments": Text("masukan masyarakat", "public input"),
    "dissent": Text("perbedaan pendapat", "dissent"),
    "figures": Text("angka", "figures"),
}
