"""The engine's own actions as the people who work on a case read them in its history."""

from __future__ import annotations

from workflow.core.words import Text

ENGINE = {
    "@appoint": Text("Pemegang peran ditetapkan", "Holder of a role appointed"),
    "@dismiss": Text("Pemegang peran dilepas", "Holder of a role released"),
    "@absent": Text("Berhalangan", "Absent"),
    "@back": Text("Hadir kembali", "Back again"),
    "@declare": Text("Menyatakan ada tidaknya benturan kepentingan", "Declared whether there is a conflict of interest"),
    "@lift": Text("Benturan kepentingan dicabut", "Conflict of interest lifted"),
    "@claim": Text("Tugas diambil", "Task claimed"),
    "@hand_back": Text("Tugas dikembalikan", "Task handed back"),
    "@reassign": Text("Tugas dialihkan", "Task reassigned"),
    "@plan": Text("Jadwal direncanakan", "Dates planned"),
    "@calendar": Text("Tanggal bergeser karena hari libur", "Dates moved because of days off"),
    "@migrate": Text("Pindah ke versi aturan lain", "Moved to another version of the rules"),
}
