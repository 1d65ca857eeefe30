"""The content folder and the fitted models beside it, as publishing reads and writes them."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

from intents.content.editable import EditableFile, editable_files
from intents.content.files import FOLDERS, LANGUAGE
from intents.content.loader import folder_digest
from intents.content.received import RefusedError
from intents.content.writing import remove_whole, sweep, write_whole

MODELS_KEPT = 2
"""Fitted models: of what is served, and of what will be."""
ASIDES_KEPT = 3
"""Models of proposals; one takes some 15 MB."""
_log = logging.getLogger(__name__)


class NotWrittenError(RuntimeError):
    """The folder could not be written; nothing has changed. The message, in Vietnamese, says what to do."""


class Folder:
    """Every verb blocks; whoever answers residents calls it in a thread."""

    def __init__(self, root: Path, models: Path) -> None:
        """`root` holds `vi/`; `models` is where the fitted model of what is served is kept."""
        self.root = root
        self.models = models

    def files(self) -> list[EditableFile]:
        """All files that may be edited. Raises `OSError`."""
        return editable_files(self.root)

    def digest(self) -> str:
        """What `Content.digest` is once this is loaded. Raises `OSError`."""
        return folder_digest(self.root)

    def read(self, file: EditableFile) -> bytes | None:
        """What the file says, None when it is not there. Raises `RefusedError` when it cannot be read."""
        try:
            return file.path(self.root).read_bytes()
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise RefusedError("không đọc được tệp này trong thư mục nội dung. Hãy báo người quản trị bot.") from error

    def put(self, file: EditableFile, target: bytes | None, number: int) -> None:
        """Writes the file whole, or removes it (None), and takes over the model fitted to that proposal. Raises
        `NotWrittenError`, and then nothing has changed."""
        try:
            path = file.path(self.root)
            self._take_over_model(self.aside(number))
            if target is None:
                remove_whole(path)
            else:
                path.parent.mkdir(exist_ok=True)
                write_whole(path, target)
        except (OSError, ValueError) as error:
            raise NotWrittenError(_why_not_written(error)) from error

    def aside(self, number: int) -> Path:
        """Where the model fitted to a proposal is kept until it is decided."""
        return self.models / f"proposal-{number}"

    def drop_old_asides(self) -> None:
        """Removes the models of proposals that nobody has decided, but for the latest: publishing one of the others
        takes the time to fit it again."""
        kept = sorted(self.models.glob("proposal-*"), key=lambda one: one.stat().st_mtime)[:-ASIDES_KEPT]
        for old in kept:
            shutil.rmtree(old, ignore_errors=True)

    def drop_asides_but(self, open_ones: Collection[int]) -> None:
        """Removes those of proposals that are not open: a kill has left them."""
        kept = {self.aside(number) for number in open_ones}
        for left in set(self.models.glob("proposal-*")) - kept:
            shutil.rmtree(left, ignore_errors=True)

    def drop_aside(self, number: int) -> None:
        """Removes it."""
        shutil.rmtree(self.aside(number), ignore_errors=True)

    def _take_over_model(self, aside: Path) -> None:
        """The model that was fitted to the candidate is what will be served: loading it then takes no fitting."""
        for model in aside.glob("*.npz"):
            if not (self.models / model.name).exists():
                try:
                    self.models.mkdir(parents=True, exist_ok=True)
                    model.replace(self.models / model.name)
                except OSError as error:
                    _log.info("A fitted model could not be handed over (%s); it is fitted again", error.strerror)
        for old in sorted(self.models.glob("*.npz"), key=lambda one: -one.stat().st_mtime)[MODELS_KEPT:]:
            old.unlink(missing_ok=True)
        shutil.rmtree(aside, ignore_errors=True)

    def not_writable(self) -> str | None:
        """Why the content folder cannot be written, in Vietnamese; None when it can. Tries it, since a folder's rights
        do not tell of a file system that is read-only."""
        home = self.root / LANGUAGE
        for folder in (home, *(home / name for name in FOLDERS)):
            if folder.is_dir():
                try:
                    handle, aside = tempfile.mkstemp(dir=folder, prefix=".thu-")
                    os.close(handle)
                    Path(aside).unlink()
                except OSError as error:
                    return f"{folder}: {_why_not_written(error)}"
        return None

    def sweep(self) -> None:
        """Removes what an earlier process was writing when it died."""
        try:
            for folder in ("", *FOLDERS):
                sweep(self.root / LANGUAGE / folder)
        except OSError as error:
            _log.info("The content folder could not be swept: %s", error.strerror)


def _why_not_written(error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "ổ đĩa của bot đã hết chỗ, nên chưa ghi gì. Hãy báo người quản trị bot dọn bớt, rồi bấm lại."
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            "bot không có quyền ghi vào thư mục nội dung, nên chưa ghi gì. Người quản trị bot cho phép theo "
            "deploy/README.md, rồi bấm lại."
        )
    said = error.strerror if isinstance(error, OSError) else str(error)
    return f"không ghi được tệp ({said}), nên chưa ghi gì. Hãy báo người quản trị bot."
