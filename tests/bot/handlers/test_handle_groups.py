"""Groups: the bot answers when it is addressed, in reply to whoever asked, and keeps silent otherwise."""

import pytest

from bot.sandbox import Entity, Group, Person, SandboxServer, Seat

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture
def group(telegram: SandboxServer, lan: Person) -> Group:
    """A group that hears everything: silence is then the bot's own doing."""
    telegram.bot.privacy_mode = False
    return telegram.group("Tổ 12", members=[lan, telegram.user(1005, "Tư", "vi")])


@pytest.fixture
def seat(group: Group, lan: Person) -> Seat:
    return group.seat(lan)


async def test_the_command_asks(seat: Seat) -> None:
    asked = seat.send("/hoi căn cước hết hạn")
    answer = await seat.next_bot_message()
    assert answer.text.startswith("Làm căn cước")
    assert answer.reply_to is asked


async def test_the_command_with_the_bots_name_asks(seat: Seat) -> None:
    seat.send("/hoi@HoiDapSoBot căn cước hết hạn")
    assert (await seat.next_bot_message()).text.startswith("Làm căn cước")


async def test_a_reply_to_the_bot_asks(seat: Seat) -> None:
    seat.send("/hoi căn cước hết hạn")
    answer = await seat.next_bot_message()
    seat.send("đăng ký chữ ký số", reply_to=answer)
    assert (await seat.next_bot_message()).text.startswith("Đăng ký chữ ký số")


async def test_a_mention_asks(seat: Seat) -> None:
    seat.send("@HoiDapSoBot căn cước hết hạn", entities=(Entity("mention", 0, 12),))
    assert (await seat.next_bot_message()).text.startswith("Làm căn cước")


async def test_the_command_under_somebodys_question_asks_that_question(seat: Seat, group: Group) -> None:
    question = seat.send("cho hỏi căn cước hết hạn thì đổi ở mô")
    seat.send("/hoi", reply_to=question)
    assert (await seat.next_bot_message()).text.startswith("Làm căn cước")


async def test_the_command_alone_says_how_to_ask(seat: Seat) -> None:
    seat.send("/hoi")
    assert "/hoi làm căn cước" in (await seat.next_bot_message()).text


@pytest.mark.parametrize(
    "text", ["căn cước hết hạn", "/start", "/chude", "/hoi@KhacBot căn cước", "@KhacBot căn cước hết hạn"]
)
async def test_everything_else_is_left_alone(seat: Seat, chat: Seat, text: str) -> None:
    entities = (Entity("mention", 0, 8),) if text.startswith("@") else ()
    seat.send(text, entities=entities)
    chat.send("căn cước hết hạn")
    await chat.next_bot_message()
    assert seat.bot_messages == []


async def test_an_edited_question_edits_the_answer(seat: Seat) -> None:
    asked = seat.send("/hoi căn cước hết hạn")
    answer = await seat.next_bot_message()
    seat.edit(asked, "/hoi đăng ký chữ ký số")
    await seat.next_edit(answer)
    assert answer.text.startswith("Đăng ký chữ ký số")


async def test_in_a_private_chat_the_command_asks_too(chat: Seat) -> None:
    chat.send("/hoi căn cước hết hạn")
    assert (await chat.next_bot_message()).text.startswith("Làm căn cước")
