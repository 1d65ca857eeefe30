"""Mending what is mechanical in a content file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from intents.content.days import parse_day
from intents.content.facets import FACETS
from intents.content.letters import LOOK_ALIKES, foreign_letters, without_unseen
from intents.content.writing import write_whole
from intents.match.text import fold

_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
"""Blanks that look like one and are another sign, as word processors put in."""
_HEADING = re.compile(r"^ {0,3}##[ \t]*([^#\s].*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_BULLET = re.compile(r"^(-|\d{1,2}\.)(?=[^\W\d_])", re.MULTILINE)
_DAY = re.compile(r"^(as_of|updated|review_by):[ \t]*(\d{1,2}/\d{1,2}/\d{4})[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_FACET = {fold(facet.heading): facet.heading for facet in FACETS}


def fix(path: Path) -> list[str]:
    """Mends a file in place, atomically; gives what was done, in Vietnamese, nothing when it was clean. A file that is
    no UTF-8 is left alone: guessing its letters could change words. Raises `OSError`."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return []
    mended, done = mechanically_mended(text, article=path.suffix == ".md")
    if done:
        write_whole(path.resolve(), mended.encode())
    return done


Step = tuple[str, Callable[[str], str]]


def mechanically_mended(text: str, *, article: bool) -> tuple[str, list[str]]:
    """The text of a content file with everything mechanical mended, and what that was, in Vietnamese."""
    done = []
    for name, step in (*_letter_steps(text), *_LINE_STEPS, *(_ARTICLE_STEPS if article else ())):
        after = step(text)
        if after != text:
            done.append(name)
        text = after
    return text, done


def _letter_steps(text: str) -> tuple[Step, ...]:
    foreign = foreign_letters(text)
    return (
        ("bỏ dấu BOM ở đầu tệp", lambda was: was.removeprefix("\ufeff")),
        ("đổi cách xuống dòng của Windows", lambda was: was.replace("\r\n", "\n").replace("\r", "\n")),
        (f"thay chữ cái của bảng chữ khác: {' '.join(foreign)}", lambda was: was.translate(LOOK_ALIKES)),
        ("ghép dấu tiếng Việt vào chữ", lambda was: unicodedata.normalize("NFC", was)),
        ("bỏ ký tự ẩn", without_unseen),
        ("thay khoảng trắng lạ bằng dấu cách", lambda was: _BLANKS.sub(" ", was)),
    )


def _in_body(step: Callable[[str], str]) -> Callable[[str], str]:
    """The step, below the front matter only; nothing where that is not closed."""

    def mend(text: str) -> str:
        fences = list(_FENCE.finditer(text))
        end = fences[1].end() if len(fences) > 1 else len(text)
        return text[:end] + step(text[end:])

    return mend


def _heading(match: re.Match[str]) -> str:
    """The heading as facets are written; left as it is when it is none of them."""
    return f"## {_FACET[fold(match[1])]}" if fold(match[1]) in _FACET else match[0]


def _day(match: re.Match[str]) -> str:
    day = parse_day(match[2])
    return f"{match[1]}: {day}" if day else match[0]


_ARTICLE_STEPS: tuple[Step, ...] = (
    ("viết lại tên mục cho đúng", _in_body(lambda was: _HEADING.sub(_heading, was))),
    ("thêm dấu cách sau dấu đầu dòng", _in_body(lambda was: _BULLET.sub(r"\1 ", was))),
    ("đổi ngày sang dạng năm-tháng-ngày", lambda was: _DAY.sub(_day, was)),
)
_LINE_STEPS: tuple[Step, ...] = (
    ("bỏ khoảng trắng cuối dòng", lambda was: _TRAILING.sub("", was)),
    ("thêm dấu xuống dòng ở cuối tệp", lambda was: was if was.endswith("\n") or not was else f"{was}\n"),
)
