"""How much one person may send."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import limits
from bot.limits import TELL_EVERY, PersonLimits, Rate, Verdict

RATE = Rate(20, 5)
ALLOWED, TELL, SILENT = Verdict.ALLOWED, Verdict.TELL, Verdict.SILENT


def of_one(times: Sequence[float], rate: Rate = RATE) -> list[Verdict]:
    counted = PersonLimits(lambda _: rate)
    return [counted.take("lan", at) for at in times]


def test_twenty_at_once_then_one_line_then_silence() -> None:
    assert of_one([0] * 23) == [ALLOWED] * 20 + [TELL, SILENT, SILENT]


def test_one_more_every_five_seconds() -> None:
    assert of_one([0] * 20 + [4, 5, 6, 10]) == [ALLOWED] * 20 + [TELL, ALLOWED, SILENT, ALLOWED]


def test_a_minute_later_it_is_said_again() -> None:
    verdicts = of_one([0] * 21 + [TELL_EVERY] * 13)
    assert verdicts[21:] == [ALLOWED] * 12 + [TELL]


def test_a_question_every_five_seconds_goes_on_for_ever() -> None:
    assert set(of_one([5.0 * number for number in range(1000)])) == {ALLOWED}


def test_what_piled_up_in_order_is_no_flood_however_fast_it_is_handed_over() -> None:
    assert set(of_one([1000.0 + 60 * number for number in range(500)])) == {ALLOWED}


def test_a_message_handed_over_late_counts_as_of_now() -> None:
    assert of_one([1000.0] * 10 + [0.0] * 10) == [ALLOWED] * 20


def test_people_are_counted_apart_and_some_may_send_more() -> None:
    counted = PersonLimits(lambda person: Rate(40, 1) if person == "to-cong-nghe" else RATE)
    assert [counted.take("to-cong-nghe", 0) for _ in range(40)] == [ALLOWED] * 40
    assert counted.take("lan", 0) is ALLOWED


def test_those_who_are_idle_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MANY_PEOPLE", 3)
    counted = PersonLimits(lambda _: RATE)
    for _ in range(21):
        counted.take("lan", 100)
    for name in ("a", "b"):
        counted.take(name, 0)
    counted.take("c", 100)
    assert counted.take("lan", 100) is SILENT


@given(st.lists(st.integers(0, 300), max_size=120).map(sorted), st.integers(1, 10), st.integers(1, 10))
def test_no_window_holds_more_than_the_burst_and_what_its_length_allows(
    times: list[int], burst: int, seconds: int
) -> None:
    verdicts = of_one([float(at) for at in times], Rate(burst, seconds))
    allowed = [at for at, verdict in zip(times, verdicts, strict=True) if verdict is ALLOWED]
    for first, start in enumerate(allowed):
        for count, end in enumerate(allowed[first:], start=1):
            assert count <= burst + (end - start) // seconds
