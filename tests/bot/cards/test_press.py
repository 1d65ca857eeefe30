"""The press: a child process on demand, gone when idle, replaced when it dies, killed when it takes too long."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cards.press import Press, PressError
from bot.cards.sheets import Sheet, card_sheet
from bot.config import OperatorSettings
from intents.reply import Answer


@pytest.fixture
def sheet(answer: Answer) -> Sheet:
    return card_sheet(answer, OperatorSettings(), "HoiDapSoBot")


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    made = Press()
    yield made
    await made.aclose()


async def ended(press: Press) -> None:
    """Until the child is gone."""
    child = press._child
    assert child is not None
    await asyncio.wait_for(child.wait(), 10)


async def test_no_process_runs_before_the_first_sheet_and_one_serves_several(press: Press, sheet: Sheet) -> None:
    assert press.child_id is None
    first = await press.pictures(sheet)
    child = press.child_id
    assert first[0].startswith(b"\x89PNG")
    assert await press.pictures(sheet) == first
    assert press.child_id == child is not None


async def test_it_is_gone_after_its_idle_time_and_comes_back_on_demand(sheet: Sheet) -> None:
    press = Press(idle_seconds=0.05)
    await press.pictures(sheet)
    await ended(press)
    assert press.child_id is None
    assert await press.pictures(sheet)
    await press.aclose()


async def test_a_child_that_was_killed_is_replaced_and_nobody_notices(press: Press, sheet: Sheet) -> None:
    await press.pictures(sheet)
    child = press.child_id
    assert child is not None
    os.kill(child, signal.SIGKILL)
    assert await press.pictures(sheet)
    assert press.child_id != child


async def test_a_sheet_that_takes_too_long_is_an_error_and_its_process_is_killed(sheet: Sheet) -> None:
    press = Press(most_seconds=0.001)
    with pytest.raises(PressError, match="not set within"):
        await press.pictures(sheet)
    assert press.child_id is None


async def test_a_sheet_that_cannot_be_set_is_an_error_and_the_next_one_is_set(press: Press, sheet: Sheet) -> None:
    with pytest.raises(PressError, match="KeyError"):
        await press.pictures({"kind": "card"})
    assert await press.pictures(sheet)


async def test_two_at_once_are_set_one_after_the_other(press: Press, sheet: Sheet) -> None:
    both = await asyncio.gather(press.pictures(sheet), press.pictures(sheet))
    assert both[0] == both[1]


async def test_the_child_is_told_no_secret(press: Press, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIDAP_TOKEN", "1:bi-mat")
    await press.pictures(sheet)
    assert b"bi-mat" not in Path(f"/proc/{press.child_id}/environ").read_bytes()


async def test_closing_twice_and_closing_unused_are_fine(sheet: Sheet) -> None:
    press = Press()
    await press.aclose()
    await press.pictures(sheet)
    child = press.child_id
    assert child is not None
    await press.aclose()
    await press.aclose()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
