"""Invented people and invented sentences. Every name is put together from two lists; none is taken from a register."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from workflow.core.words import Text

_GIVEN = (
    "Ade", "Agus", "Ahmad", "Aisyah", "Anisa", "Arif", "Asep", "Ayu", "Bambang", "Bayu", "Budi", "Citra", "Dani", "Dedi", "Desi", "Dewi",
    "Dian", "Dwi", "Eka", "Endah", "Erna", "Fajar", "Farida", "Fitri", "Galih", "Gita", "Hadi", "Hana", "Hasan", "Hendra", "Ida", "Iman",
    "Indah", "Irfan", "Joko", "Kartika", "Komang", "Laila", "Lestari", "Lina", "Made", "Maria", "Mega", "Mulyadi", "Nadia", "Novi", "Nur",
    "Nyoman", "Oki", "Putri", "Rahmat", "Ratna", "Rina", "Rizal", "Rudi", "Sari", "Siti", "Slamet", "Sri", "Surya", "Tati", "Taufik", "Titin",
    "Tono", "Udin", "Umi", "Vina", "Wahyu", "Wayan", "Widya", "Yanti", "Yohanes", "Yudi", "Yuni", "Zahra", "Zainal",
)  # fmt: skip
_FAMILY = (
    "Adiputra", "Amelia", "Anggraini", "Ardiansyah", "Astuti", "Batubara", "Budiman", "Damanik", "Daulay", "Fadillah", "Firmansyah", "Gunawan",
    "Hakim", "Handayani", "Harahap", "Hartono", "Hidayat", "Hutabarat", "Iskandar", "Kurniawan", "Kusuma", "Lubis", "Mahendra", "Manurung",
    "Maulana", "Mulyani", "Nasution", "Nugroho", "Pane", "Permata", "Pertiwi", "Prabowo", "Pranata", "Pratama", "Purnomo", "Puspita",
    "Rahayu", "Ramadhan", "Ritonga", "Rusdi", "Safitri", "Salim", "Santoso", "Saputra", "Setiawan", "Sihombing", "Simatupang", "Siregar",
    "Suharto", "Sulistyo", "Supriyadi", "Suryani", "Susanti", "Sutanto", "Syahputra", "Tambunan", "Utami", "Wibowo", "Widodo", "Wijaya",
    "Wulandari", "Yulianti", "Yusuf",
)  # fmt: skip
SENTENCES = (
    "Keterangan ini rekaan dan ditulis untuk uji coba.",
    "Pekerjaan tahun lalu selesai sesuai rencana.",
    "Hasilnya dapat dilihat pada laporan unit.",
    "Bukti terlampir pada berkas yang diunggah.",
    "Langkah berikutnya dibahas bersama tim.",
    "Jadwal disusun menurut hari kerja.",
    "Warga sekitar ikut memberi pendapat.",
    "Kendala dicatat dan ditindaklanjuti.",
    "Anggaran dipakai sesuai peruntukannya.",
    "Usulan ini sudah dibicarakan dengan atasan.",
)
REASON = "Alasan rekaan untuk uji coba: keadaan khusus yang dijelaskan dalam rapat."
FILES = 4
"""Documents that everybody has at hand; a fact that may hold several gets different ones."""
UNIT = "Unit rekaan"
REMARK = "Catatan rekaan: dinilai dari berkas dan wawancara."
SENT_WRONG = "Catatan rekaan: isian tidak sesuai dengan berkas."
DAY_OFF = Text("Libur rekaan untuk uji coba", "Invented day off for the rehearsal")
DECREE = "Keputusan rekaan 1/2026"


def people(rng: Random) -> Iterator[str]:
    """Names, no two alike."""
    pairs = [f"{given} {family}" for given in _GIVEN for family in _FAMILY]
    rng.shuffle(pairs)
    yield from pairs
