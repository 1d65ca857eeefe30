"""The files that people and bots have sent."""

import mimetypes
import secrets
import struct

from .errors import ApiError, refuse
from .model import StoredFile

UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024
_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "sticker": "stickers"}


class FileShelf:
    """All stored files, by id and by download path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def put(self, kind: str, data: bytes, name: str) -> StoredFile:
        """Keep the bytes of an upload.

        Raises ApiError when the file is empty, too big, or no picture although sent as a photo.
        """
        if not data:
            refuse("file must be non-empty")
        if len(data) > UPLOAD_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
        width, height = self._photo_size(data) if kind == "photo" else (0, 0)
        number = len(self._by_id)
        suffix = ".jpg" if kind == "photo" else ("." + name.rpartition(".")[2] if "." in name else "")
        stored = StoredFile(
            file_id=secrets.token_urlsafe(48),
            unique_id=secrets.token_urlsafe(11),
            kind=kind,
            data=data,
            name=name,
            mime_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
            path=f"{_FOLDERS[kind]}/file_{number}{suffix}",
            width=width,
            height=height,
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """The file with this id."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """The file with this download path."""
        return self._by_path.get(path)

    def _photo_size(self, data: bytes) -> tuple[int, int]:
        if len(data) > PHOTO_LIMIT:
            refuse(f"file of size {len(data)} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes")
        size = picture_size(data)
        if size is None:
            refuse("IMAGE_PROCESS_FAILED")
        width, height = size
        if min(size) < 1 or width + height > 10_000 or max(size) > 20 * min(size):
            refuse("PHOTO_INVALID_DIMENSIONS")
        return size


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG or GIF, or None when it is none of them."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    if data.startswith(b"\xff\xd8"):
        return _jpeg_size(data)
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
