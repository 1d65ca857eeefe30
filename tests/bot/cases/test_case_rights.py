"""Who may do what: staff in the staff group, and nobody else, whatever they send or press."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Group, Message, Person, SandboxServer, Seat, ServerError
from bot.sandbox.keyboards import Button
from bot.sandbox.wire import chat_json, message_json
from bot.services import Services
from bot.staff.presses import AddPhrasing, AnyCasePress, ArticlePage, CasePress, SendArticle, Step, decode, encode
from tests.bot.cases.conftest import QUESTION, Stage, preview_of
from tests.bot.conftest import Running

STAFF_ONLY: list[AnyCasePress] = [
    *(CasePress(step, 1) for step in (Step.REPLY, Step.NOT_OURS, Step.SPAM, Step.FILE, Step.RELEASE, Step.CLOSE)),
    *(CasePress(step, 1) for step in (Step.BACK, Step.DRAFT, Step.DRAFT_NEW)),
    ArticlePage(1, 1),
    ArticlePage(1, 1, drafting=True),
    SendArticle(1, "can-cuoc"),
    AddPhrasing(1, "can-cuoc"),
]


def forged(press: AnyCasePress) -> Button:
    return Button("Giả", 0, 0, callback_data=encode(press))


@pytest.mark.parametrize("press", STAFF_ONLY, ids=encode)
async def test_a_staff_button_outside_the_staff_group_is_of_no_use(
    bot: Services, stage: Stage, thu: Person, press: AnyCasePress
) -> None:
    await stage.hand_over()
    thu.private().start()
    for seat in (stage.lan, thu.private()):
        message = await seat.wait_for(lambda message: message.text)
        assert "không còn dùng được" in (await seat.press(message, forged(press)).answered()).text
    (case,) = await bot.store.cases.open_cases()
    assert case.owner is None


@pytest.mark.parametrize("press", STAFF_ONLY, ids=encode)
async def test_who_has_left_the_group_can_press_nothing_there(
    bot: Services, stage: Stage, group: Group, dung: Person, press: AnyCasePress
) -> None:
    card = await stage.hand_over()
    group.leave(dung)
    assert "không còn dùng được" in (await stage.dung.press(card, forged(press)).answered()).text
    (case,) = await bot.store.cases.open_cases()
    assert case.owner is None


async def test_a_membership_that_cannot_be_looked_up_is_none(
    bot: Services, stage: Stage, telegram: SandboxServer
) -> None:
    card = await stage.hand_over()
    rule = telegram.faults.add("getChatMember", ServerError(500))
    assert "không còn dùng được" in (await stage.thu.press(card, "Spam").answered()).text
    telegram.faults.remove(rule)
    assert "Đã đóng" in (await stage.thu.press(card, "Spam").answered()).text


async def test_a_membership_is_remembered_for_a_minute(
    bot: Services, stage: Stage, group: Group, dung: Person, telegram: SandboxServer
) -> None:
    card = await stage.hand_over()
    began = bot.clock()
    await stage.dung.press(card, "Chọn bài").answered()
    group.leave(dung)
    bot.clock = lambda: began + timedelta(seconds=59)
    assert (await stage.dung.press(card, "Quay lại").answered()).text == ""
    bot.clock = lambda: began + timedelta(seconds=60)
    assert "không còn dùng được" in (await stage.dung.press(card, "Spam").answered()).text


async def test_somebody_elses_question_cannot_be_sent_or_cancelled(
    bot: Services, stage: Stage, telegram: SandboxServer
) -> None:
    await preview_of(stage.lan)
    other = telegram.user(1002, "Ba", "vi").private()
    other.send("căn cước hết hạn")
    answer = await other.next_bot_message()
    for step in (Step.SEND, Step.CANCEL):
        assert "không còn được lưu" in (await other.press(answer, forged(CasePress(step, 1))).answered()).text
    pressed = await other.press(answer, Button("Giả", 0, 0, callback_data="h:1")).answered()
    assert "Chỉ người hỏi" in pressed.text
    assert await bot.store.cases.open_cases() == []


async def test_somebody_elses_case_cannot_be_rated_or_added_to(
    bot: Services, stage: Stage, telegram: SandboxServer
) -> None:
    await stage.hand_over()
    other = telegram.user(1002, "Ba", "vi").private()
    other.send("căn cước hết hạn")
    answer = await other.next_bot_message()
    for step in (Step.HELPED, Step.NOT_HELPED, Step.MORE):
        assert (await other.press(answer, forged(CasePress(step, 1))).answered()).text
    assert len(other.bot_messages) == 1
    assert not any("chưa giúp được" in one.text for one in stage.thu.bot_messages)


@pytest.mark.parametrize("data", ["ca:", "ca:r", "ca:r:x", "ca:r:1:2", "ca:a:1", "ca:p:1:-1", "ca:zz:1", "ca:r:9" * 3])
async def test_data_that_we_never_wrote_is_answered_kindly(bot: Services, stage: Stage, data: str) -> None:
    card = await stage.hand_over()
    pressed = stage.thu.press(card, Button("Giả", 0, 0, callback_data=data))
    assert "không còn dùng được" in (await pressed.answered()).text


@pytest.mark.parametrize("press", [*STAFF_ONLY, *(CasePress(step, 10**17) for step in Step)], ids=encode)
def test_a_button_means_after_a_restart_what_it_meant_before(press: AnyCasePress) -> None:
    assert decode(encode(press)) == press


async def test_the_command_of_staff_is_an_unknown_one_to_a_resident(bot: Services, stage: Stage) -> None:
    await stage.hand_over()
    stage.lan.send("/choxuly")
    assert QUESTION not in (await stage.lan.wait_for(lambda message: "/chude" in message.text)).text


async def test_in_another_group_it_says_nothing(
    bot: Services, stage: Stage, telegram: SandboxServer, thu: Person
) -> None:
    await stage.hand_over()
    other = telegram.group("Nhóm khác", [thu], bot_admin=True, supergroup=True).seat(thu)
    other.send("/choxuly")
    other.send("/hoi căn cước hết hạn")
    assert (await other.next_bot_message()).text.startswith("Làm căn cước")


async def test_the_group_itself_may_answer(bot: Services, stage: Stage, telegram: SandboxServer, group: Group) -> None:
    card = await stage.hand_over()
    in_the_name(telegram, stage.thu, card, group.chat.id)
    answer = await stage.lan.wait_for(lambda message: "Cán bộ trả lời" in message.text)
    assert "Đây nhé" in answer.text


async def test_a_channel_that_posts_in_the_group_is_not_staff(
    bot: Services, stage: Stage, telegram: SandboxServer
) -> None:
    card = await stage.hand_over()
    in_the_name(telegram, stage.thu, card, -1009999999999)
    stage.thu.send("Trả lời thật", reply_to=card)
    answer = await stage.lan.wait_for(lambda message: "Cán bộ trả lời" in message.text)
    assert "Trả lời thật" in answer.text


def in_the_name(telegram: SandboxServer, seat: Seat, card: Message, chat_id: int) -> None:
    """A reply in the group written in the name of a chat, as an anonymous administrator's or a channel's is."""
    written = seat.send("chỉ để có một tin")
    raw = message_json(written)
    raw |= {
        "message_id": written.id + 1000,
        "text": "Đây nhé",
        "from": {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"},
        "sender_chat": chat_json(seat.chat) | {"id": chat_id},
        "reply_to_message": message_json(card, nested=False),
    }
    telegram.bot.inbox.push("message", seat.chat.id, raw)


async def test_not_being_an_administrator_is_said_with_what_to_do(running: Running, group: Group, stage: Stage) -> None:
    group.add_bot(admin=False)
    async with running():
        told = await stage.thu.wait_for(lambda message: "chưa là quản trị viên" in message.text)
        assert "Thêm quản trị viên" in told.text
        group.add_bot(admin=True)
        await stage.thu.wait_for(lambda message: "sẵn sàng" in message.text)


async def test_when_the_bot_is_not_in_the_group_residents_get_1022(
    running: Running, group: Group, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    group.remove_bot()
    async with running() as services:
        assert services.desk is not None
        await services.desk.check()
        assert "HOIDAP_STAFF_CHAT" in caplog.text
        asked = stage.lan.send(QUESTION)
        answer = await stage.lan.wait_for(lambda message: message.reply_to is asked)
        await stage.lan.press(answer, "Hỏi cán bộ").answered()
        told = await stage.lan.wait_for(lambda message: message.reply_to is answer)
        assert "1022" in told.text
        assert told.labels == []
