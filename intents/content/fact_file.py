"""facts.toml: values with a life span."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from intents.content.articles import is_id, is_web_address
from intents.content.days import EXAMPLE, parse_day
from intents.content.findings import Report, nearest
from intents.content.model import Fact, FactValue, Source
from intents.content.toml_text import Toml, read_toml

FACT_KEYS = ("otherwise", "value")
VALUE_KEYS = ("text", "valid_from", "valid_until", "source", "checked_on", "checked_by")
SOURCE_KEYS = ("title", "url", "date")


@dataclass(frozen=True, slots=True)
class FactFile:
    """What a file of facts holds."""

    facts: dict[str, Fact]
    """By id; those with an error are left out."""
    broken: bool
    """Whether the file could not be read at all, so that nothing is known of what stands in it."""
    declared: frozenset[str]
    """The ids that have a table, sound or not."""


NO_FACTS = FactFile({}, False, frozenset())


def read_facts(raw: bytes, report: Report) -> FactFile:
    """The facts of facts.toml; what is wrong is noted with its line."""
    toml = read_toml(raw, report)
    if toml is None:
        return FactFile({}, True, frozenset())
    facts = (_Reader(fact_id, toml, report).fact(table) for fact_id, table in toml.tables.items())
    return FactFile({fact.id: fact for fact in facts if fact is not None}, False, frozenset(toml.tables))


class _Reader:
    """Reads one fact; every reading method notes what is wrong and gives None when that leaves nothing to use."""

    def __init__(self, fact_id: str, toml: Toml, report: Report) -> None:
        self._id, self._toml, self._report = fact_id, toml, report
        self._line = toml.line(fact_id)

    def fact(self, table: Any) -> Fact | None:
        if not is_id(self._id):
            self._error(self._line, "tên không dùng được. Hãy đặt tên bằng chữ thường không dấu, số và gạch nối")
            return None
        if not isinstance(table, dict):
            self._error(self._line, f"phải là một mục [{self._id}] với các giá trị [[{self._id}.value]]")
            return None
        self._check_keys(table, FACT_KEYS, self._line)
        otherwise = table.get("otherwise")
        if not isinstance(otherwise, str) or not otherwise.strip():
            self._error(self._line, "thiếu otherwise. Hãy viết câu nói khi không có giá trị nào còn hiệu lực")
            return None
        rows = table.get("value")
        if not isinstance(rows, list) or not rows:
            self._error(self._line, f"chưa có giá trị nào. Hãy thêm một mục [[{self._id}.value]]")
            return None
        found = [self._value(row, number) for number, row in enumerate(rows)]
        values = tuple(sorted((one for one in found if one is not None), key=lambda value: value.valid_from))
        if self._overlap(values) or len(values) < len(rows):
            return None
        return Fact(self._id, values, otherwise.strip(), self._line)

    def _overlap(self, values: Iterable[FactValue]) -> bool:
        overlaps = [
            after for one, after in pairwise(values) if one.valid_until is None or one.valid_until >= after.valid_from
        ]
        for after in overlaps:
            self._error(
                self._line, f"có hai giá trị cùng hiệu lực ngày {after.valid_from:%d/%m/%Y}. Hãy sửa valid_until"
            )
        return bool(overlaps)

    def _value(self, row: Any, number: int) -> FactValue | None:
        line = self._toml.line(f"{self._id}.value", number) or self._line
        if not isinstance(row, dict):
            self._error(line, f"giá trị phải là một mục [[{self._id}.value]]")
            return None
        self._check_keys(row, VALUE_KEYS, line)
        text = row.get("text")
        if not isinstance(text, str) or not text.strip():
            self._error(line, "thiếu text. Hãy viết điều được nói, trong ngoặc kép")
            return None
        since, until = self._day(row, "valid_from", line), self._day(row, "valid_until", line)
        source = self._source(row.get("source"), line)
        if "valid_from" not in row:
            self._error(line, "thiếu valid_from. Hãy thêm ngày bắt đầu, ví dụ valid_from = 2025-07-01")
        if since is None or source is None or (until is None and "valid_until" in row):
            return None
        if until is not None and until < since:
            self._error(line, f"valid_until ({until:%d/%m/%Y}) trước valid_from ({since:%d/%m/%Y}). Hãy sửa lại")
            return None
        checked_by = row.get("checked_by", "")
        if not isinstance(checked_by, str):
            self._error(line, "checked_by phải là chức danh, trong ngoặc kép")
            return None
        return FactValue(text.strip(), since, until, source, self._day(row, "checked_on", line), checked_by.strip())

    def _source(self, table: Any, line: int) -> Source | None:
        if not isinstance(table, dict) or not all(isinstance(table.get(key), str) for key in ("title", "url")):
            self._error(line, 'thiếu nguồn. Hãy thêm source = {title = "…", url = "…", date = 2025-06-30}')
            return None
        self._check_keys(table, SOURCE_KEYS, line)
        if not is_web_address(table["url"]):
            self._error(line, f"địa chỉ nguồn “{table['url']}” phải bắt đầu bằng https:// hoặc http://. Hãy sửa lại")
        return Source(table["title"].strip(), table["url"], self._day(table, "date", line))

    def _day(self, table: Mapping[str, Any], key: str, line: int) -> date | None:
        written = table.get(key)
        if isinstance(written, date) and not isinstance(written, datetime):
            return written
        day = parse_day(written) if isinstance(written, str) else None
        if day is None and key in table:
            self._error(line, f"“{key}” không phải ngày. {EXAMPLE}")
        return day

    def _check_keys(self, table: Mapping[str, Any], known: tuple[str, ...], line: int) -> None:
        for key in table:
            if key not in known:
                self._report.error(line, f"[{self._id}] không có mục nào tên “{key}”.{nearest(key, known)}")

    def _error(self, line: int, message: str) -> None:
        self._report.error(line, f"[{self._id}] {message}.")
