"""One-page PDF documents of invented people, written by hand so that they need no font and no library."""

from __future__ import annotations

from collections.abc import Sequence


def paper(title: str, lines: Sequence[str]) -> bytes:
    """A valid PDF 1.4 of one A4 page: a title and lines of text in Helvetica (Latin-1)."""
    text = ["BT /F1 18 Tf 72 740 Td", f"({_escaped(title)}) Tj", "/F1 12 Tf 0 -36 Td"]
    text += [f"({_escaped(line)}) Tj 0 -20 Td" for line in lines]
    text += ["/F1 9 Tf 0 -40 Td", f"({_escaped('Dokumen rekaan untuk peragaan')}) Tj ET"]
    stream = "\n".join(text).encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    return _assembled(objects)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _assembled(objects: Sequence[bytes]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
