"""getUpdates: offsets, limits, waiting, conflicts."""

import asyncio
import time

import aiohttp
import pytest
from telegram import Bot, Update
from telegram.error import Conflict

from bot.sandbox import SandboxServer, Seat


async def texts(bot: Bot, offset: int | None = None, limit: int | None = None) -> list[str]:
    updates = await bot.get_updates(offset=offset, limit=limit, timeout=0)
    return [update.effective_message.text or "" for update in updates if update.effective_message]


async def test_updates_come_again_until_the_offset_confirms_them(bot: Bot, chat: Seat) -> None:
    chat.send("một")
    first = await bot.get_updates()
    assert [update.message and update.message.text for update in first] == ["/start", "một"]
    assert await texts(bot) == ["/start", "một"]
    assert await texts(bot, first[0].update_id + 1) == ["một"]
    assert await texts(bot, first[1].update_id + 1) == []
    assert await texts(bot) == []


async def test_a_negative_offset_counts_from_the_end(bot: Bot, chat: Seat) -> None:
    chat.send("một")
    chat.send("hai")
    assert await texts(bot, -1) == ["hai"]
    assert await texts(bot) == ["hai"]


async def test_the_limit_is_kept(bot: Bot, chat: Seat) -> None:
    chat.send("một")
    assert await texts(bot, limit=1) == ["/start"]


async def test_an_update_carries_what_the_library_needs(bot: Bot, chat: Seat) -> None:
    chat.send("/hoi@HoiDapSoBot lệ phí")
    update = (await bot.get_updates())[-1]
    message = update.message
    assert message is not None
    assert message.from_user is not None
    assert (message.chat.id, message.from_user.language_code) == (1001, "vi")
    assert message.parse_entities() == {message.entities[0]: "/hoi@HoiDapSoBot"}
    assert update.effective_user == message.from_user


async def test_an_edited_message_is_its_own_kind(bot: Bot, chat: Seat) -> None:
    chat.edit(chat.send("le phi"), "lệ phí")
    update = (await bot.get_updates())[-1]
    assert update.edited_message is not None
    assert (update.edited_message.text, update.message) == ("lệ phí", None)


async def test_a_long_poll_ends_as_soon_as_something_comes(bot: Bot, chat: Seat) -> None:
    await bot.get_updates(offset=-1)
    poll = asyncio.create_task(bot.get_updates(offset=(await bot.get_updates())[-1].update_id + 1, timeout=20))
    await asyncio.sleep(0.05)
    begin = time.monotonic()
    chat.send("một")
    assert [update.message and update.message.text for update in await poll] == ["một"]
    assert time.monotonic() - begin < 1


async def test_a_long_poll_ends_empty_after_its_timeout(bot: Bot) -> None:
    begin = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert 0.9 < time.monotonic() - begin < 3


async def test_only_allowed_kinds_are_queued_and_the_setting_is_remembered(bot: Bot, chat: Seat) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["edited_message"])
    message = chat.send("một")
    chat.edit(message, "hai")
    kinds = [update.to_dict().keys() - {"update_id"} for update in await bot.get_updates()]
    assert kinds[-1] == {"edited_message"}
    assert len(kinds) == 2


async def test_an_empty_list_of_kinds_is_the_default_again(bot: Bot, chat: Seat) -> None:
    await bot.get_updates(allowed_updates=["poll"])
    await bot.get_updates(allowed_updates=[])
    chat.send("một")
    assert await texts(bot) == ["/start", "một"]


async def test_a_second_poller_ends_the_first_with_a_conflict(server: SandboxServer, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await server.polled()
    async with Bot("123:abc", base_url=server.api_url) as second:
        await second.get_updates(timeout=0)
    with pytest.raises(
        Conflict, match="terminated by other getUpdates request; make sure that only one bot instance is running"
    ):
        await first


async def test_pollers_of_different_bots_do_not_meet(server: SandboxServer, bot: Bot, chat: Seat) -> None:
    async with Bot("456:def", base_url=server.api_url) as other:
        poll = asyncio.create_task(bot.get_updates(offset=-1))
        assert await other.get_updates() == ()
        assert len(await poll) == 1


async def test_polling_while_a_webhook_is_set_is_a_conflict(bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/")
    with pytest.raises(
        Conflict,
        match="can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    ):
        await bot.get_updates()


async def test_setting_a_webhook_ends_an_open_poll(server: SandboxServer, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await server.polled()
    await bot.set_webhook("http://127.0.0.1:9/")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll


async def test_the_server_stops_cleanly_with_a_long_poll_open(server: SandboxServer) -> None:
    async with aiohttp.ClientSession() as session:
        poll = asyncio.create_task(session.get(f"{server.api_url}123:abc/getUpdates", params={"timeout": 30}))
        await server.polled()
        begin = time.monotonic()
        await server.stop()
        assert time.monotonic() - begin < 1
        async with await poll as response:
            assert (await response.json())["result"] == []


async def test_whether_a_bot_is_polling_shows_and_ends_with_its_connection(server: SandboxServer) -> None:
    async with aiohttp.ClientSession() as session:
        poll = asyncio.create_task(session.get(f"{server.api_url}123:abc/getUpdates", params={"timeout": 30}))
        await server.polled()
        poll.cancel()
        await asyncio.gather(poll, return_exceptions=True)
    await asyncio.sleep(0.1)
    assert not server.bot.inbox.polling


async def test_updates_wait_for_a_bot_that_is_away(server: SandboxServer, chat: Seat) -> None:
    chat.send("ai đó?")
    async with Bot("123:abc", base_url=server.api_url) as later:
        updates = await later.get_updates(allowed_updates=Update.ALL_TYPES)
    assert [update.message and update.message.text for update in updates] == ["/start", "ai đó?"]


async def test_another_telegram_numbers_its_updates_differently() -> None:
    """Else a bot that kept its data would take the first messages of the next sandbox for those it has answered."""
    first_ids = set()
    for _ in range(3):
        async with SandboxServer({"1:a": "Bot"}) as server:
            server.user(1, "Lan", "vi").private().send("một")
            async with aiohttp.ClientSession() as session, session.get(f"{server.api_url}1:a/getUpdates") as answer:
                first_ids.add((await answer.json())["result"][0]["update_id"])
    assert len(first_ids) == 3
