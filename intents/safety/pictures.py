"""Reads the codes in one picture: run as a process of its own, picture on standard input, JSON on standard output.

A hostile picture can exhaust memory or time, so that it is decoded where both are limited and where nothing of ours can
be harmed: `python -m intents.safety.pictures`.
"""

from __future__ import annotations

import io
import json
import resource
import struct
import sys
import warnings
import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 12_000_000
MAX_PIXELS = 30_000_000
MAX_CODES = 5
MEMORY = 768 * 1024 * 1024
"""Bytes of address space."""
SECONDS = 5
"""Of processor time."""
_SIDE = 1600
"""Pictures are looked at in this size first: codes photographed from near are found there, and quickly."""
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
"""What telephones and Telegram make; the library reads stranger formats, some by starting other programs."""


class Codes(NamedTuple):
    """What was read in a picture."""

    texts: tuple[str, ...] = ()
    """Of the codes, each once."""
    unread: bool = False
    """Whether there is a code besides that could not be read: blurred, torn, or another stuck over it."""


NO_CODES = Codes()


def codes_in(raw: bytes) -> Codes:
    """The codes in a picture; none when it is no picture, too large, or holds none."""
    grey = _opened(raw)
    if grey is None:
        return NO_CODES
    smaller = grey.copy()
    smaller.thumbnail((_SIDE, _SIDE))
    codes = NO_CODES
    for view in (smaller, grey) if smaller.size != grey.size else (grey,):
        codes = _read(view, codes.unread)
        if codes.texts:
            return codes
    return _sharpened(smaller) if codes.unread else codes


def _sharpened(picture: Image) -> Codes:
    """What is read of a code that was seen but is blurred."""
    from PIL import ImageFilter

    codes = Codes(unread=True)
    for radius in (4, 8):
        codes = _read(picture.filter(ImageFilter.UnsharpMask(radius, 300, 0)), unread=True)
        if codes.texts:
            return codes
    return codes


def _opened(raw: bytes) -> Image | None:
    """The picture in shades of grey; None when it is none that is read."""
    import PIL.Image
    from PIL import UnidentifiedImageError

    if len(raw) > MAX_BYTES:
        return None
    PIL.Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
            picture = PIL.Image.open(io.BytesIO(raw), formats=_FORMATS)
            picture.draft("L", (_SIDE * 2, _SIDE * 2))
            return picture.convert("L")
    except (UnidentifiedImageError, PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning):
        return None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, struct.error, zlib.error):
        return None  # Pillow's various ways of saying that the picture is cut or broken


def _read(view: Image, unread: bool) -> Codes:
    """The codes in a view; `unread` is whether one was seen in another view and not read."""
    import zxingcpp

    found = zxingcpp.read_barcodes(view, formats=zxingcpp.barcode_formats_from_str("QRCode"), return_errors=True)
    texts = tuple(dict.fromkeys(one.text for one in found if one.valid and one.text))
    broken = any(not one.valid for one in found)
    return Codes(texts[:MAX_CODES], broken if texts else broken or unread)


def main() -> None:
    """The process: limits first, then the picture."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    json.dump(codes_in(sys.stdin.buffer.read(MAX_BYTES + 1))._asdict(), sys.stdout)


if __name__ == "__main__":
    main()
