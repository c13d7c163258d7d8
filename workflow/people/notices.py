"""The desk's own letters: subject and body in both languages. They belong to no case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from workflow.core.words import Language, Text
from workflow.store.tables import installation, post_box


@dataclass(frozen=True, slots=True)
class Notice:
    subject: Text
    body: Text


INVITATION = Notice(
    Text("Undangan ke {agency}", "Invitation to {agency}"),
    Text(
        "Yth. {name},\n\nAnda diundang menjadi pengguna Terang di {agency}. Buka tautan ini dan buat kata sandi Anda:\n\n{link}\n\n"
        "Tautan ini berlaku 7 hari dan hanya dapat dipakai satu kali.\n",
        "Dear {name},\n\nYou are invited to use Terang at {agency}. Open this link and make your password:\n\n{link}\n\n"
        "The link is good for 7 days and works once.\n",
    ),
)
RESET = Notice(
    Text("Kata sandi baru", "A new password"),
    Text(
        "Yth. {name},\n\nAda permintaan kata sandi baru untuk akun Anda di {agency}. Buka tautan ini untuk membuatnya:\n\n{link}\n\n"
        "Tautan ini berlaku 1 jam dan hanya dapat dipakai satu kali. Jika bukan Anda yang meminta, abaikan surat ini; kata sandi "
        "Anda tidak berubah.\n",
        "Dear {name},\n\nA new password was asked for your account at {agency}. Open this link to make it:\n\n{link}\n\n"
        "The link is good for 1 hour and works once. If you did not ask, ignore this letter; your password has not changed.\n",
    ),
)
OPENED = Notice(
    Text("Akun Anda sudah dibuat", "Your account is open"),
    Text(
        "Yth. {name},\n\nAkun Anda di {agency} sudah dibuat dengan alamat surel ini. Masuk dengan alamat surel dan kata sandi Anda.\n\n"
        'Jika bukan Anda yang membuatnya, buat kata sandi baru lewat "Lupa kata sandi"; akun itu menjadi milik Anda.\n',
        "Dear {name},\n\nYour account at {agency} has been opened with this e-mail address. Sign in with the address and your password.\n\n"
        'If it was not you, make a new password through "Forgotten password"; the account then is yours.\n',
    ),
)
KNOWN = Notice(
    Text("Anda sudah memiliki akun", "You already have an account"),
    Text(
        "Yth. {name},\n\nSeseorang mencoba membuat akun di {agency} dengan alamat surel Anda. Anda sudah memiliki akun; tidak ada yang "
        'berubah. Jika Anda lupa kata sandinya, pilih "Lupa kata sandi" di halaman masuk.\n',
        "Dear {name},\n\nSomeone tried to open an account at {agency} with your e-mail address. You already have one; nothing has "
        'changed. If you have forgotten its password, choose "Forgotten password" on the sign-in page.\n',
    ),
)
CHANGED = Notice(
    Text("Kata sandi Anda berubah", "Your password has changed"),
    Text(
        "Yth. {name},\n\nKata sandi akun Anda di {agency} baru saja diganti. Jika bukan Anda, segera buat kata sandi baru lewat "
        '"Lupa kata sandi" dan beri tahu pengelola.\n',
        "Dear {name},\n\nThe password of your account at {agency} has just been changed. If it was not you, make a new one at once "
        'through "Forgotten password" and tell the administrator.\n',
    ),
)


def post(connection: Connection, now: datetime, notice: Notice, email: str, language: Language, *, name: str, link: str = "") -> None:
    """Put a letter into the desk's post box; it leaves with the next delivery."""
    blanks = {"name": name, "link": link, "agency": agency(connection)}
    letter = {"subject": notice.subject.fill(**blanks).in_(language), "text": notice.body.fill(**blanks).in_(language)}
    connection.execute(insert(post_box).values(email=email, at=now, **letter))


def agency(connection: Connection) -> Text:
    """The agency's name."""
    row = connection.execute(select(installation.c.agency_id, installation.c.agency_en)).one()
    return Text(row.agency_id, row.agency_en)
