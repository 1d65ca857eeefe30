"""/start, /help, deep links, and commands that do not exist."""

import pytest

from bot.sandbox import SandboxServer, Seat

pytestmark = pytest.mark.usefixtures("bot")


async def test_start_says_what_this_is_and_that_it_is_no_official_channel(chat: Seat) -> None:
    chat.start()
    greeting = await chat.next_bot_message()
    assert "không phải kênh" in greeting.text.lower()
    assert len(greeting.text) < 900


async def test_start_with_an_article_shows_it(chat: Seat) -> None:
    chat.start("can-cuoc")
    assert (await chat.next_bot_message()).text.startswith("Làm căn cước")


async def test_the_article_of_a_link_can_be_read_in_full(chat: Seat) -> None:
    chat.start("can-cuoc")
    answer = await chat.next_bot_message()
    await chat.press(answer, "Xem đầy đủ").answered()
    assert "7 ngày làm việc" in answer.text


@pytest.mark.parametrize("payload", ["khong-co-bai-nay", "../../etc/passwd", "a" * 64])
async def test_start_with_something_else_says_that_it_is_not_there(chat: Seat, payload: str) -> None:
    chat.start(payload)
    assert (await chat.next_bot_message()).text


async def test_help_names_the_topics_there_are(chat: Seat) -> None:
    chat.send("/help")
    text = (await chat.next_bot_message()).text
    assert "Chữ ký số" in text
    assert "Tổ công nghệ số" not in text


async def test_a_command_that_does_not_exist_gets_the_help(chat: Seat) -> None:
    chat.send("/abc xyz")
    assert "Chữ ký số" in (await chat.next_bot_message()).text


async def test_in_a_group_the_bot_keeps_silent(telegram: SandboxServer, chat: Seat) -> None:
    person = telegram.user(1005, "Tư", "vi")
    group = telegram.group("Tổ 12", members=[person])
    group.seat(person).send("/start")
    chat.send("căn cước hết hạn")
    await chat.next_bot_message()
    assert group.seat(person).bot_messages == []
