"""gio-lam-viec.toml: when staff answer questions, as they write it themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from intents.content.days import EXAMPLE, parse_day
from intents.content.findings import Report, nearest
from intents.content.office_hours import DayOff, OfficeHours, Shift
from intents.content.toml_text import Toml, read_toml

WEEK, DAYS_OFF, MADE_UP = "tuan", "ngay-nghi", "lam-bu"
WEEKDAYS = ("thu-hai", "thu-ba", "thu-tu", "thu-nam", "thu-sau", "thu-bay", "chu-nhat")
CLOSED = "nghỉ"
DAY_OFF_KEYS = ("ten", "tu", "den", "du-kien")
MADE_UP_KEYS = ("ngay", "gio")
_SHIFT = re.compile(r"(\d{1,2})[:hg](\d{2})\s*[-–]\s*(\d{1,2})[:hg](\d{2})")
_HOURS_EXAMPLE = f'Hãy viết như "07:30-11:30, 13:30-17:00", hoặc "{CLOSED}"'


def read_office_hours(raw: bytes, report: Report) -> OfficeHours | None:
    """The office hours; None, with what is wrong noted by line, when the file cannot be used."""
    toml = read_toml(raw, report)
    if toml is None:
        return None
    hours = _Reader(toml, report).hours()
    return None if report.failed else hours


class _Reader:
    def __init__(self, toml: Toml, report: Report) -> None:
        self._toml, self._report = toml, report

    def hours(self) -> OfficeHours:
        known = (WEEK, DAYS_OFF, MADE_UP)
        for name in self._toml.tables:
            if name not in known:
                self._report.error(self._toml.line(name), f"không có mục nào tên “{name}”.{nearest(name, known)}")
        days_off = tuple(one for one in map(self._day_off, *self._rows(DAYS_OFF)) if one is not None)
        self._check_overlap(days_off)
        made_up = dict(one for one in map(self._made_up, *self._rows(MADE_UP)) if one is not None)
        return OfficeHours(tuple(self._week()), days_off, made_up)

    def _week(self) -> Iterable[tuple[Shift, ...]]:
        table = self._toml.tables.get(WEEK)
        if not isinstance(table, dict):
            self._report.error(self._toml.line(WEEK), f"thiếu mục [{WEEK}] ghi giờ làm việc từng ngày trong tuần.")
            return
        self._check_keys(table, WEEKDAYS, self._toml.line(WEEK), WEEK)
        for day in WEEKDAYS:
            line = self._toml.keys.get((WEEK, day), self._toml.line(WEEK))
            if day not in table:
                self._report.error(line, f"[{WEEK}] thiếu {day}. {_HOURS_EXAMPLE}.")
            yield self._shifts(table.get(day, CLOSED), line, day)

    def _rows(self, name: str) -> tuple[list[Any], list[int]]:
        rows = self._toml.tables.get(name, [])
        if not isinstance(rows, list):
            self._report.error(self._toml.line(name), f"phải viết là [[{name}]], mỗi mục hai dấu ngoặc vuông.")
            return [], []
        return rows, [self._toml.line(name, number) for number in range(len(rows))]

    def _day_off(self, row: dict[str, Any], line: int) -> DayOff | None:
        self._check_keys(row, DAY_OFF_KEYS, line, DAYS_OFF)
        name, first = row.get("ten"), self._day(row, "tu", line)
        last = self._day(row, "den", line) if "den" in row else first
        if not isinstance(name, str) or not name.strip():
            self._report.error(line, f"[{DAYS_OFF}] thiếu ten. Hãy ghi tên ngày nghỉ, trong ngoặc kép.")
            return None
        expected = row.get("du-kien", False)
        if not isinstance(expected, bool):
            self._report.error(line, f"[{DAYS_OFF}] du-kien chỉ là true hoặc false.")
            return None
        if first is None or last is None:
            return None
        if last < first:
            self._report.error(line, f"[{DAYS_OFF}] den ({last:%d/%m/%Y}) trước tu ({first:%d/%m/%Y}). Hãy sửa lại.")
            return None
        return DayOff(name.strip(), first, last, expected)

    def _made_up(self, row: dict[str, Any], line: int) -> tuple[date, tuple[Shift, ...]] | None:
        self._check_keys(row, MADE_UP_KEYS, line, MADE_UP)
        day = self._day(row, "ngay", line)
        shifts = self._shifts(row.get("gio"), line, "gio")
        return None if day is None else (day, shifts)

    def _shifts(self, written: Any, line: int, key: str) -> tuple[Shift, ...]:
        if not isinstance(written, str):
            self._report.error(line, f"{key} phải là giờ làm việc trong ngoặc kép. {_HOURS_EXAMPLE}.")
            return ()
        if written.strip().lower() in (CLOSED, "nghi", ""):
            return ()
        shifts = []
        for part in written.split(","):
            shift = self._shift(part.strip())
            if shift is None:
                self._report.error(line, f"{key}: không đọc được “{part.strip()}”. {_HOURS_EXAMPLE}.")
                return ()
            shifts.append(shift)
        if any(one.end > after.start for one, after in pairwise(shifts)):
            self._report.error(line, f"{key}: hai khoảng giờ chồng lên nhau hoặc không theo thứ tự. {_HOURS_EXAMPLE}.")
        return tuple(shifts)

    @staticmethod
    def _shift(written: str) -> Shift | None:
        match = _SHIFT.fullmatch(written)
        if match is None:
            return None
        hours = [int(one) for one in match.groups()]
        if hours[0] > 23 or hours[2] > 23 or hours[1] > 59 or hours[3] > 59:
            return None
        shift = Shift(time(hours[0], hours[1]), time(hours[2], hours[3]))
        return shift if shift.start < shift.end else None

    def _day(self, row: Mapping[str, Any], key: str, line: int) -> date | None:
        written = row.get(key)
        if isinstance(written, date) and not isinstance(written, datetime):
            return written
        day = parse_day(written) if isinstance(written, str) else None
        if day is None:
            said = "không phải ngày" if key in row else "còn thiếu"
            self._report.error(line, f"“{key}” {said}. {EXAMPLE}")
        return day

    def _check_overlap(self, days_off: tuple[DayOff, ...]) -> None:
        ordered = sorted(days_off, key=lambda one: one.first)
        for one, after in pairwise(ordered):
            if one.last >= after.first:
                line = self._toml.line(DAYS_OFF, days_off.index(after))
                self._report.warning(line, f"“{after.name}” trùng ngày với “{one.name}”. Hãy giữ lại một mục.")

    def _check_keys(self, table: Any, known: tuple[str, ...], line: int, where: str) -> None:
        for key in table:
            if key not in known:
                self._report.error(line, f"[{where}] không có mục nào tên “{key}”.{nearest(key, known)}")
