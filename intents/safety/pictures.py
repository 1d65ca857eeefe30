"""Reads the codes in one picture: run as a process of its own, picture on standard input, JSON list on standard output.

A hostile picture can exhaust memory or time, so that it is decoded where both are limited and where nothing of ours can
be harmed: `python -m intents.safety.pictures`.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import warnings

MAX_BYTES = 12_000_000
MAX_PIXELS = 30_000_000
MAX_CODES = 5
MEMORY = 768 * 1024 * 1024
"""Bytes of address space."""
SECONDS = 5
"""Of processor time."""
_SIDE = 1600
"""Pictures are looked at in this size first: codes photographed from near are found there, and quickly."""


def codes_in(raw: bytes) -> list[str]:
    """The texts of the codes in a picture, each once; empty when it is no picture, too large, or holds none that can
    be read."""
    import zxingcpp
    from PIL import Image, UnidentifiedImageError

    if len(raw) > MAX_BYTES:
        return []
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(raw))
            picture.draft("L", (_SIDE * 2, _SIDE * 2))
            grey = picture.convert("L")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return []
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        return []  # Pillow's various ways of saying that the picture is cut or broken
    smaller = grey.copy()
    smaller.thumbnail((_SIDE, _SIDE))
    formats = zxingcpp.barcode_formats_from_str("QRCode")
    found: dict[str, None] = {}
    for view in (smaller, grey) if smaller.size != grey.size else (grey,):
        for code in zxingcpp.read_barcodes(view, formats=formats):
            if code.valid and code.text:
                found[code.text] = None
        if found:
            break
    return list(found)[:MAX_CODES]


def main() -> None:
    """The process: limits first, then the picture."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    json.dump(codes_in(sys.stdin.buffer.read(MAX_BYTES + 1)), sys.stdout)


if __name__ == "__main__":
    main()
