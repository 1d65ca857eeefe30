"""The real process over HTTP: killed, doubled, locked out, without an API; seen by its answers, health and metrics."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import aiohttp

from bench.backlog import backlog
from bench.soak import Plan, soak
from bot.sandbox import Delayed, DroppedAfter, SandboxServer, ServerError
from bot.store.sqlite import FILE
from bot.webhook import SECRET_HEADER
from tests.bot.delivery.conftest import TOKEN, Start, free_port


async def test_questions_survive_kills_while_one_call_in_ten_fails(data: Path) -> None:
    figures = await soak(Plan(questions=120, people=12, kills=3, longest_life=1.0), data)
    assert figures.flaws() == [], str(figures)
    assert figures.asked == 120


async def test_a_backlog_is_worked_off_without_one_message_that_comes_too_fast(data: Path) -> None:
    figures = await backlog(questions=100, people=45, data=data, patience=60)
    assert figures.flaws() == [], str(figures)


async def test_an_answer_whose_outcome_was_not_recorded_comes_again_and_is_counted(start: Start, data: Path) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server:
        chat = server.user(1001, "Lan", "vi").private()
        server.faults.add("sendMessage", DroppedAfter(), times=1)
        async with start(server.api_url) as bot:
            chat.send("chữ ký số là gì")
            first = await chat.next_bot_message(timeout=60)
            await bot.kill()
        async with start(server.api_url) as bot:
            again = await chat.next_bot_message(timeout=60)
            assert again.text == first.text
            assert "hoidap_possible_duplicates 1.0" in (await bot.get("/metrics"))[1]


async def test_sigterm_lets_what_is_in_work_end_and_leaves_the_rest_for_the_next_start(start: Start) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server:
        chat = server.user(1001, "Lan", "vi").private()
        rule = server.faults.add("sendMessage", ServerError(500))
        async with start(server.api_url) as bot:
            await bot.ready()
            chat.send("chữ ký số là gì")
            chat.send("mất căn cước")
            await server.feed.until(lambda: server.calls.of("sendMessage") or None, 10, "nothing was sent")
            assert await bot.terminate() == 0
        server.faults.remove(rule)
        async with start(server.api_url):
            assert (await chat.next_bot_message(timeout=60)).text.startswith("Chữ ký số là gì")
            assert (await chat.next_bot_message(timeout=60)).text.startswith("Cấp, đổi, cấp lại thẻ căn cước")


async def test_at_sigterm_a_call_that_is_under_way_is_waited_for_and_nothing_new_is_taken(
    start: Start, data: Path
) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server:
        chat = server.user(1001, "Lan", "vi").private()
        slow = server.faults.add("sendMessage", Delayed(2.0))
        async with start(server.api_url) as bot:
            await bot.ready()
            chat.send("chữ ký số là gì")
            await server.feed.until(lambda: server.calls.of("sendMessage") or None, 10, "nothing was sent")
            bot.process.terminate()
            chat.send("mất căn cước")
            assert await asyncio.wait_for(bot.process.wait(), 15) == 0
        server.faults.remove(slow)
        assert len(chat.bot_messages) == 1
        with closing(sqlite3.connect(data / FILE)) as db:
            assert db.execute("SELECT outcome, uncertain FROM inbox ORDER BY id").fetchone() == ("sent", 0)
        async with start(server.api_url) as bot:
            await chat.wait_for(lambda message: message.text.startswith("Cấp, đổi, cấp lại"), timeout=60)
            await bot.settled()
        assert len(chat.bot_messages) == 2


async def test_a_second_bot_on_the_same_data_says_so_waits_and_takes_over(start: Start) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server, start(server.api_url) as first:
        await first.ready()
        async with start(server.api_url) as second:
            assert "HOIDAP_DATA" in await second.logged("bản khác")
            await first.kill()
            await second.ready()


async def test_a_database_held_by_another_program_is_said_and_waited_for(start: Start, data: Path) -> None:
    other = sqlite3.connect(data / FILE, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("BEGIN IMMEDIATE")
    async with SandboxServer({TOKEN: "Bot"}) as server, start(server.api_url) as bot:
        chat = server.user(1001, "Lan", "vi").private()
        chat.send("chữ ký số là gì")
        await bot.logged("đang bị chương trình khác giữ")
        assert server.bot.inbox.pending
        other.close()
        assert (await chat.next_bot_message(timeout=60)).text.startswith("Chữ ký số là gì")


async def test_what_cannot_be_stored_is_not_acknowledged(start: Start, data: Path) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server, start(server.api_url) as bot:
        await bot.ready()
        await server.polled()
        with closing(sqlite3.connect(data / FILE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            chat = server.user(1001, "Lan", "vi").private()
            chat.send("chữ ký số là gì")
            await bot.logged("chưa được nhận")
            assert [update.kind for update in server.bot.inbox.pending] == ["message"]
            status, health = await bot.get("/healthz")
            assert (status, health["ok"]) == (503, False)
            assert "cơ sở dữ liệu" in health["problems"][0]
        assert (await chat.next_bot_message(timeout=60)).text.startswith("Chữ ký số là gì")
        assert (await bot.get("/healthz"))[0] == 200


async def test_health_and_metrics_are_there_in_polling_too(start: Start) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server, start(server.api_url) as bot:
        await bot.ready()
        chat = server.user(1001, "Lan", "vi").private()
        chat.send("chữ ký số là gì, số của tôi 0905123456")
        await chat.next_bot_message()
        await bot.settled()
        status, health = await bot.get("/healthz")
        assert (status, health["ok"], health["problems"], health["pending"]) == (200, True, [], 0)
        assert len(health["content"]) == 64
        text = (await bot.get("/metrics"))[1]
        assert 'hoidap_updates_ended_total{outcome="sent"} 1.0' in text
        assert health["content"] in text
        assert "0905123456" not in text
        assert "1001" not in text


async def test_a_post_that_cannot_be_stored_gets_no_200(start: Start, data: Path) -> None:
    listen = f"127.0.0.1:{free_port()}"
    url = f"http://{listen}/tin"
    async with (
        SandboxServer({TOKEN: "Bot"}, webhook_retry=0.05) as server,
        start(server.api_url, WEBHOOK_URL=url, WEBHOOK_SECRET="mat-khau", LISTEN=listen) as bot,
        aiohttp.ClientSession(headers={SECRET_HEADER: "mat-khau"}) as http,
    ):
        await bot.ready()
        with closing(sqlite3.connect(data / FILE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert (await http.post(url, json={"update_id": 7, "message": {}})).status == 503
        assert (await http.post(url, json={"update_id": 7, "message": {}})).status == 200
        assert (await http.post(url, data=b"[" * 100_000)).status == 400
    with closing(sqlite3.connect(data / FILE)) as db:
        assert db.execute("SELECT update_id FROM inbox").fetchall() == [(7,)]


async def test_an_address_that_telegram_refuses_is_named(start: Start) -> None:
    async with (
        SandboxServer({TOKEN: "Bot"}) as server,
        start(server.api_url, WEBHOOK_URL="https://example.org:81/tin", WEBHOOK_SECRET="mat-khau") as bot,
    ):
        await bot.logged("HOIDAP_WEBHOOK_URL")
        assert await asyncio.wait_for(bot.process.wait(), 30) == 2
        assert not any("Traceback" in line for line in bot.log)


async def test_an_api_that_goes_away_is_said_and_questions_are_answered_once_it_is_back(start: Start) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server, start(server.api_url) as bot:
        await bot.ready()
        await server.polled()
        await server.stop()
        await bot.logged("Chưa lấy được tin mới")
        await server.start()
        chat = server.user(1001, "Lan", "vi").private()
        chat.send("chữ ký số là gì")
        assert (await chat.next_bot_message(timeout=60)).text.startswith("Chữ ký số là gì")


async def test_everything_goes_through_the_proxy(start: Start) -> None:
    seen: list[str] = []
    async with SandboxServer({TOKEN: "Bot"}) as server:

        async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            head = await reader.readuntil(b"\r\n")
            seen.append(head.decode().split()[1].partition("/bot")[0])
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", server.port)
            up_writer.write(head)
            ways = [asyncio.create_task(_copy(reader, up_writer)), asyncio.create_task(_copy(up_reader, writer))]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            for end in (up_writer, writer):
                end.close()

        proxy = await asyncio.start_server(pass_on, "127.0.0.1", 0)
        address = f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}"
        async with proxy, start(server.api_url, PROXY=address):
            chat = server.user(1001, "Lan", "vi").private()
            chat.send("chữ ký số là gì")
            assert (await chat.next_bot_message(timeout=60)).text.startswith("Chữ ký số là gì")
        assert set(seen) == {server.url}
        assert len(seen) > 1


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(65_536):
        writer.write(piece)
        await writer.drain()
