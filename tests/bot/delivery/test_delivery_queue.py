"""The queue: whose turn it is, and who waits."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.queue import FIRST_THE_OTHERS, SUSPECT, UpdateQueue, Waiting, lane_of

AT = datetime(2026, 11, 24, tzinfo=UTC)


def update(number: int, lane: str, failures: int = 0) -> Waiting:
    return Waiting(number, 100 + number, lane, AT, None, failures)


def queue(*updates: Waiting, most_out: int = 4) -> UpdateQueue:
    made = UpdateQueue(most_out)
    for one in updates:
        made.add(one)
    return made


def taken(of: UpdateQueue) -> list[int]:
    numbers = []
    while (one := of.take()) is not None:
        numbers.append(one.number)
    return numbers


def test_of_each_chat_one_update_is_out_at_a_time() -> None:
    assert taken(queue(update(1, "lan"), update(2, "lan"), update(3, "ba"))) == [1, 3]


def test_the_next_of_a_chat_comes_once_the_first_is_done() -> None:
    made = queue(first := update(1, "lan"), update(2, "lan"))
    assert taken(made) == [1]
    made.done(first)
    assert taken(made) == [2]


def test_an_update_that_overtook_another_of_its_chat_still_comes_after_it() -> None:
    made = queue(first := update(2, "lan"), update(7, "lan"), update(5, "lan"))
    assert taken(made) == [2]
    made.done(first)
    assert taken(made) == [5]


def test_a_flooding_chat_delays_nobody() -> None:
    flood = [update(number, "flood") for number in range(50)]
    made = queue(*flood, update(99, "lan"), most_out=2)
    assert taken(made) == [0, 99]


def test_no_more_are_out_than_allowed() -> None:
    made = queue(*(update(number, f"chat {number}") for number in range(9)), most_out=4)
    assert taken(made) == [0, 1, 2, 3]


def test_an_update_that_waits_for_telegram_takes_nobodys_place() -> None:
    made = queue(first := update(1, "lan"), update(2, "ba"), update(3, "lan"), most_out=1)
    assert taken(made) == [1]
    made.park(first)
    assert taken(made) == [2]


def test_a_chat_stands_still_while_its_update_rests_and_then_the_same_update_comes_again() -> None:
    made = queue(first := update(1, "lan"), update(2, "lan"))
    made.take()
    made.rest(first)
    assert taken(made) == []
    made.again(first)
    assert taken(made) == [1]


def test_what_comes_for_a_resting_chat_does_not_wake_it() -> None:
    made = queue(first := update(1, "lan"))
    made.take()
    made.rest(first)
    made.add(update(2, "lan"))
    assert taken(made) == []
    made.again(first)
    assert taken(made) == [1]


def test_a_suspect_runs_alone_after_the_others_so_that_no_neighbour_is_blamed_or_kept_waiting() -> None:
    made = queue(innocent := update(1, "lan"), suspect := update(2, "ba", SUSPECT), other := update(3, "tam"))
    assert taken(made) == [1, 3]
    made.done(innocent)
    assert taken(made) == []
    made.done(other)
    assert taken(made) == [2]
    made.add(update(4, "lan"))
    assert taken(made) == []
    made.done(suspect)
    assert taken(made) == [4]


def test_of_several_suspects_that_with_the_fewest_failures_is_first() -> None:
    made = queue(update(1, "ba", SUSPECT + 1), likely := update(2, "lan", SUSPECT))
    assert taken(made) == [2]
    made.done(likely)
    assert taken(made) == [1]


def test_a_suspect_does_not_wait_for_ever_for_those_who_keep_coming() -> None:
    made = queue(update(0, "ba", SUSPECT), update(1, "lan"))
    for number in range(2, FIRST_THE_OTHERS + 9):
        made.add(update(number, f"chat {number}"))
        one = made.take()
        assert one is not None
        made.done(one)
        if one.number == 0:
            return
    pytest.fail("the suspect never came")


def test_a_suspect_that_only_waits_for_telegram_holds_up_nobody() -> None:
    made = queue(suspect := update(1, "ba", SUSPECT))
    assert taken(made) == [1]
    made.park(suspect)
    made.add(update(2, "lan"))
    assert taken(made) == [2]


def test_a_closed_queue_hands_out_nothing_and_forgets_nothing() -> None:
    made = queue(update(1, "lan"))
    made.closed = True
    assert taken(made) == []
    assert len(made) == 1


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=40), st.integers())
def test_whatever_happens_every_update_is_done_once_and_in_order_within_its_chat(
    arrivals: list[tuple[int, int]], seed: int
) -> None:
    made, chance = UpdateQueue(3), Random(seed)
    waiting = [update(number, f"chat {lane}", failures) for number, (lane, failures) in enumerate(arrivals)]
    out: list[Waiting] = []
    done: list[Waiting] = []
    for one in waiting:
        made.add(one)
    while len(done) < len(waiting):
        while (one_out := made.take()) is not None:
            out.append(one_out)
            assert made.out <= 3
        assert out, "nothing may begin, yet nothing is in work"
        one = out.pop(chance.randrange(len(out)))
        if chance.random() < 0.25:
            made.rest(one)
            made.again(one)
        else:
            made.done(one)
            done.append(one)
    assert len(made) == 0
    for lane in {one.lane for one in waiting}:
        assert [one for one in done if one.lane == lane] == [one for one in waiting if one.lane == lane]


@pytest.mark.parametrize(
    ("raw", "lane"),
    [
        ({"update_id": 1, "message": {"chat": {"id": 5}, "from": {"id": 6}}}, "chat 5"),
        ({"update_id": 1, "edited_message": {"chat": {"id": -5}}}, "chat -5"),
        ({"update_id": 1, "callback_query": {"from": {"id": 6}, "message": {"chat": {"id": 5}}}}, "chat 5"),
        ({"update_id": 1, "callback_query": {"from": {"id": 6}, "inline_message_id": "x"}}, "person 6"),
        ({"update_id": 1, "inline_query": {"from": {"id": 6}}}, "person 6"),
        ({"update_id": 1, "poll_answer": {"user": {"id": 6}}}, "person 6"),
        ({"update_id": 1, "message": "không phải tin"}, "nobody"),
        ({"update_id": 1, "message": {"chat": {"id": [1]}}}, "nobody"),
    ],
)
def test_the_lane_is_the_chat_or_else_the_person(raw: dict[str, object], lane: str) -> None:
    assert lane_of(raw) == lane
