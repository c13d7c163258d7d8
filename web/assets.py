"""Static files: few, read once, named by their content, compressed once, kept by browsers for ever."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, request

from web.access import route

FOLDER = Path(__file__).parent / "static"
KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
PACKED = {".css", ".js", ".svg"}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """`name` holds a hash of the bytes, so a changed file has another address."""

    name: str
    kind: str
    plain: bytes
    packed: bytes | None


def load(folder: Path = FOLDER) -> dict[str, Asset]:
    """The files by their plain name. Fonts come first: the style sheet names them, so its own hash covers theirs."""
    found: dict[str, Asset] = {}
    for path in sorted(folder.iterdir(), key=lambda p: (p.suffix == ".css", p.name)):
        if path.suffix in KINDS:
            found[path.name] = _asset(path, found)
    return found


def _asset(path: Path, known: dict[str, Asset]) -> Asset:
    plain = path.read_bytes()
    if path.suffix == ".css":
        for name, other in known.items():
            plain = plain.replace(f"url({name})".encode(), f"url({other.name})".encode())
    mark = hashlib.sha256(plain).hexdigest()[:10]
    packed = gzip.compress(plain, 9, mtime=0) if path.suffix in PACKED else None
    return Asset(f"{path.stem}.{mark}{path.suffix}", KINDS[path.suffix], plain, packed)


def install(app: Flask) -> None:
    assets = load()
    by_name = {asset.name: asset for asset in assets.values()}

    def static(name: str) -> Response:
        asset = by_name.get(name) or abort(404)
        packed = asset.packed is not None and "gzip" in request.accept_encodings
        response = Response(asset.packed if packed else asset.plain, content_type=asset.kind)
        response.headers["Cache-Control"] = FOREVER
        if asset.packed is not None:
            response.headers["Vary"] = "Accept-Encoding"
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        return response

    route(app, "/static/<string:name>", "static_file", static, languages=("id",))
    app.jinja_env.globals["asset"] = lambda name: f"/static/{assets[name].name}"
