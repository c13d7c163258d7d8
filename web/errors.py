"""Pages for what went wrong: in the same frame, in both languages, each saying what to do. No trace is ever shown."""

from __future__ import annotations

import json
import logging
import secrets
from dataclasses import dataclass

from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

log = logging.getLogger("terang")
PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Said:
    """Title, what happened, and what to do next: texts, or texts in the language of whoever reads them."""

    title: object
    text: object
    advice: object


class Conflict(HTTPException):
    """Somebody was faster, or the time is over. `sentence` (in the page's language) says what happened; `back` where to go on."""

    code = 409

    def __init__(self, sentence: str | None = None, back: str | None = None) -> None:
        super().__init__()
        self.sentence, self.back = sentence, back


WORDS = {
    400: Said(
        _("Permintaan tidak dapat dibaca"),
        _("Alamat atau isian yang dikirim tidak lengkap."),
        _("Kembali ke halaman sebelumnya, muat ulang, lalu coba lagi."),
    ),
    403: Said(
        _("Halaman ini untuk petugas"),
        _("Akun Anda tidak memegang peran yang diperlukan untuk membuka halaman ini."),
        _("Jika Anda seharusnya dapat membukanya, hubungi pengelola di instansi Anda."),
    ),
    404: Said(
        _("Halaman tidak ditemukan"),
        _("Alamat ini tidak ada, atau halamannya bukan untuk umum."),
        _("Periksa ejaan alamatnya, atau cari dari sini."),
    ),
    405: Said(
        _("Halaman ini tidak dapat dibuka langsung"),
        _("Alamat ini hanya menerima kiriman dari formulir."),
        _("Buka halaman formulirnya, lalu kirim dari sana."),
    ),
    409: Said(
        _("Orang lain baru saja mengubah ini"),
        _("Keadaan sudah berubah sejak halaman Anda dibuka, jadi kiriman Anda tidak dijalankan."),
        _("Buka lagi halamannya untuk melihat keadaan terbaru."),
    ),
    413: Said(
        _("Berkas lebih dari 5 MB"),
        _("Kiriman terlalu besar, jadi tidak ada yang disimpan."),
        _("Perkecil berkasnya (pindai dengan 150 dpi, hitam putih), atau kirim satu berkas setiap kali."),
    ),
    429: Said(
        _("Terlalu banyak percobaan"),
        _("Untuk melindungi akun, percobaan dibatasi."),
        _("Tunggu sebentar, lalu coba lagi."),
    ),
    500: Said(
        _("Ada gangguan di pihak kami"),
        _("Yang baru Anda kirim mungkin belum tersimpan."),
        _("Coba lagi beberapa menit lagi. Jika tetap terjadi, sampaikan nomor di bawah kepada pengelola."),
    ),
    503: Said(_("Layanan sedang sibuk"), _("Permintaan Anda belum dapat dilayani."), _("Coba lagi sebentar lagi.")),
}
"""The words of each status, in the language of the page on which they come to stand."""


def said(status: int) -> Said:
    """The words of a status; one that has none of its own is told as a request we could not read."""
    return WORDS.get(status, WORDS[500 if status >= 500 else 400])


def page(status: int, words: Said | None = None, *, back: str | None = None, number: str | None = None) -> Response:
    """An error page; for addresses that end in .json the same words as a problem document."""
    words = words or said(status)
    if request.path.endswith(".json"):
        body = {
            "type": "about:blank",
            "title": str(words.title),
            "status": status,
            "detail": f"{words.text} {words.advice}",
            "number": number,
        }
        return Response(
            json.dumps({k: v for k, v in body.items() if v}, ensure_ascii=False), status, content_type="application/problem+json"
        )
    return make_response(render_template("error.html", status=status, said=words, back=back, number=number, failed=True), status)


def install(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(Conflict, _conflict)
    app.register_error_handler(Exception, _crash)


def _http(error: HTTPException) -> HTTPException | Response:
    status = error.code or 500
    if status < 400:
        return error
    if "terang" not in g or isinstance(error, SecurityError):
        return Response(f"{status} {error.name}", status, content_type=PLAIN)
    response = page(status)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    if getattr(error, "retry_after", None) is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _csrf(_error: CSRFError) -> Response:
    words = Said(
        _("Formulir ini sudah kedaluwarsa"),
        _("Kiriman tidak dijalankan, karena tidak dapat dipastikan berasal dari halaman kami."),
        _("Kembali ke halaman formulir, muat ulang, lalu kirim lagi. Pastikan peramban menerima kuki."),
    )
    return page(400, words, back=request.path)


def _conflict(error: Conflict) -> Response:
    words = said(409)
    return page(409, Said(words.title, error.sentence or words.text, words.advice), back=error.back)


def _crash(error: Exception) -> Response:
    if isinstance(error, InternalServerError) and error.original_exception:
        error = error.original_exception  # type: ignore[assignment]
    number = secrets.token_hex(4).upper()
    log.error("error %s at %s %s", number, request.method, request.path, exc_info=error)
    if "terang" not in g:
        return Response(f"500 {number}", 500, content_type=PLAIN)
    return page(500, number=number)
