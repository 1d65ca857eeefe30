"""Groups with and without rights, with topics, and groups that become supergroups."""

import pytest

from bot.sandbox import Group, Person, SandboxServer, Seat
from bot.services import Services
from intents.content.model import Content
from intents.match.decision import Thresholds
from intents.responder import Responder

from ..conftest import Settled

QUESTION = "/hoi căn cước hết hạn"


@pytest.fixture
def group(telegram: SandboxServer, lan: Person) -> Group:
    return telegram.group("Tổ 12", members=[lan, telegram.user(1005, "Tư", "vi")])


@pytest.fixture
def seat(group: Group, lan: Person) -> Seat:
    return group.seat(lan)


async def test_an_answer_in_a_group_is_short_and_leads_to_the_private_chat(bot: Services, seat: Seat) -> None:
    seat.send(QUESTION)
    answer = await seat.next_bot_message()
    assert answer.text == (
        "Làm căn cước\n\nLàm ở công an phường. Cấp lại hết 35.000 đồng.\n\n"
        "Nguồn: Nghị định 1/2025\nTheo nguồn đến 08/2026"
    )
    assert [(one.text, one.url) for one in answer.buttons] == [
        ("Xem thêm ở tin riêng", "https://t.me/HoiDapSoBot?start=can-cuoc")
    ]


async def test_the_link_shows_the_article_in_the_private_chat(bot: Services, chat: Seat) -> None:
    chat.start("can-cuoc")
    assert (await chat.next_bot_message()).text.startswith("Làm căn cước")


async def test_the_facet_asked_for_is_named_in_the_title(bot: Services, seat: Seat) -> None:
    seat.send("/hoi làm căn cước mấy ngày có")
    assert (await seat.next_bot_message()).text.startswith("Làm căn cước: Thời gian\n\n7 ngày làm việc.")


async def test_what_is_not_known_is_said_in_one_line_with_the_way_to_the_private_chat(
    bot: Services, seat: Seat
) -> None:
    seat.send("/hoi giá vàng hôm nay bao nhiêu")
    answer = await seat.next_bot_message()
    assert "1022" in answer.text
    assert "\n" not in answer.text
    assert answer.button("Hỏi ở tin riêng").url == "https://t.me/HoiDapSoBot?start=hoi"


async def test_with_privacy_mode_on_a_command_and_a_reply_are_heard(
    bot: Services, telegram: SandboxServer, seat: Seat
) -> None:
    assert telegram.bot.privacy_mode
    seat.send(QUESTION)
    answer = await seat.next_bot_message()
    seat.send("đăng ký chữ ký số", reply_to=answer)
    assert (await seat.next_bot_message()).text.startswith("Đăng ký chữ ký số")


async def test_an_administrator_bot_hears_all_and_still_answers_only_when_addressed(
    bot: Services, group: Group, seat: Seat, telegram: SandboxServer, settled: Settled
) -> None:
    group.add_bot(admin=True)
    seat.send("căn cước hết hạn")
    await telegram.polled()
    await settled()
    assert seat.bot_messages == []


async def test_the_answer_stands_in_the_topic_of_the_question(
    bot: Services, telegram: SandboxServer, lan: Person
) -> None:
    seat = telegram.group("Diễn đàn", members=[lan], supergroup=True).seat(lan)
    seat.send(QUESTION, thread=7)
    assert (await seat.next_bot_message()).thread_id == 7


async def test_a_topic_that_is_gone_does_not_keep_the_answer_back(
    bot: Services, telegram: SandboxServer, lan: Person
) -> None:
    seat = telegram.group("Diễn đàn", members=[lan], supergroup=True).seat(lan)
    seat.send(QUESTION, thread=7)
    seat.chat.threads.clear()
    assert (await seat.next_bot_message()).thread_id is None


async def test_without_the_right_to_write_the_answer_comes_in_private_and_says_why(
    bot: Services, group: Group, seat: Seat, chat: Seat, telegram: SandboxServer
) -> None:
    chat.start()
    await chat.next_bot_message()
    group.restrict_bot()
    seat.send(QUESTION)
    await chat.wait_for(lambda message: message.text.startswith("Làm căn cước"))
    assert "chưa được phép nhắn trong nhóm “Tổ 12”" in chat.bot_messages[-2].text
    assert seat.bot_messages == []


async def test_whoever_never_wrote_to_the_bot_cannot_be_told_and_nothing_breaks(
    bot: Services, group: Group, seat: Seat
) -> None:
    group.restrict_bot()
    seat.send(QUESTION)
    group.add_bot()
    seat.send("/hoi đăng ký chữ ký số")
    assert (await seat.wait_for(lambda message: message.text.startswith("Đăng ký chữ ký số"))).text


async def test_whoever_takes_the_right_away_is_told_in_private(
    bot: Services, group: Group, seat: Seat, chat: Seat
) -> None:
    chat.start()
    await chat.next_bot_message()
    group.restrict_bot()
    assert "chưa được phép nhắn trong nhóm “Tổ 12”" in (await chat.next_bot_message()).text


async def test_a_group_that_becomes_a_supergroup_is_followed(
    bot: Services, group: Group, lan: Person, telegram: SandboxServer
) -> None:
    grown = group.migrate()
    seat = grown.seat(lan)
    seat.send(QUESTION)
    assert (await seat.next_bot_message()).text.startswith("Làm căn cước")


async def test_a_question_asked_just_before_is_answered_in_the_supergroup(
    bot: Services, group: Group, seat: Seat, lan: Person
) -> None:
    seat.send(QUESTION)
    later = group.migrate().seat(lan)
    assert (await later.next_bot_message()).text.startswith("Làm căn cước")


async def test_a_button_pressed_just_before_is_worked_off_in_the_supergroup(
    bot: Services, group: Group, seat: Seat, lan: Person, small_content: Content
) -> None:
    bot.responder = Responder(small_content, Thresholds(answer_score=1.0))
    seat.send(QUESTION)
    offer = await seat.next_bot_message()
    press = seat.press(offer, "Làm căn cước")
    later = group.migrate().seat(lan)
    await press.answered()
    assert (await later.next_bot_message()).text.startswith("Làm căn cước")
