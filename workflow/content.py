"""What an uploaded file really is: its kind by content, opened deeply, harmless or refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from workflow.core.words import Text

Kind = Literal["application/pdf", "image/jpeg", "image/png"]

NOT_ALLOWED = Text("Unggah berkas PDF, JPEG, atau PNG.", "Upload a PDF, JPEG or PNG file.")
LOCKED = Text(
    "PDF ini dikunci dengan kata sandi. Simpan tanpa kata sandi lalu unggah lagi.", "This PDF is locked. Save it without a password."
)
ACTIVE = Text(
    "PDF ini memuat skrip, lampiran, atau perintah. Cetak ke PDF lalu unggah hasilnya.",
    "This PDF carries scripts, attachments or commands. Print it to PDF and upload the result.",
)
BROKEN = Text(
    "Berkas ini rusak dan tidak dapat dibuka. Simpan ulang lalu unggah lagi.", "The file is damaged and cannot be opened. Save it anew."
)
TOO_MANY_PAGES = Text("PDF ini lebih dari {most} halaman.", "This PDF has more than {most} pages.")
TOO_LARGE = Text("Gambar ini lebih dari {most} juta piksel. Perkecil lalu unggah lagi.", "The image has more than {most} million pixels.")

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
_ACTIVE_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
_ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition"}
_ACTIVE_KINDS = {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
_ACTIVE_BYTES = (b"/JavaScript", b"/EmbeddedFile", b"/Launch")


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one file: bytes, pages and objects of a PDF, pixels of an image."""

    size: int = 5_000_000
    pages: int = 300
    objects: int = 50_000
    pixels: int = 40_000_000


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes to keep."""

    kind: Kind
    raw: bytes
    pages: int | None


def inspect(raw: bytes, limits: Limits) -> Content | Text:
    """The content to keep, or a sentence that says why the file is refused."""
    kind = next((kind for magic, kind in _MAGIC if raw.startswith(magic)), None)
    if kind is None:
        return NOT_ALLOWED
    try:
        return _pdf(raw, limits) if kind == "application/pdf" else _image(raw, kind, limits)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return TOO_LARGE.fill(most=limits.pixels // 1_000_000)
    except Exception:  # the parsers raise whatever hostile bytes provoke; every one of them means the same to its owner
        return BROKEN


def _image(raw: bytes, kind: Kind, limits: Limits) -> Content | Text:
    name = "JPEG" if kind == "image/jpeg" else "PNG"
    with Image.open(BytesIO(raw), formats=[name]) as image:
        if image.width * image.height > limits.pixels:
            return TOO_LARGE.fill(most=limits.pixels // 1_000_000)
        image.load()
        upright = ImageOps.exif_transpose(image)
    clear = name == "PNG" and (upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info)
    plain = upright.convert("RGBA" if clear else "RGB")
    plain.info.clear()
    out = BytesIO()
    plain.save(out, name, **({"quality": 90} if name == "JPEG" else {"optimize": False}))
    return Content(kind, out.getvalue(), None)


def _pdf(raw: bytes, limits: Limits) -> Content | Text:
    reader = PdfReader(BytesIO(raw))
    if reader.is_encrypted:
        return LOCKED
    pages = len(reader.pages)
    if pages > limits.pages:
        return TOO_MANY_PAGES.fill(most=limits.pages)
    if any(word in raw for word in _ACTIVE_BYTES) or any(_is_active(item) for item in _dictionaries(reader, limits.objects)):
        return ACTIVE
    return Content("application/pdf", raw, pages) if pages else BROKEN


def _dictionaries(reader: PdfReader, most: int) -> Iterator[DictionaryObject]:
    """Every dictionary in the file, reachable from a page or not. Raises ValueError when there are too many objects."""
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    waiting: list[Any] = [
        reader.trailer,
        *(reader.get_object(IndirectObject(number, _generation(reader, number), reader)) for number in numbers),
    ]
    seen = 0
    while waiting:
        item = waiting.pop()
        seen += 1
        if seen > most * 20 or len(numbers) > most:
            raise ValueError("too many objects")
        if isinstance(item, DictionaryObject):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, ArrayObject):
            waiting.extend(item)


def _generation(reader: PdfReader, number: int) -> int:
    return next((generation for generation, table in reader.xref.items() if number in table), 0)


def _is_active(item: DictionaryObject) -> bool:
    names = {str(item[key]) for key in ("/Type", "/Subtype") if key in item}
    action = str(item["/S"]) if "/S" in item else ""
    return bool(_ACTIVE_KEYS & item.keys() or _ACTIVE_KINDS & names or action in _ACTIVE_ACTIONS)
