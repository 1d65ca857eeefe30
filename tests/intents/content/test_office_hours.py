"""Office hours: read as staff write them, wrong lines named, and when staff are there next."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from intents.content.findings import Report
from intents.content.loader import load, load_or_raise
from intents.content.office_hours import OfficeHours, Shift
from intents.content.office_hours_file import read_office_hours
from tests.intents.content.conftest import Write

DA_NANG = ZoneInfo("Asia/Ho_Chi_Minh")
FILE = """[tuan]
thu-hai = "07:30-11:30, 13:30-17:00"
thu-ba = "07:30-11:30, 13:30-17:00"
thu-tu = "07:30-11:30, 13:30-17:00"
thu-nam = "07:30-11:30, 13:30-17:00"
thu-sau = "07:30-11:30, 13:30-17:00"
thu-bay = "7h30 – 11h00"
chu-nhat = "nghỉ"
[[ngay-nghi]]
ten = "Tết"
tu = 2027-02-05
den = 10/02/2027
du-kien = true
[[lam-bu]]
ngay = 2027-02-14
gio = "08:00-10:00"
""".replace("den = 10/02/2027", 'den = "10/02/2027"')


def read(text: str) -> tuple[OfficeHours | None, list[str]]:
    report = Report(Path("gio-lam-viec.toml"))
    hours = read_office_hours(text.encode(), report)
    return hours, [f"{one.line}: {one.message}" for one in report.findings]


def hours() -> OfficeHours:
    found, findings = read(FILE)
    assert findings == []
    assert found is not None
    return found


def at(written: str) -> datetime:
    return datetime.strptime(written, "%d/%m/%Y %H:%M").replace(tzinfo=DA_NANG)


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        ("24/11/2026 07:29", False),
        ("24/11/2026 07:30", True),
        ("24/11/2026 11:30", False),
        ("24/11/2026 16:59", True),
        ("28/11/2026 10:00", True),
        ("29/11/2026 10:00", False),
        ("08/02/2027 10:00", False),
        ("14/02/2027 09:00", True),
    ],
)
def test_staff_are_there_in_their_shifts_but_on_no_day_off(moment: str, there: bool) -> None:
    assert hours().is_open(at(moment)) is there


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("24/11/2026 06:00", "24/11/2026 07:30"),
        ("24/11/2026 12:00", "24/11/2026 13:30"),
        ("24/11/2026 17:00", "25/11/2026 07:30"),
        ("28/11/2026 11:00", "30/11/2026 07:30"),
        ("04/02/2027 18:00", "11/02/2027 07:30"),
        ("31/12/2026 18:00", "01/01/2027 07:30"),
    ],
)
def test_the_next_opening_skips_nights_weekends_and_holidays(moment: str, opening: str) -> None:
    assert hours().next_opening(at(moment)) == at(opening)


def test_the_holiday_in_between_is_named() -> None:
    holiday = hours().holiday_before(at("04/02/2027 18:00"), at("11/02/2027 07:30"))
    assert holiday is not None
    assert (holiday.name, holiday.last, holiday.expected) == ("Tết", date(2027, 2, 10), True)


def test_without_any_shift_no_opening_is_promised() -> None:
    assert OfficeHours(((),) * 7).next_opening(at("24/11/2026 09:00")) is None


def test_hours_may_be_written_with_h_and_a_long_dash() -> None:
    assert hours().week[5] == (Shift(time(7, 30), time(11, 0)),)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('thu-ba = "07:30-11:30, 13:30-17:00"', 'thu-ba = "sáng"', 3, "không đọc được “sáng”"),
        ('thu-ba = "07:30-11:30, 13:30-17:00"', 'thu-ba = "11:30-07:30"', 3, "không đọc được"),
        ('thu-ba = "07:30-11:30, 13:30-17:00"', 'thu-ba = "25:00-26:00"', 3, "không đọc được"),
        ('thu-ba = "07:30-11:30, 13:30-17:00"', 'thu-ba = "07:30-11:30, 11:00-17:00"', 3, "chồng lên nhau"),
        ('thu-ba = "07:30-11:30, 13:30-17:00"', "thu-ba = 7", 3, "trong ngoặc kép"),
        ("thu-ba =", "thuba =", 1, "Có phải là “thu-ba”"),
        ("[tuan]", "[tuần]", 1, "dòng này"),
        ('ten = "Tết"', "", 9, "thiếu ten"),
        ("tu = 2027-02-05", "", 9, "“tu” còn thiếu"),
        ("tu = 2027-02-05", 'tu = "mùng 1"', 9, "không phải ngày"),
        ("tu = 2027-02-05", "tu = 2027-02-15", 9, "trước tu"),
        ("du-kien = true", 'du-kien = "có"', 9, "true hoặc false"),
        ("[[lam-bu]]", "[[làm-bù]]", 14, "dòng này"),
        ("ngay = 2027-02-14", "ngày-sai = 1", 15, "dòng này"),
        ('gio = "08:00-10:00"', "", 14, "trong ngoặc kép"),
    ],
)
def test_what_is_wrong_is_named_by_line(old: str, new: str, line: int, words: str) -> None:
    assert old in FILE
    found, findings = read(FILE.replace(old, new))
    assert found is None
    assert any(one.startswith(f"{line}: ") and words in one for one in findings), findings


def test_days_off_that_overlap_are_pointed_out() -> None:
    twice = FILE + '[[ngay-nghi]]\nten = "Giỗ"\ntu = 2027-02-06\n'
    found, findings = read(twice)
    assert found is not None
    assert findings == ["17: “Giỗ” trùng ngày với “Tết”. Hãy giữ lại một mục."]


def test_the_file_is_part_of_the_content_and_may_be_missing(write: Write) -> None:
    root = write()
    assert load_or_raise(root).office_hours is None
    (root / "vi" / "gio-lam-viec.toml").write_text(FILE, encoding="utf-8")
    assert load_or_raise(root).office_hours == hours()


def test_a_broken_file_is_named_and_leaves_the_articles_served(write: Write) -> None:
    root = write()
    (root / "vi" / "gio-lam-viec.toml").write_text("[tuan]\n", encoding="utf-8")
    result = load(root)
    assert result.content is not None
    assert {finding.path.name for finding in result.findings} == {"gio-lam-viec.toml"}


def test_our_own_file_knows_the_holidays_of_2027() -> None:
    served = load_or_raise(Path(__file__).parents[3] / "content").office_hours
    assert served is not None
    for day in (date(2027, 1, 1), date(2027, 2, 6), date(2027, 4, 30), date(2027, 5, 1), date(2027, 9, 2)):
        assert served.day_off(day) is not None
