"""Mending what is mechanical in a content file."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from pathlib import Path

from intents.content.letters import LOOK_ALIKES, foreign_letters, without_unseen

_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


def fix(path: Path) -> list[str]:
    """Mends a file in place, atomically; gives what was done, in Vietnamese, nothing when it was clean. A file that is
    no UTF-8 is left alone: guessing its letters could change words. Raises `OSError`."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return []
    mended, done = _mended(text)
    if done:
        _write(path.resolve(), mended)
    return done


def _mended(text: str) -> tuple[str, list[str]]:
    """The text with everything mechanical mended, and what that was."""
    foreign = foreign_letters(text)
    steps = (
        ("bỏ dấu BOM ở đầu tệp", lambda was: was.removeprefix("\ufeff")),
        ("đổi cách xuống dòng của Windows", lambda was: was.replace("\r\n", "\n").replace("\r", "\n")),
        (f"thay chữ cái của bảng chữ khác: {' '.join(foreign)}", lambda was: was.translate(LOOK_ALIKES)),
        ("ghép dấu tiếng Việt vào chữ", lambda was: unicodedata.normalize("NFC", was)),
        ("bỏ ký tự ẩn", without_unseen),
        ("bỏ khoảng trắng cuối dòng", lambda was: _TRAILING.sub("", was)),
        ("thêm dấu xuống dòng ở cuối tệp", lambda was: was if was.endswith("\n") or not was else f"{was}\n"),
    )
    done = []
    for name, step in steps:
        after = step(text)
        if after != text:
            done.append(name)
        text = after
    return text, done


def _write(path: Path, text: str) -> None:
    """Whole or not at all: a reader never sees half a file."""
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        Path(aside).chmod(path.stat().st_mode & 0o777)
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
