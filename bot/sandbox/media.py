"""What people attach to messages."""

import struct
import zlib
from dataclasses import dataclass

from .errors import Json
from .files import FileShelf
from .model import StoredFile
from .wire import file_json


@dataclass(frozen=True)
class Attachment:
    """The fields of a message that carry it, and the file behind it, if there is one."""

    media: Json
    file: StoredFile | None = None


def small_png(width: int = 8, height: int = 8) -> bytes:
    """A white picture of this size."""
    rows = b"".join(b"\0" + b"\xff" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def photo(shelf: FileShelf, data: bytes | None) -> Attachment:
    """A picture."""
    stored = shelf.put("photo", small_png() if data is None else data, "photo.jpg")
    return Attachment(photo_json(stored), stored)


def photo_json(stored: StoredFile) -> Json:
    """The field of a message with this picture."""
    return {"photo": [{**file_json(stored), "width": stored.width, "height": stored.height}]}


def document(shelf: FileShelf, data: bytes, name: str) -> Attachment:
    """A file."""
    stored = shelf.put("document", data, name)
    return Attachment(document_json(stored), stored)


def document_json(stored: StoredFile) -> Json:
    """The field of a message with this file."""
    return {"document": {**file_json(stored), "file_name": stored.name, "mime_type": stored.mime_type}}


def voice(shelf: FileShelf, seconds: int) -> Attachment:
    """A voice message."""
    stored = shelf.put("voice", b"OggS" + bytes(64), "voice.oga")
    return Attachment({"voice": {**file_json(stored), "duration": seconds, "mime_type": "audio/ogg"}}, stored)


def sticker(shelf: FileShelf, emoji: str) -> Attachment:
    """A sticker."""
    stored = shelf.put("sticker", b"RIFF" + bytes(64), "sticker.webp")
    looks = {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular", "emoji": emoji}
    return Attachment({"sticker": {**file_json(stored), **looks}}, stored)


def location(latitude: float, longitude: float) -> Attachment:
    """A place."""
    return Attachment({"location": {"latitude": latitude, "longitude": longitude}})


def contact(phone: str, first_name: str) -> Attachment:
    """A phone number with a name."""
    return Attachment({"contact": {"phone_number": phone, "first_name": first_name}})
