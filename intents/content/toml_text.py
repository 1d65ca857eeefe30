"""TOML with the lines on which things stand: tomllib gives the values, the text gives the lines."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from intents.content.findings import Report, decoded

_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_HEADER = re.compile(r"""^\s*\[\[?\s*["']?([\w\-.]+)["']?\s*\]""")
_KEY = re.compile(r"""^\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w\-]+))\s*=""")
_TWICE = ("overwrite", "declare", "mutate", "redefine", "expand")
"""Words in tomllib's messages about a name given twice."""


@dataclass(frozen=True, slots=True)
class Toml:
    """The tables of a file, with lines."""

    tables: dict[str, Any]
    headers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """The lines of each `[name]` or `[[name]]`, in order."""
    keys: dict[tuple[str, str], int] = field(default_factory=dict)
    """The line of each key, by table and name."""

    def line(self, header: str, number: int = 0) -> int:
        """The line of a header, or of the n-th of its name; 1 when it is written in another way."""
        lines: Sequence[int] = self.headers.get(header, ())
        return lines[number] if number < len(lines) else self.keys.get(("", header), 1)


def read_toml(raw: bytes, report: Report) -> Toml | None:
    """The tables of a TOML file; None, with an error noted, when it is broken."""
    text = decoded(raw, report)
    if text is None:
        return None
    try:
        toml = Toml(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place else text.rstrip().count("\n") + 1
        report.error(line, _explained(str(error)))
        return None
    _note_lines(text, toml)
    return toml


def _explained(error: str) -> str:
    if any(word in error for word in _TWICE):
        return "tên ở dòng này (hoặc ngay trên) đã có ở trên. Hãy giữ lại một dòng."
    return 'viết sai dạng ở dòng này hoặc ngay trên. Mỗi dòng là tên = "giá trị", chữ nằm giữa hai dấu ngoặc kép.'


def _note_lines(text: str, toml: Toml) -> None:
    table = ""
    for number, line in enumerate(text.split("\n"), start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = header[1]
            toml.headers[table].append(number)
        elif key:
            toml.keys.setdefault((table, next(one for one in key.groups() if one is not None)), number)
