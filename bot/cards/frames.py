"""What goes through the pipes between the bot and its typesetting child: frames of a length and so many bytes."""

from __future__ import annotations

import struct
from typing import IO

HEADER = struct.Struct(">cI")
"""A mark, then the length."""
SHEET, PICTURE, DONE, FAILED = b"S", b"P", b"D", b"F"
"""A sheet as JSON; one PNG of it; no more of it; what went wrong instead, as text."""


def write_frame(stream: IO[bytes], mark: bytes, body: bytes = b"") -> None:
    """Writes a frame."""
    stream.write(HEADER.pack(mark, len(body)) + body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """The next frame's mark and body, or None at the end."""
    head = stream.read(HEADER.size)
    if len(head) < HEADER.size:
        return None
    mark, length = HEADER.unpack(head)
    body = stream.read(length)
    return (mark, body) if len(body) == length else None
