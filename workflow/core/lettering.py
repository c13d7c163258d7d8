"""How wide a text is drawn, so that it can be broken into lines without a font at hand. Errs on the wide side."""

from __future__ import annotations

_NARROW, _WIDE = "ijlftrI.,:;'|!()/ ", "mwMWÅ@%"


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """Pixels of `words` at a font size, in the project's typeface."""
    ems = sum(0.34 if c in _NARROW else 0.92 if c in _WIDE else 0.7 if c.isupper() else 0.585 for c in words)
    return ems * size * (1.04 if bold else 1)


def wrapped(words: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The lines of a text; a word that alone is wider than `width` is cut with hyphens. An empty text has no line."""
    lines: list[str] = []
    for word in (piece for long in words.split() for piece in _cut(long, size, width, bold)):
        if lines and text_width(f"{lines[-1]} {word}", size, bold=bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _cut(word: str, size: float, width: float, bold: bool) -> list[str]:
    if len(word) < 2 or text_width(word, size, bold=bold) <= width:
        return [word]
    fits = max((n for n in range(1, len(word)) if text_width(word[:n] + "-", size, bold=bold) <= width), default=1)
    return [word[:fits] + "-", *_cut(word[fits:], size, width, bold)]
