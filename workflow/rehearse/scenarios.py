"""The scenarios: the plain course, and what may go against it. Each is derived from the words of a definition, or skipped with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workflow.core.definition import Definition
from workflow.core.words import Text
from workflow.rehearse import disturb, words_of
from workflow.rehearse.script import Script

if TYPE_CHECKING:
    from workflow.rehearse.disturb import Ways
    from workflow.rehearse.play import Play

Alike = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Scenario:
    """`about`: what happens in it. `without`: why a definition has no such thing; None where it has. `does`: what it does at each look.

    `alike`: facts whose answers are the same for everybody.
    """

    name: str
    words: Text
    about: Text
    script: Script = field(default_factory=Script)
    without: Callable[[Definition], Text | None] = lambda _definition: None
    does: Callable[[Play, Ways], None] = disturb.nothing
    alike: Callable[[Definition], Alike] = lambda _definition: frozenset()

    @property
    def acts(self) -> bool:
        """Whether something is done in it that the plain course has not."""
        return self.does is not disturb.nothing


PLAIN = Scenario(
    "plain",
    Text("Jalan biasa", "The plain course"),
    Text("Semua orang mengerjakan bagiannya.", "Everybody does their part."),
)
SCENARIOS = (
    PLAIN,
    Scenario(
        "ties",
        Text("Nilai sama di batas", "Ties at the cut"),
        Text("Semua yang dilihat pemeringkatan sama bagi setiap orang.", "Everything that a ranking looks at is the same for everybody."),
        Script(misses=0, mistakes=0, alike=True),
        words_of.no_ranking,
        alike=words_of.ranked_by,
    ),
    Scenario(
        "recused",
        Text("Semua berbenturan kepentingan", "Everyone recused"),
        Text(
            "Pada satu perkara semua petugas menyatakan benturan kepentingan.",
            "In one case everybody who serves declares a conflict of interest.",
        ),
        Script(recused=True),
        words_of.no_declaring,
    ),
    Scenario(
        "leaves",
        Text("Seorang anggota pergi", "A member leaves"),
        Text(
            "Setelah lembar pertama masuk seorang penilai berhalangan tetap, lalu diganti bila prosesnya mengatur.",
            "After the first sheet somebody who gives them is away for good, and is replaced where the process provides for it.",
        ),
        Script(conflicts=0),
        words_of.no_sheets,
        disturb.somebody_leaves,
    ),
    Scenario(
        "holiday",
        Text("Libur ditetapkan belakangan", "A holiday added later"),
        Text(
            "Saat satu tahap berjalan, satu atau dua hari kerja berikutnya dijadikan libur.",
            "While a stage runs, one or two of the next working days become days off.",
        ),
        Script(),
        words_of.no_dates,
        disturb.holiday,
    ),
    Scenario(
        "withdrawal",
        Text("Peserta teratas mengundurkan diri", "A shortlisted person withdraws"),
        Text("Peringkat pertama mengundurkan diri begitu diumumkan.", "The first in rank withdraws as soon as the ranks are known."),
        Script(),
        words_of.no_withdrawal_of_ranked,
        disturb.ranked_withdraws,
    ),
    Scenario(
        "winner",
        Text("Yang terpilih mengundurkan diri", "The one who was chosen withdraws"),
        Text("Yang terpilih mengundurkan diri sebelum langkah terakhir.", "Whoever was chosen withdraws before the last step."),
        Script(),
        words_of.no_withdrawal_of_winner,
        disturb.winner_withdraws,
    ),
    Scenario(
        "upheld",
        Text("Sanggahan diterima", "An objection upheld"),
        Text(
            "Semua yang boleh menyanggah melakukannya; tiga sanggahan pertama diterima.",
            "Everybody who may object does; the first three objections are upheld.",
        ),
        Script(objecting=100, upheld=0, surely=3, misses=3),
        words_of.no_objection,
    ),
    Scenario(
        "flood",
        Text("Banjir masukan", "A flood of comments"),
        Text(
            "Siapa pun memberi masukan, dua puluh untuk setiap perkara yang terbuka.",
            "Anybody comments, twenty times on every case that is open to it.",
        ),
        Script(remarks=20),
        words_of.nothing_by_anybody,
    ),
    Scenario(
        "few",
        Text("Peserta terlalu sedikit", "Too few take part"),
        Text("Hanya satu orang yang ikut.", "One person takes part."),
        Script(applicants=1, misses=0, silent=0),
        words_of.nobody_owns,
    ),
    Scenario(
        "cancelled",
        Text("Satu bagian dibatalkan", "One part is cancelled"),
        Text("Satu dari beberapa bagian dibatalkan, yang lain berjalan terus.", "One of several parts is cancelled, the others go on."),
        Script(),
        words_of.no_part_to_cancel,
        disturb.part_is_cancelled,
    ),
    Scenario(
        "pause",
        Text("Ditunda dan dilanjutkan", "Postponed and resumed"),
        Text("Saat satu tahap berjalan proses ditunda seminggu.", "While a stage runs the process is postponed for a week."),
        Script(),
        words_of.no_pause,
        disturb.postponed,
    ),
    Scenario(
        "forced",
        Text("Langkah luar biasa", "Extraordinary steps"),
        Text(
            "Setiap langkah luar biasa yang tidak mengakhiri proses dilakukan satu kali.",
            "Every extraordinary step that does not end the process is taken once.",
        ),
        Script(extras=70),
        words_of.nothing_extraordinary,
        disturb.extraordinary,
    ),
)
BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}
