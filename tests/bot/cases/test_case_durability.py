"""Two staff at once, restarts in the middle, replays, a group that moves, fifty cases, reminders, forgetting."""

from __future__ import annotations

import dataclasses
import sqlite3
from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.sandbox import Group, Message, Person, SandboxServer, ServerError
from bot.sandbox.delivery import deliver_message
from bot.services import DA_NANG, Services
from bot.staff.staff_words import message_link
from bot.store.sqlite import FILE
from intents.content.model import Content
from intents.content.office_hours import DayOff, OfficeHours, Shift
from tests.bot.cases.conftest import QUESTION, Stage, preview_of
from tests.bot.conftest import NOW, TOKEN, Running

WEEK = OfficeHours((*[(Shift(time(7, 30), time(11, 30)), Shift(time(13, 30), time(17)))] * 5, (), ()))


async def test_one_of_two_staff_gets_it_and_the_other_is_told_by_whom(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    first, second = stage.thu.press(card, "Trả lời"), stage.dung.press(card, "Trả lời")
    assert (await first.answered()).text == ""
    assert "Thu đang trả lời" in (await second.answered()).text
    stage.dung.send("Của Dũng", reply_to=card)
    told = await stage.dung.wait_for(lambda message: "chưa được gửi" in message.text)
    assert "Thu đang trả lời" in told.text
    stage.thu.send("Của Thu", reply_to=card)
    await stage.lan.wait_for(lambda message: "Của Thu" in message.text)
    assert not any("Của Dũng" in message.text for message in stage.lan.bot_messages)


async def test_two_replies_at_once_send_one_answer(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    stage.thu.send("Một", reply_to=card)
    stage.dung.send("Hai", reply_to=card)
    await stage.dung.wait_for(lambda message: "chưa được gửi" in message.text)
    await stage.lan.wait_for(lambda message: "Một" in message.text)
    assert not any("Hai" in message.text for message in stage.lan.bot_messages)


async def test_what_was_let_go_or_left_lying_can_be_taken(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    await stage.thu.press(card, "Trả lời").answered()
    await stage.thu.wait_for(lambda message: message is card and "Nhả câu này" in message.labels)
    assert "Thu đang trả lời" in (await stage.dung.press(card, "Nhả câu này").answered()).text
    await stage.thu.press(card, "Nhả câu này").answered()
    assert (await stage.dung.press(card, "Trả lời").answered()).text == ""
    bot.clock = lambda: NOW + timedelta(minutes=31)
    assert (await stage.thu.press(card, "Trả lời").answered()).text == ""


async def test_an_answer_given_while_the_bot_was_off_arrives_once(running: Running, stage: Stage) -> None:
    async with running():
        card = await stage.hand_over()
    stage.thu.send("Đây nhé", reply_to=card)
    async with running():
        await stage.lan.wait_for(lambda message: "Đây nhé" in message.text)
    async with running() as services:
        assert services.desk is not None
        await services.desk.tick()
    assert len([one for one in stage.lan.bot_messages if "Đây nhé" in one.text]) == 1


async def test_a_case_that_could_not_be_shown_before_a_restart_is_shown_after_it(
    running: Running, stage: Stage, telegram: SandboxServer, group: Group
) -> None:
    rule = telegram.faults.add("sendMessage", ServerError(502), when=lambda params: int(params["chat_id"]) == group.id)
    async with running():
        preview = await preview_of(stage.lan)
        await stage.lan.press(preview, "Gửi").answered()
    telegram.faults.remove(rule)
    async with running():
        card = await stage.thu.wait_for(lambda message: QUESTION in message.text)
    assert len([one for one in stage.thu.bot_messages if QUESTION in one.text]) == 1
    async with running():
        stage.thu.send("Đây nhé", reply_to=card)
        await stage.lan.wait_for(lambda message: "Đây nhé" in message.text)


async def test_an_answer_that_telegram_did_not_take_is_sent_after_a_restart(
    running: Running, stage: Stage, telegram: SandboxServer
) -> None:
    async with running():
        card = await stage.hand_over()
        rule = telegram.faults.add(
            "sendMessage", ServerError(502), when=lambda params: int(params["chat_id"]) == stage.lan.chat.id
        )
        stage.thu.send("Đây nhé", reply_to=card)
        await telegram.feed.until(lambda: rule.struck or None, 5, "no attempt")
    telegram.faults.remove(rule)
    async with running():
        await stage.lan.wait_for(lambda message: "Đây nhé" in message.text)
        await stage.thu.wait_for(lambda message: "đã gửi" in message.text)
    assert len([one for one in stage.thu.bot_messages if "đã gửi" in one.text]) == 1


async def test_buttons_of_before_a_restart_go_on_working(running: Running, stage: Stage) -> None:
    async with running():
        card = await stage.hand_over()
        await stage.thu.press(card, "Trả lời").answered()
        prompt = await stage.thu.wait_for(lambda message: "trả lời tin này" in message.text)
    async with running():
        assert "Thu đang trả lời" in (await stage.dung.press(card, "Trả lời").answered()).text
        stage.thu.send("Đây nhé", reply_to=prompt)
        answer = await stage.lan.wait_for(lambda message: "Đây nhé" in message.text)
    async with running():
        await stage.lan.press(answer, "Hỏi thêm").answered()
        asked = await stage.lan.wait_for(lambda message: "trả lời tin này" in message.text)
    async with running():
        stage.lan.send("thêm nữa", reply_to=asked)
        await stage.thu.wait_for(lambda message: "thêm nữa" in message.text)


async def test_a_message_that_comes_a_second_time_is_not_sent_a_second_time(
    bot: Services, stage: Stage, telegram: SandboxServer
) -> None:
    card = await stage.hand_over()
    said = stage.thu.send("Đây nhé", reply_to=card)
    answer = await stage.lan.wait_for(lambda message: "Đây nhé" in message.text)
    added = stage.lan.send("thêm nữa", reply_to=answer)
    await stage.thu.wait_for(lambda message: "thêm nữa" in message.text)
    receipt = await stage.thu.wait_for(lambda message: "đã gửi" in message.text)
    await stage.thu.press(receipt, "Đóng").answered()
    for message in (said, added):
        deliver_message(telegram.world, message)
    stage.lan.send("/chude")
    await stage.lan.wait_for(lambda message: "Chữ ký số" in message.labels)
    assert len([one for one in stage.lan.bot_messages if "Đây nhé" in one.text]) == 1
    assert len([one for one in stage.thu.bot_messages if "thêm nữa" in one.text]) == 1
    assert not any("chưa được gửi" in one.text for one in stage.thu.bot_messages)


async def test_fifty_cases_open_at_once_each_get_their_own_answer(
    bot: Services, stage: Stage, telegram: SandboxServer, thu: Person
) -> None:
    residents = [telegram.user(2000 + number, f"Dân {number}", "vi").private() for number in range(50)]
    for number, resident in enumerate(residents):
        preview = await preview_of(resident, f"giá vàng hôm nay ở tiệm {number:02}")
        resident.press(preview, "Gửi")
    cards = {}
    for number in range(50):
        words = f"tiệm {number:02}"
        cards[number] = await stage.thu.wait_for(lambda message, words=words: words in message.text)  # type: ignore[misc]
    stage.thu.send("/choxuly")
    listed = await stage.thu.wait_for(lambda message: "Câu đang mở: 50" in message.text)
    assert "và 20 câu nữa" in listed.text
    for number, card in cards.items():
        stage.thu.send(f"Đáp {number:02}", reply_to=card)
    for number, resident in enumerate(residents):
        answer = await resident.wait_for(lambda message: "Cán bộ trả lời" in message.text)
        assert f"Đáp {number:02}" in answer.text


async def test_the_list_is_by_age_with_a_link_to_each(bot: Services, stage: Stage, telegram: SandboxServer) -> None:
    first = await stage.hand_over("giá vàng một")
    bot.clock = lambda: NOW + timedelta(minutes=90)
    second = await stage.hand_over("giá vàng hai", telegram.user(1002, "Ba", "vi").private())
    stage.dung.send("/choxuly")
    listed = await stage.dung.wait_for(lambda message: "Câu đang mở: 2" in message.text)
    links = [entity.url for entity in listed.entities if entity.type == "text_link"]
    chat_id = stage.thu.chat.id
    assert links == [message_link(chat_id, first.id), message_link(chat_id, second.id)]
    assert str(links[0]).startswith("https://t.me/c/")
    assert "1 giờ" in listed.text
    assert listed.text.index("giá vàng một") < listed.text.index("giá vàng hai")


async def test_with_nothing_open_the_list_says_so(bot: Services, stage: Stage) -> None:
    stage.dung.send("/choxuly")
    assert "Không còn câu nào" in (await stage.dung.next_bot_message()).text


def reminders(stage: Stage) -> list[Message]:
    return [one for one in stage.thu.bot_messages if "vẫn đang chờ" in one.text]


async def reminded(stage: Stage, times: int) -> None:
    """Waits until staff have been reminded so often: the process itself may be the one that does it."""
    await stage.thu.wait_for(lambda _: len(reminders(stage)) == times)


async def test_staff_are_reminded_once_of_who_waits_too_long_also_across_restarts(
    running: Running, stage: Stage
) -> None:
    async with running() as services:
        await stage.hand_over()
        assert services.desk is not None
        services.clock = lambda: NOW + timedelta(minutes=59)
        await services.desk.tick()
        assert reminders(stage) == []
        services.clock = lambda: NOW + timedelta(minutes=60)
        await services.desk.tick()
        await reminded(stage, 1)
        assert QUESTION in reminders(stage)[0].text
    async with running() as services:
        services.clock = lambda: NOW + timedelta(minutes=61)
        assert services.desk is not None
        await services.desk.tick()
        assert len(reminders(stage)) == 1
        services.clock = lambda: NOW + timedelta(minutes=121)
        await services.desk.tick()
        await reminded(stage, 2)


async def test_nobody_is_reminded_outside_office_hours(running: Running, stage: Stage, small_content: Content) -> None:
    async with running(dataclasses.replace(small_content, office_hours=WEEK)) as services:
        await stage.hand_over()
        assert services.desk is not None
        services.clock = lambda: NOW.replace(hour=22)
        await services.desk.tick()
        assert reminders(stage) == []
        services.clock = lambda: NOW.replace(day=25, hour=7, minute=30)
        await services.desk.tick()
        await reminded(stage, 1)


async def test_what_is_answered_and_quiet_is_closed_after_some_days(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    stage.thu.send("Đây nhé", reply_to=card)
    await stage.thu.wait_for(lambda message: "đã gửi" in message.text)
    assert bot.desk is not None
    bot.clock = lambda: NOW + timedelta(days=3, minutes=1)
    await bot.desk.tick()
    await stage.lan.wait_for(lambda message: "đã đóng" in message.text)
    assert await bot.store.cases.open_cases() == []


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2026, 11, 24, 9, 30), "đang trong giờ làm việc"),
        (datetime(2026, 11, 24, 12, 0), "làm việc lại lúc 13:30 thứ Ba, 24/11/2026"),
        (datetime(2026, 11, 27, 18, 0), "làm việc lại lúc 07:30 thứ Hai, 30/11/2026"),
        (datetime(2027, 2, 5, 9, 0), "làm việc lại lúc 07:30 thứ Năm, 11/02/2027"),
        (datetime(2027, 2, 5, 9, 0), "Nghỉ Tết Nguyên đán (lịch dự kiến"),
        (datetime(2026, 11, 27, 18, 0), "Trong lúc chờ, bạn xem thêm ở /chude hoặc gọi 1022"),
    ],
)
async def test_the_wait_is_promised_honestly(
    running: Running, stage: Stage, small_content: Content, now: datetime, said: str
) -> None:
    tet = DayOff("Tết Nguyên đán", datetime(2027, 2, 5).date(), datetime(2027, 2, 10).date(), expected=True)
    hours = dataclasses.replace(WEEK, days_off=(tet,))
    async with running(dataclasses.replace(small_content, office_hours=hours)) as services:
        services.clock = lambda: now.replace(tzinfo=DA_NANG)
        preview = await preview_of(stage.lan)
        assert said in preview.text
        await stage.lan.press(preview, "Gửi").answered()
        assert said in preview.text


async def test_erasing_takes_the_case_from_the_staff_group_too(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    stage.thu.send("Đây nhé", reply_to=card)
    answer = await stage.lan.wait_for(lambda message: "Đây nhé" in message.text)
    stage.lan.send("thêm nữa", reply_to=answer)
    added = await stage.thu.wait_for(lambda message: "thêm nữa" in message.text)
    await stage.thu.wait_for(lambda message: message is card and "Chờ trả lời" not in message.text)
    stage.lan.send("/riengtu")
    page = await stage.lan.wait_for(lambda message: "Xóa dữ liệu của tôi" in message.labels)
    await stage.lan.press(page, "Xóa dữ liệu").answered()
    await stage.lan.press(page, "Xóa hết").answered()
    await stage.thu.wait_for(lambda _: card.text == added.text == "Người hỏi đã xóa câu hỏi này.")
    assert card.labels == []
    assert await bot.store.cases.count_of(bot.person(1001)) == 0


async def test_what_could_not_be_overwritten_at_once_is_after_a_restart(
    running: Running, stage: Stage, telegram: SandboxServer
) -> None:
    async with running() as services:
        card = await stage.hand_over()
        rule = telegram.faults.add("editMessageText", ServerError(502))
        await services.erase(1001)
        assert QUESTION in card.text
    telegram.faults.remove(rule)
    async with running():
        await stage.thu.wait_for(lambda message: message is card and "đã xóa" in message.text)


async def test_thirty_days_after_closing_no_telegram_id_is_kept(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    await stage.thu.press(card, "Không thuộc").answered()
    await stage.lan.wait_for(lambda message: "không thuộc" in message.text)
    assert bot.desk is not None
    bot.clock = lambda: NOW + timedelta(days=29)
    await bot.desk.tick()
    case = await bot.store.cases.case(1)
    assert case is not None
    assert case.chat_id == 1001
    bot.clock = lambda: NOW + timedelta(days=31)
    await bot.desk.tick()
    case = await bot.store.cases.case(1)
    assert case is not None
    assert (case.chat_id, case.message_id, case.owner, case.owner_name) == (None, None, None, "")
    assert case.text == QUESTION


class TestAPlainGroup:
    """A staff group that is not a supergroup yet."""

    @pytest.fixture
    def group(self, telegram: SandboxServer, thu: Person, dung: Person) -> Group:
        return telegram.group("Cán bộ trực", [thu, dung], admins=[thu], bot_admin=True)

    async def test_it_is_followed_when_it_becomes_a_supergroup_and_after_restarts(
        self, running: Running, stage: Stage, group: Group, thu: Person
    ) -> None:
        async with running():
            await stage.hand_over()
            grown = group.migrate().seat(thu)
            told = await grown.wait_for(lambda message: "nâng cấp" in message.text)
            assert told.chat.id != group.id
            card = await grown.wait_for(lambda message: QUESTION in message.text)
        async with running():
            grown.send("Đây nhé", reply_to=card)
            await stage.lan.wait_for(lambda message: "Đây nhé" in message.text)
            await grown.press(card, "Chọn bài").answered()
            assert "‹ Quay lại" in card.labels

    async def test_a_move_that_the_bot_slept_through_is_noticed_when_it_sends(
        self, running: Running, stage: Stage, group: Group, thu: Person, telegram: SandboxServer
    ) -> None:
        async with running():
            await stage.hand_over()
        grown = group.migrate().seat(thu)
        telegram.bot.inbox.clear()
        async with running():
            preview = await preview_of(stage.lan, "giá vàng mai")
            await stage.lan.press(preview, "Gửi").answered()
            await grown.wait_for(lambda message: "giá vàng mai" in message.text)
            assert await grown.wait_for(lambda message: QUESTION in message.text)

    async def test_the_list_works_without_links(self, running: Running, stage: Stage) -> None:
        async with running():
            await stage.hand_over()
            stage.thu.send("/choxuly")
            listed = await stage.thu.wait_for(lambda message: "Câu đang mở: 1" in message.text)
            assert not [entity for entity in listed.entities if entity.type == "text_link"]


def test_settings_of_handing_over_come_from_the_environment(tmp_path: Path) -> None:
    settings: Settings = load_settings({"HOIDAP_TOKEN": TOKEN, "HOIDAP_HANDOVER__OPEN_CASES": "1"}, tmp_path)
    assert settings.handover.open_cases == 1


async def test_a_case_shown_by_a_process_that_died_before_storing_where_is_answered_all_the_same(
    running: Running, stage: Stage, settings: Settings
) -> None:
    async with running():
        card = await stage.hand_over()
    with closing(sqlite3.connect(settings.data / FILE)) as db, db:
        db.execute("DELETE FROM case_posts")
    async with running():
        stage.thu.send("Đây nhé", reply_to=card)
        assert await stage.lan.wait_for(lambda message: "Đây nhé" in message.text)
