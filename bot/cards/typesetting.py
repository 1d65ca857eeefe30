"""From a sheet's data to PNG or PDF, by typst. Runs in the child process and in the terminal's commands."""

from __future__ import annotations

import io
import json
import math
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

TEMPLATE = Path(__file__).parent / "sheet.typ"
CHART = Path(__file__).parent / "chart.typ"
FONTS = Path(__file__).parent / "fonts"
CARD_PPI = 216.0
"""A card of 360 pt is then 1,080 pixels wide: a phone's whole width, sharp."""
POSTER_PPI, ROUGH_PPI = 150.0, 18.0
POSTER_SIZES = (19, 16, 13, 10)
"""Points of a poster's words, the largest that fit being taken."""
TALLEST = 800
"""Points of a card in one picture. Chats shrink taller ones until they cannot be read; those become several."""
MARGINS, PAGE_MARGINS = 50, 76
"""Points above and below the words of a single picture, and of one of several."""
SLACK = (24, 48, 96)
"""Points by which a page is made taller until the words, which break only between lines, fit the pages planned."""


def pictures(sheet: Mapping[str, Any]) -> list[bytes]:
    """The sheet as PNG: one, or for a long card several of one height. Raises `RuntimeError` when typst fails."""
    if sheet["kind"] == "chart":
        return _compiled(sheet, "png", CARD_PPI)
    if sheet["kind"] != "card":
        return _compiled(_on_one_page(sheet), "png", POSTER_PPI)
    (tall,) = _compiled(sheet, "png", CARD_PPI)
    height = _height(tall) * 72 / CARD_PPI
    if height <= TALLEST:
        return [tall]
    words = height - MARGINS
    planned = math.ceil(words / (TALLEST - PAGE_MARGINS))
    made: list[bytes] = []
    for slack in SLACK:
        made = _compiled({**sheet, "height": words / planned + PAGE_MARGINS + slack}, "png", CARD_PPI)
        if len(made) <= planned:
            break
    return made


def pdf(sheet: Mapping[str, Any]) -> bytes:
    """The sheet as PDF. Raises `RuntimeError` when typst fails."""
    return _compiled(_on_one_page(sheet), "pdf", None)[0]


def _on_one_page(poster: Mapping[str, Any]) -> Mapping[str, Any]:
    """The poster with its words as large as one page allows."""
    sized = {**poster, "size": POSTER_SIZES[0]}
    for size in POSTER_SIZES:
        sized = {**poster, "size": size}
        if len(_compiled(sized, "png", ROUGH_PPI)) == 1:
            break
    return sized


def _compiled(sheet: Mapping[str, Any], form: Literal["png", "pdf"], ppi: float | None) -> list[bytes]:
    import typst  # 30 MB: loaded only where something is set

    data = {**sheet, "qr": _qr(sheet["qr"])}
    made = typst.compile(
        CHART if sheet["kind"] == "chart" else TEMPLATE,
        format=form,
        ppi=ppi,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return list(made) if isinstance(made, list) else [made]


def _qr(address: str | None) -> str | None:
    """The address as a QR code, SVG with its quiet zone."""
    if address is None:
        return None
    import segno

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, dark="#16262e", xmldecl=False)
    return out.getvalue().decode()


def _height(png: bytes) -> int:
    """Pixels: the second number of the PNG header."""
    return int(struct.unpack(">I", png[20:24])[0])
