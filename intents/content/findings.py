"""Collecting what is wrong, with the nearest right name where a name is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz, process

from intents.content.model import Finding, Severity

MIN_LIKENESS = 60.0
MAX_NAMED = 12
"""How many right names a message lists when none is like the wrong one."""


@dataclass(slots=True)
class Report:
    """The findings about one file as they come up."""

    path: Path
    findings: list[Finding] = field(default_factory=list)

    def error(self, line: int, message: str) -> None:
        """Notes an error: the file is not served with it."""
        self.findings.append(Finding(self.path, line, message))

    def warning(self, line: int, message: str) -> None:
        """Notes something that should be looked at."""
        self.findings.append(Finding(self.path, line, message, Severity.WARNING))

    @property
    def failed(self) -> bool:
        """Whether there is an error among them."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def alike(name: str, known: Iterable[str]) -> str | None:
    """The known name most like a wrong one, or None when none is like it."""
    found = process.extractOne(
        name, sorted(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=MIN_LIKENESS
    )
    return found[0] if found else None


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint that ends a message: the known name most like a wrong one, or the known names when none is like it."""
    names = sorted(known)
    near = alike(name, names)
    if near:
        return f" Có phải là “{near}”?"
    more = ", …" if len(names) > MAX_NAMED else ""
    return f" Chỉ dùng được: {', '.join(names[:MAX_NAMED])}{more}." if names else ""


def decoded(raw: bytes, report: Report) -> str | None:
    """A file's text without its byte-order mark and with plain line ends; None, with an error noted, when it is not
    UTF-8."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        report.error(line, "tệp không phải UTF-8. Hãy lưu lại, chọn mã hóa UTF-8 (Notepad, Excel: mục Lưu thành…).")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
