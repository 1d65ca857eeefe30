"""Lists of questions, one a line: goi-y.txt and ngoai-pham-vi.txt."""

from __future__ import annotations

from intents.content.findings import Report, decoded
from intents.content.model import Phrase


def read_lines(raw: bytes, report: Report) -> tuple[Phrase, ...]:
    """The questions of such a file with their lines; blank lines and those that begin with # are set aside."""
    text = decoded(raw, report) or ""
    lines = ((" ".join(line.split()), number) for number, line in enumerate(text.split("\n"), start=1))
    return tuple(Phrase(line, number) for line, number in lines if line and not line.startswith("#"))
