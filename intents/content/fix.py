"""Mending what is mechanical in a content file."""

from __future__ import annotations

import os
import re
from pathlib import Path

from intents.content.letters import LOOK_ALIKES, mended_letters

_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


def fix(path: Path) -> list[str]:
    """Mends a file in place, atomically; gives what was done, in Vietnamese, nothing when it was clean. A file that is
    no UTF-8 is left alone: guessing its letters could change words. Raises `OSError`."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return []
    done: list[str] = []
    if text.startswith("\ufeff"):
        text = text.removeprefix("\ufeff")
        done.append("bỏ dấu BOM ở đầu tệp")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        done.append("đổi cách xuống dòng của Windows")
    if any(ord(char) in LOOK_ALIKES for char in text):
        done.append("thay chữ cái của bảng chữ khác")
    letters = mended_letters(text)
    if letters != text and "thay chữ cái của bảng chữ khác" not in done:
        done.append("ghép dấu tiếng Việt vào chữ")
    text = letters
    stripped = _TRAILING.sub("", text)
    if stripped != text:
        text = stripped
        done.append("bỏ khoảng trắng cuối dòng")
    if text and not text.endswith("\n"):
        text += "\n"
        done.append("thêm dấu xuống dòng ở cuối tệp")
    if done:
        _write(path, text)
    return done


def _write(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_bytes(text.encode())
    aside.chmod(path.stat().st_mode & 0o777)
    aside.replace(path)
