"""The real process over a database that is full, locked for long, or damaged: said, nothing acknowledged that is not
stored, answered once it can be, without anybody's help where there is nothing to help with."""

from __future__ import annotations

import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.sandbox import SandboxServer, Seat
from bot.store.sqlite import FILE
from tests.bot.delivery.conftest import TOKEN, Process, Start

PATIENCE = 60.0
QUESTION, ANSWER = "chữ ký số là gì", "Chữ ký số là gì"


def resident(server: SandboxServer) -> Seat:
    return server.user(1001, "Lan", "vi").private()


def damaged_files(data: Path) -> list[Path]:
    return [path for path in data.glob(f"{FILE}.hong-*") if not path.name.endswith(("-wal", "-shm"))]


class Disk:
    """How large a file of that process may become, which from within is a disk without room."""

    def __init__(self, bot: Process) -> None:
        self._pid = bot.process.pid

    def fill(self) -> None:
        resource.prlimit(self._pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    def free(self) -> None:
        resource.prlimit(self._pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


async def test_a_full_disk_is_said_nothing_is_acknowledged_and_answers_come_once_there_is_room(start: Start) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server, start(server.api_url) as bot:
        await bot.ready()
        chat = resident(server)
        chat.send(QUESTION)
        await chat.next_bot_message(timeout=PATIENCE)
        await bot.settled()
        disk = Disk(bot)
        disk.fill()
        chat.send("mất căn cước")
        assert "chỗ trống" in await bot.logged("chưa được nhận")
        assert [update.kind for update in server.bot.inbox.pending] == ["message"]
        status, health = await bot.get("/healthz")
        assert (status, health["problems"]) == (503, ["không ghi được vào cơ sở dữ liệu"])
        disk.free()
        assert (await chat.next_bot_message(timeout=PATIENCE)).text.startswith("Cấp, đổi, cấp lại")
        assert (await bot.get("/healthz"))[0] == 200


async def test_a_disk_that_is_full_at_start_is_said_and_waited_for(start: Start, data: Path) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server:
        chat = resident(server)
        async with start(server.api_url) as bot:
            await bot.ready()
        chat.send(QUESTION)
        no_room = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))"
        async with start(server.api_url, before=no_room) as bot:
            await bot.logged("dọn chỗ trống")
            assert server.bot.inbox.pending
            Disk(bot).free()
            assert (await chat.next_bot_message(timeout=PATIENCE)).text.startswith(ANSWER)


async def test_a_file_that_is_no_database_is_moved_aside_and_questions_are_answered(start: Start, data: Path) -> None:
    rubbish = b"khong phai co so du lieu" * 1000
    (data / FILE).write_bytes(rubbish)
    async with SandboxServer({TOKEN: "Bot"}) as server:
        chat = resident(server)
        chat.send(QUESTION)
        async with start(server.api_url) as bot:
            assert "sao lưu" in await bot.logged("Cơ sở dữ liệu bị hỏng")
            assert (await chat.next_bot_message(timeout=PATIENCE)).text.startswith(ANSWER)
            assert not any("Traceback" in line for line in bot.log)
    assert [path.read_bytes() for path in damaged_files(data)] == [rubbish]


def spoil(path: Path, table: str) -> None:
    """Overwrites the first page of a table."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


@pytest.mark.parametrize("table", ["inbox", "languages"])
async def test_a_damaged_page_is_mended_at_start_and_what_can_be_read_is_kept(
    start: Start, data: Path, table: str
) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server:
        chat = resident(server)
        async with start(server.api_url) as bot:
            chat.send("/ngonngu")
            page = await chat.next_bot_message(timeout=PATIENCE)
            await chat.press(page, "English").answered()
            chat.send(QUESTION)
            await chat.next_bot_message(timeout=PATIENCE)
            await bot.settled()
            assert await bot.terminate() == 0
        spoil(data / FILE, table)
        chat.send("mất căn cước")
        async with start(server.api_url) as bot:
            assert (await chat.next_bot_message(timeout=PATIENCE)).text
            await bot.settled()
            assert (await bot.get("/healthz"))[0] == 200
    with closing(sqlite3.connect(data / FILE)) as db:
        kept = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("questions", "languages")}  # noqa: S608
    assert kept == {"questions": 2, "languages": 1} | ({table: kept[table]} if table in kept else {})


async def test_a_database_that_is_damaged_while_the_bot_runs_is_mended_and_staff_hear_of_it(
    start: Start, data: Path
) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server:
        thu = server.user(5, "Thu")
        staff = server.group("Cán bộ", members=[thu], bot_admin=True).seat(thu)
        async with start(server.api_url, STAFF_CHAT=str(staff.chat.id)) as bot:
            await bot.ready()
            chat = resident(server)
            chat.send(QUESTION)
            await chat.next_bot_message(timeout=PATIENCE)
            await bot.settled()
            spoil(data / FILE, "inbox")
            chat.send("mất căn cước")
            await bot.logged("Cơ sở dữ liệu bị hỏng. Đã dời")
            assert (await chat.next_bot_message(timeout=PATIENCE)).text.startswith("Cấp, đổi, cấp lại")
            await staff.wait_for(lambda _: any("bị hỏng" in message.text for message in staff.bot_messages))
            await bot.settled()
            assert (await bot.get("/healthz"))[0] == 200
            assert bot.process.returncode is None
    assert len(damaged_files(data)) == 1
