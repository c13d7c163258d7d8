"""Cut Plus Jakarta Sans (variable, OFL-1.1) to the characters of the pages and draw the five signs that the cut lacks.

python cutfont.py <plus-jakarta-sans-latin-wght-normal.woff2> <out.woff2>; needs fonttools and brotli.
"""

import sys

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

LETTERS = "§©°·×÷½²±éèêëöüóòôáàâäíìîïúùçñÉÈÖÜ–—‘’“”•…−€«»"
SIGNS = {
    0x2192: [[(60, 296), (428, 296), (306, 174), (362, 118), (578, 334), (362, 550), (306, 494), (428, 372), (60, 372)]],
    0x2190: [[(580, 372), (212, 372), (334, 494), (278, 550), (62, 334), (278, 118), (334, 174), (212, 296), (580, 296)]],
    0x2713: [[(44, 312), (104, 364), (232, 232), (520, 592), (580, 546), (238, 110)]],
    0x2265: [
        [(60, 600), (60, 520), (412, 402), (60, 284), (60, 204), (520, 364), (520, 440)],
        [(60, 60), (520, 60), (520, 134), (60, 134)],
    ],
    0x2264: [
        [(520, 600), (520, 520), (168, 402), (520, 284), (520, 204), (60, 364), (60, 440)],
        [(60, 60), (60, 134), (520, 134), (520, 60)],
    ],
}


def clockwise(points):
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))
    return points if area < 0 else points[::-1]


def draw(font, code, contours, width):
    name = f"uni{code:04X}"
    pen = TTGlyphPen(None)
    for contour in map(clockwise, contours):
        pen.moveTo(contour[0])
        for point in contour[1:]:
            pen.lineTo(point)
        pen.closePath()
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = pen.glyph()
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["hmtx"].metrics[name] = (width, 60)
    font["gvar"].variations[name] = []
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def main(source, target):
    font = TTFont(source)
    options = Options(
        layout_features=["ccmp", "liga", "locl", "tnum", "lnum", "kern", "mark"], flavor="woff2", hinting=False, name_IDs=[0, 1, 2, 13, 14]
    )
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(map(chr, range(32, 127))) + "\u00a0" + LETTERS)
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": (400, 700)})
    scale = font["head"].unitsPerEm / 1000
    for code, contours in SIGNS.items():
        draw(font, code, [[(round(x * scale), round(y * scale)) for x, y in c] for c in contours], round(640 * scale))
    if "HVAR" in font:
        del font["HVAR"]
    font.flavor = "woff2"
    font.save(target)


main(*sys.argv[1:])
