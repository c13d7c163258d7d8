"""What answers at the address: at first a page that asks to wait, where there is something to wait for; then the application."""

from __future__ import annotations

import threading
from base64 import b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from waitress.server import create_server

Answer = Callable[..., Any]
AGAIN = 3
"""Seconds after which the page asks again by itself."""
STYLE = (
    "body{font:1.1875rem/1.5 system-ui,sans-serif;max-width:38rem;margin:4rem auto;padding:0 1rem;color:#1d2129;background:#f7f5ef}"
    "h1{font-size:1.75rem;line-height:1.25}"
)
_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Retry-After", str(AGAIN)),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
)
WORDS = {
    "id": (
        "Demonstrasi sedang disiapkan",
        "Cerita-ceritanya sedang dimainkan, sekali saja. Halaman ini memuat ulang sendiri; biasanya kurang dari setengah menit.",
        "Muat ulang sekarang",
    ),
    "en": (
        "The demonstration is being prepared",
        "Its stories are being played, this once. This page loads again by itself; it mostly takes less than half a minute.",
        "Load again now",
    ),
}


class Door:
    """A server on one address. `app`: None until it stands."""

    def __init__(self, host: str, port: int, **more: Any) -> None:
        self.host, self.port, self.more = host, port, more
        self.app: Answer | None = None
        self._server: Any = None
        self._thread: threading.Thread | None = None

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if self.app is not None:
            return self.app(environ, start)  # type: ignore[no-any-return]
        start("503 Service Unavailable", list(HEADERS))
        return [waiting(environ.get("PATH_INFO", "/")).encode()] if environ["REQUEST_METHOD"] != "HEAD" else []

    def open(self) -> None:
        """Listen, once. Raises OSError where nobody can listen there."""
        if self._server is None:
            self._server = create_server(self, host=self.host, port=self.port, ident="terang", **self.more)
            self._thread = threading.Thread(target=self._server.run, daemon=True, name="door")
            self._thread.start()

    def stay(self) -> None:
        """Until the server ends, or the process is told to."""
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        if self._server is not None:
            self._server.close()


def waiting(path: str) -> str:
    """The page, in the language of the address."""
    language = "en" if path == "/en" or path.startswith("/en/") else "id"
    title, text, again = WORDS[language]
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="refresh" content="{AGAIN}"><title>{title} – Terang</title><style>{STYLE}</style></head>'
        f'<body><main><h1>{title}</h1><p>{text}</p><p><a href="">{again}</a></p></main></body></html>'
    )
