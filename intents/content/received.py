"""A content file as somebody sends it: what cannot be one is refused before anything reads it further."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from intents.content.articles import MAX_BYTES
from intents.content.findings import Report, decoded
from intents.content.fix import mechanically_mended
from intents.content.frontmatter import FrontMatterError, parse

MAX_LINE, MAX_LINES = 20_000, 5_000
"""Characters of a line, and lines of a file: more is no text that somebody has written."""
_OTHER_KINDS = {
    b"PK\x03\x04": "tệp Word, Excel hoặc tệp nén",
    b"%PDF": "tệp PDF",
    b"\xd0\xcf\x11\xe0": "tệp Word hoặc Excel cũ",
    b"\x89PNG": "ảnh",
    b"\xff\xd8\xff": "ảnh",
}
"""What staff send by mistake, by its first bytes."""


class RefusedError(ValueError):
    """A change that is not taken; the message, in Vietnamese, says why and what to do."""


@dataclass(frozen=True, slots=True)
class Received:
    """The text of a file that was sent."""

    text: str
    mended: tuple[str, ...]
    """What was mended that only a machine would mind: line ends, a byte-order mark, loose accents."""


def received(name: str, raw: bytes) -> Received:
    """The text that was sent for the file of that name. Raises `RefusedError` for what is too big, no text, or holds
    what YAML could be turned against us with."""
    if len(raw) > MAX_BYTES:
        raise RefusedError(f"tệp nặng {len(raw) // 1000} kB, quá {MAX_BYTES // 1000} kB. Hãy chia nhỏ nội dung ra.")
    if not raw.strip():
        raise RefusedError("tệp trống. Hãy gửi lại tệp có nội dung.")
    for begin, kind in _OTHER_KINDS.items():
        if raw.startswith(begin):
            raise RefusedError(f"đây là {kind}, không phải văn bản thuần. Hãy sửa trong chính tệp mà bot đã gửi.")
    if b"\0" in raw:
        raise RefusedError(
            "tệp không phải văn bản UTF-8. Hãy lưu lại, chọn mã hóa UTF-8 (Notepad, Excel: mục Lưu thành…), "
            "và giữ nguyên đuôi tên tệp."
        )
    report = Report(Path(name))
    text = decoded(raw, report)
    if text is None:
        raise RefusedError(f"dòng {report.findings[0].line}: {report.findings[0].message}")
    if text.count("\n") > MAX_LINES:
        raise RefusedError(f"tệp dài quá {MAX_LINES} dòng. Hãy chia nhỏ nội dung ra.")
    longest = max(text.split("\n"), key=len)
    if len(longest) > MAX_LINE:
        number = text.split("\n").index(longest) + 1
        raise RefusedError(f"dòng {number} dài quá {MAX_LINE} ký tự. Hãy xuống dòng cho dễ đọc.")
    if name.endswith(".csv"):
        return Received(text, ())  # blanks at the end of a line may be cells
    article = name.endswith(".md")
    text, mended = mechanically_mended(text, article=article)
    if article:
        try:
            parse(text)
        except FrontMatterError as error:
            raise RefusedError(f"dòng {error.line}: {error.message}") from error
    return Received(text, tuple(mended))
