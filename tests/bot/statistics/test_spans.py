"""Which span is meant, and what it is compared with."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services import DA_NANG
from bot.statistics.chart import axis_top
from bot.statistics.spans import MOMENT, Length, up_to_now, whole_days
from bot.statistics.words import minutes

TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=DA_NANG)


@pytest.mark.parametrize(
    ("words", "length"),
    [("ngày", Length.DAY), ("Ngay", Length.DAY), ("TUẦN", Length.WEEK), ("tháng", Length.MONTH), ("năm", None)],
)
def test_a_span_is_named_with_or_without_accents(words: str, length: Length | None) -> None:
    assert Length.named(words) is length


def test_a_morning_is_compared_with_the_morning_before() -> None:
    today = up_to_now(Length.DAY, TUESDAY)
    assert (today.since, today.until) == (datetime(2026, 11, 24, tzinfo=DA_NANG), TUESDAY + MOMENT)
    assert (today.before.since.day, today.before.until) == (23, TUESDAY - timedelta(days=1) + MOMENT)


def test_seven_days_begin_at_a_midnight_and_hold_today() -> None:
    week = up_to_now(Length.WEEK, TUESDAY)
    assert week.since == datetime(2026, 11, 18, tzinfo=DA_NANG)
    assert week.last_day == TUESDAY.date()


def test_the_last_whole_week_ends_yesterday() -> None:
    week = whole_days(Length.WEEK, TUESDAY)
    assert (week.since, week.last_day.day) == (datetime(2026, 11, 17, tzinfo=DA_NANG), 23)
    assert week.before.until == week.since


@given(st.integers(0, 10**7))
def test_the_axis_ends_at_an_even_number_that_nothing_exceeds(most: int) -> None:
    top = axis_top(most)
    assert top >= max(most, 2)
    assert top % 2 == 0
    assert top <= max(2 * most, 2)


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (timedelta(seconds=5), "1 phút"),
        (timedelta(minutes=59), "59 phút"),
        (timedelta(hours=2), "2 giờ"),
        (timedelta(minutes=135), "2 giờ 15 phút"),
        (timedelta(days=3, hours=1), "3 ngày"),
    ],
)
def test_a_wait_is_said_as_people_say_it(wait: timedelta, said: str) -> None:
    assert minutes(wait) == said
