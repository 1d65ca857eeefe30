"""One bot per data folder: two would answer everything twice."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

LOCK_FILE = "hoidap.lock"


class FolderLock:
    """The right to a data folder; the kernel takes it back when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_FILE
        self._file: int | None = None

    def take(self) -> bool:
        """Whether the folder is ours now. Raises `OSError` when it cannot be written."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Gives the folder up."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
