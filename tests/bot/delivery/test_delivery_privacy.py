"""After a run of the real process full of personal numbers: none of them in database, write-ahead log, log, metrics or
health; and after /xoadulieu nothing of the person at all."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot.config import load_settings
from bot.privacy import hash_id, load_or_create_secret
from bot.sandbox import Group, Message, Person, SandboxServer, Seat
from bot.store.sqlite import FILE
from tests.bot.delivery.conftest import TOKEN, Process, Start

PATIENCE = 60.0
NOBODY_KNOWS = "loa phường báo tiêm phòng lúc mấy giờ"
HARMLESS = ("H17.12-260815-0001", "115.000 đồng", "1.004222")

NUMBERS = (
    "căn cước 048099001234", "cccd 048 099 001 234", "CCCD: 048.099.001.234", "can cuoc 0480-9900-1234",
    "cmnd 201234567", "CMND 201.234.567", "chung minh 201 234 567", "hộ chiếu C1234567",
    "gọi 0905123456", "goi 0905 123 456", "sdt 0905.123.456", "đt 0905-123-456", "zalo +84905123456",
    "zalo +84 905 123 456", "đt (0905) 123 456", "máy bàn 0236 3834567", "số ０９０５１２３４５６",
    "số 0905\u200b123\u200b456",
    "thẻ 4111 1111 1111 1111", "the 4111111111111111", "stk 19031234567890", "stk 0041000123456 vcb",
    "mã OTP là 735291", "ma xac thuc 735291", "mật khẩu: 73529146", "xe 43A-123.45", "bien so 92H1-012.34",
    "viết lan.rieng@example.com", "mst 0401234567",
)  # fmt: skip
TRACES = (
    "048099001234", "201234567", "C1234567", "0905123456", "905123456", "3834567", "4111111111111111",
    "19031234567890", "0041000123456", "735291", "73529146", "43A12345", "92H101234", "0401234567",
)  # fmt: skip
"""What must be found nowhere, however its digits are grouped."""

EVERY_LEVEL = """
import logging, bot.logs
configure = bot.logs.configure_logging
def configure_all(secrets=()):
    configure(secrets)
    for name in (None, *bot.logs._QUIET, "aiohttp", "asyncio", "bot", "intents"):
        logging.getLogger(name).setLevel(logging.DEBUG)
bot.logs.configure_logging = configure_all
"""


def traces_in(text: str) -> list[str]:
    found = [trace for trace in TRACES if re.search("[ .\\-\u200b]{0,3}".join(trace), text)]
    return [*found, *(["lan.rieng"] if "lan.rieng" in text else [])]


def on_disk(data: Path) -> Iterator[tuple[str, bytes]]:
    for path in data.rglob("*"):
        if path.is_file() and path.suffix != ".npz":
            yield path.name, path.read_bytes()


async def say_everything(server: SandboxServer, lan: Person, others: Group) -> None:
    """Every form of number on every way that words take to the bot."""
    chat = lan.private()
    asked = None
    for number, words in enumerate(NUMBERS):
        asked = chat.send(f"mất căn cước, {words} {HARMLESS[number % len(HARMLESS)]}")
    assert asked is not None
    chat.send_photo(caption=f"mất căn cước, {NUMBERS[0]}")
    for words in NUMBERS[:12]:
        chat.edit(asked, f"chữ ký số là gì, {words}")
        chat.send_document(b"x", f"{words}.pdf", caption=words)
        others.seat(lan).send(f"/hoi mất căn cước {words}")
        chat.inline(f"chữ ký số {words}")
    neighbours = server.group("Tổ 12", members=[server.user(1002)], with_bot=False).seat(server.user(1002))
    for words in NUMBERS:
        chat.forward(neighbours.send(f"bà con ơi {words}"))
    chat.send_contact("0905123456", "Ba 0905123456")
    chat.send(NOBODY_KNOWS)


def replies_to(message: Message, question: str) -> bool:
    return message.reply_to is not None and message.reply_to.text == question


async def answered(chat: Seat, bot: Process) -> None:
    await chat.wait_for(
        lambda message: message.reply_to is not None and message.reply_to.text == NOBODY_KNOWS, PATIENCE
    )
    await bot.settled()


async def hand_over(chat: Seat, staff: Seat, question: str) -> Message:
    """Through Hỏi cán bộ and Gửi to the staff group; the case as they see it."""
    chat.send(question)
    answer = await chat.wait_for(
        lambda message: "Hỏi cán bộ" in message.labels and replies_to(message, question), PATIENCE
    )
    chat.press(answer, "Hỏi cán bộ")
    preview = await chat.wait_for(lambda message: "Gửi" in message.labels, PATIENCE)
    await chat.press(preview, "Gửi").answered(timeout=PATIENCE)
    return await staff.wait_for(lambda message: "giá vàng" in message.text and "Trả lời" in message.labels, PATIENCE)


async def test_a_run_with_personal_numbers_leaves_none_and_an_erasure_leaves_nothing_of_the_person(
    start: Start, data: Path
) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server:
        lan = server.user(7_700_612_399, "Lan 0905123456", "vi")
        thu = server.user(5, "Thu")
        staff = server.group("Cán bộ", members=[thu], admins=[thu], supergroup=True, bot_admin=True).seat(thu)
        others = server.group("Tổ 0905 123 456", members=[lan])
        chat = lan.private()
        async with start(server.api_url, before=EVERY_LEVEL, STAFF_CHAT=str(staff.chat.id)) as bot:
            await bot.ready()
            staff.send("/moi Tổ Một")
            invitation = await staff.wait_for(lambda message: "start=to_" in message.text, PATIENCE)
            link = re.search(r"start=(to_[\w-]+)", invitation.text)
            assert link is not None
            chat.start(link[1])
            await say_everything(server, lan, others)
            await answered(chat, bot)
            card = await hand_over(chat, staff, "giá vàng hôm nay, gọi tôi 0905 123 456 nhé")
            said = staff.send("Bạn gọi 0905123456, stk 19031234567890 nhé", reply_to=card)
            told = await chat.wait_for(lambda message: "Bạn gọi" in message.text, PATIENCE)
            assert "0905123456, stk 19031234567890" in told.text
            staff.edit(said, "Bạn gọi lại 0905123456 nhé")
            await chat.wait_for(lambda message: "gọi lại 0905123456" in message.text, PATIENCE)
            chat.send("vâng, thẻ 4111 1111 1111 1111", reply_to=told)
            await staff.wait_for(lambda message: "vâng, thẻ" in message.text, PATIENCE)
            await bot.settled()

            shown = [(name, traces_in(content.decode("latin-1"))) for name, content in on_disk(data)]
            assert {name for name, _ in shown} >= {FILE, f"{FILE}-wal", f"{FILE}-shm"}
            for where, text in (
                ("/metrics", (await bot.get("/metrics"))[1]),
                ("/healthz", str(await bot.get("/healthz"))),
            ):
                shown.append((where, traces_in(text)))
            shown += [(line[:300], traces_in(line)) for line in bot.log]
            assert [(where, traces) for where, traces in shown if traces] == []
            assert any("DEBUG" in line for line in bot.log)
            with closing(sqlite3.connect(data / FILE)) as db:
                kept = " ".join(text for (text,) in db.execute("SELECT text FROM questions"))
            assert all(code in kept for code in HARMLESS)

            chat.send("/xoadulieu")
            page = await chat.wait_for(lambda message: "Xóa hết" in message.labels, PATIENCE)
            await chat.press(page, "Xóa hết").answered(timeout=PATIENCE)
            await bot.settled()
            secret = load_or_create_secret(load_settings({"HOIDAP_DATA": str(data)}, data))
            traces = [
                hash_id(secret, "user", lan.id),
                str(lan.id),
                "loa phường",
                "giá vàng",
                "bà con ơi",
                "Bạn gọi",
                "vâng, thẻ",
            ]
            left = [(name, trace) for name, content in on_disk(data) for trace in traces if trace.encode() in content]
            assert left == []
            with closing(sqlite3.connect(data / FILE)) as db:
                assert lan.id not in set(values_of(db))


def values_of(db: sqlite3.Connection) -> Iterator[object]:
    """Everything that stands in any table."""
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in db.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - names of our own schema
            yield from row
