"""Who may have asked lately: never a no for somebody who did."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.store.lately import MANY, Lately

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECONDS = st.integers(0, 20_000)


def after(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


@given(st.lists(st.tuples(st.sampled_from("abc"), SECONDS)), st.sampled_from("abcd"), SECONDS)
def test_who_asked_since_then_is_known_and_who_did_not_is_not(
    asked: list[tuple[str, int]], who: str, since: int
) -> None:
    lately = Lately(START, {})
    for asker, at in sorted(asked, key=lambda one: one[1]):
        lately.asked(asker, after(at))
    assert lately.may_have_asked(who, after(since)) == any(one == who and at >= since for one, at in asked)


def test_before_the_database_was_read_nothing_is_certain() -> None:
    assert Lately(START, {}).may_have_asked("a", after(-1))


def test_who_asked_long_ago_is_forgotten_and_then_uncertain() -> None:
    lately = Lately(START, {})
    for number in range(MANY + 1):
        lately.asked(f"đã lâu {number}", after(0))
    lately.asked("vừa xong", after(7200))
    assert lately.may_have_asked("đã lâu 0", after(0))
    assert not lately.may_have_asked("đã lâu 0", after(3600))
    assert lately.may_have_asked("vừa xong", after(7200))


def test_who_was_erased_has_asked_nothing() -> None:
    lately = Lately(START, {})
    lately.asked("a", after(1))
    lately.forget("a")
    assert not lately.may_have_asked("a", after(0))
