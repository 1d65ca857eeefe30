"""Writing a content file whole or not at all: a reader never sees half of one, whenever the machine stops."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

ASIDE = ".moi-"
"""Between a file's name and a random ending: what is being written and not yet in place. Hidden, so no content."""
NEW_FILE_MODE = 0o644


def write_whole(path: Path, data: bytes) -> None:
    """Puts `data` in place of the file, or makes it, durably: written aside in the same folder, then renamed. Raises
    `OSError`, and then nothing has changed."""
    mode = path.stat().st_mode & 0o777 if path.exists() else NEW_FILE_MODE
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}{ASIDE}")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).chmod(mode)
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def remove_whole(path: Path) -> None:
    """Removes the file durably; one that is gone already is fine. Raises `OSError`."""
    path.unlink(missing_ok=True)
    _sync_folder(path.parent)


def sweep(folder: Path) -> None:
    """Removes what an earlier process was writing when it died. Raises `OSError`."""
    for left in folder.glob(f".*{ASIDE}*"):
        left.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Makes the folder's entries durable: a rename is lost in a power cut otherwise."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
