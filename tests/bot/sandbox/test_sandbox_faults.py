"""Faults, each switched on by hand."""

import time
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TimedOut

from bot.sandbox import (
    Delayed,
    DroppedAfter,
    DroppedBefore,
    RateLimited,
    SandboxServer,
    Seat,
    ServerError,
)  # fmt: skip


async def outcomes(bot: Bot, count: int) -> str:
    """One letter a call: "." delivered as far as the caller knows, "x" failed."""
    letters = ""
    for number in range(count):
        try:
            await bot.send_message(1001, str(number))
        except NetworkError:
            letters += "x"
        else:
            letters += "."
    return letters


async def test_a_rate_limit_says_when_to_come_again(
    server: SandboxServer, bot: Bot, chat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    server.faults.add("sendMessage", RateLimited(retry_after=7), times=1)
    with pytest.raises(RetryAfter) as limited:
        await bot.send_message(1001, "x")
    assert limited.value.retry_after == timedelta(seconds=7)
    assert chat.bot_messages == []
    await bot.send_message(1001, "x")


@pytest.mark.parametrize(("code", "text"), [(500, "Internal Server Error"), (502, "Bad Gateway")])
async def test_a_server_error_does_nothing(server: SandboxServer, bot: Bot, chat: Seat, code: int, text: str) -> None:
    server.faults.add("sendMessage", ServerError(code), times=1)
    with pytest.raises(NetworkError, match=f"(?i){text}"):
        await bot.send_message(1001, "x")
    assert chat.bot_messages == []


async def test_a_connection_dropped_before_acceptance_does_nothing(server: SandboxServer, bot: Bot, chat: Seat) -> None:
    server.faults.add("sendMessage", DroppedBefore(), times=1)
    with pytest.raises(NetworkError):
        await bot.send_message(1001, "x")
    assert (chat.bot_messages, server.calls.accepted("sendMessage")) == ([], [])


async def test_a_connection_dropped_after_acceptance_did_it_unheard(
    server: SandboxServer, bot: Bot, chat: Seat
) -> None:
    server.faults.add("sendMessage", DroppedAfter(), times=1)
    with pytest.raises(NetworkError):
        await bot.send_message(1001, "x")
    assert chat.last_bot_message.text == "x"
    assert [call.fault for call in server.calls.accepted("sendMessage")] == ["DroppedAfter"]


async def test_a_delay_holds_back_the_answer(server: SandboxServer, bot: Bot, chat: Seat) -> None:
    server.faults.add("sendMessage", Delayed(0.3), times=1)
    begin = time.monotonic()
    await bot.send_message(1001, "x")
    assert time.monotonic() - begin >= 0.3


async def test_a_caller_who_gives_up_early_does_not_hear_what_was_done(
    server: SandboxServer, bot: Bot, chat: Seat
) -> None:
    server.faults.add("sendMessage", Delayed(0.5), times=1)
    with pytest.raises(TimedOut):
        await bot.send_message(1001, "x", read_timeout=0.1)
    assert chat.last_bot_message.text == "x"


async def test_a_delay_can_come_before_the_deed(server: SandboxServer, bot: Bot, chat: Seat) -> None:
    server.faults.add("sendMessage", Delayed(0.2, before=True), times=1)
    with pytest.raises(TimedOut):
        await bot.send_message(1001, "x", read_timeout=0.05)
    assert chat.bot_messages == []
    assert (await chat.next_bot_message()).text == "x"


async def test_faults_strike_by_count_after_some_calls(server: SandboxServer, bot: Bot, chat: Seat) -> None:
    rule = server.faults.add("sendMessage", ServerError(), times=2, skip=1)
    assert await outcomes(bot, 5) == ".xx.."
    assert rule.struck == 2


async def test_faults_strike_by_chance_the_same_way_for_the_same_seed() -> None:
    runs = []
    for _ in range(2):
        async with SandboxServer({"123:abc": "HoiDapSoBot"}, seed=5) as server:
            server.user(1001).private().start()
            server.faults.add("sendMessage", ServerError(), probability=0.5)
            async with Bot("123:abc", base_url=server.api_url) as bot:
                runs.append(await outcomes(bot, 20))
    assert runs[0] == runs[1]
    assert {".", "x"} == set(runs[0])


async def test_faults_strike_chosen_methods_and_chosen_calls(server: SandboxServer, bot: Bot, chat: Seat) -> None:
    server.faults.add(["sendMessage", "editMessageText"], ServerError(), when=lambda params: params["text"] == "hai")
    await bot.send_message(1001, "một")
    with pytest.raises(NetworkError):
        await bot.send_message(1001, "hai")
    assert await bot.get_me()


async def test_a_fault_can_strike_every_method_and_be_switched_off(server: SandboxServer, bot: Bot) -> None:
    rule = server.faults.add("*", ServerError())
    with pytest.raises(NetworkError):
        await bot.get_me()
    server.faults.remove(rule)
    await bot.get_me()


async def test_updates_whose_answer_was_lost_come_again(server: SandboxServer, bot: Bot, chat: Seat) -> None:
    server.faults.add("getUpdates", DroppedAfter(), times=1)
    with pytest.raises(NetworkError):
        await bot.get_updates()
    assert len(await bot.get_updates()) == 1
