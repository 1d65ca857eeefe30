"""Pictures of codes as people photograph them, made for the tests."""

from __future__ import annotations

import io
from collections.abc import Callable

import segno
from PIL import Image, ImageDraw, ImageFilter

from intents.safety.payment_codes import NAPAS, checksum

Picture = Image.Image


def field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"


def payment_code(bank: str = "970436", account: str = "0123456789", amount: str = "50000", note: str = "ca phe") -> str:
    """A VietQR code as a bank's app makes it."""
    to = field("00", NAPAS) + field("01", field("00", bank) + field("01", account)) + field("02", "QRIBFTTA")
    text = field("00", "01") + field("01", "12") + field("38", to) + field("53", "704")
    text += (
        field("54", amount) + field("58", "VN") + field("59", "QUAN BA TU") + field("62", field("08", note)) + "6304"
    )
    return text + checksum(text)


def drawn(text: str, scale: int = 6) -> Picture:
    """The code in black and white."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=scale, border=4)
    return Image.open(out).convert("RGB")


def turned(code: Picture, angle: int) -> Picture:
    return code.rotate(angle, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)


def on_a_table(code: Picture, size: tuple[int, int] = (1280, 960), at: tuple[int, int] = (260, 120)) -> Picture:
    """The code in a larger, noisy picture."""
    table = Image.effect_noise(size, 40).convert("RGB")
    table.paste(code, at)
    return table


def with_a_stain(code: Picture) -> Picture:
    stained = code.copy()
    side = stained.width // 12
    middle = stained.width // 2
    ImageDraw.Draw(stained).rectangle((middle, middle, middle + side, middle + side), fill="white")
    return stained


def side_by_side(one: Picture, other: Picture) -> Picture:
    both = Image.new("RGB", (one.width + other.width, max(one.height, other.height)), "white")
    both.paste(one, (0, 0))
    both.paste(other, (one.width, 0))
    return both


def saved(picture: Picture, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, quality=70) if kind == "JPEG" else picture.save(out, kind)
    return out.getvalue()


WAYS: dict[str, Callable[[Picture], Picture]] = {
    "as it is": lambda code: code,
    "turned by 90°": lambda code: code.rotate(90, expand=True),
    "upside down": lambda code: code.rotate(180),
    "turned by 30°": lambda code: code.rotate(30, expand=True, fillcolor="white"),
    "turned by 8° on a table": lambda code: on_a_table(code.rotate(8, expand=True, fillcolor="white")),
    "blurred": lambda code: code.filter(ImageFilter.GaussianBlur(2)),
    "small": lambda code: code.resize((code.width // 2, code.height // 2)),
    "stained": with_a_stain,
    "dim": lambda code: code.point(lambda value: 60 + value // 4),
    "white on black": lambda code: code.point(lambda value: 255 - value),
}
