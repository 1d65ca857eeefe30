"""/them: five messages in the staff group, as they are seen there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Message, SandboxServer, Seat
from bot.sandbox.wire import chat_json, message_json
from bot.services import Services
from tests.bot.authoring.test_new_article import ANSWER, ASKED, DETAILS, SOURCE
from tests.bot.cases.conftest import Stage
from tests.bot.conftest import NOW, Running


async def prompt(seat: Seat, step: int, after: Message | None = None) -> Message:
    """The message that opens the reply to a step, later than `after`."""
    return await seat.wait_for(
        lambda message: (
            f"Bài mới, bước {step}/5." in message.text
            and not message.labels
            and (after is None or message.id > after.id)
        )
    )


async def asked(seat: Seat, step: int, after: Message | None = None) -> Message:
    """The message with the buttons of a step."""
    return await seat.wait_for(
        lambda message: (
            f"Bài mới, bước {step}/5" in message.text
            and "Hủy" in message.labels
            and (after is None or message.id > after.id)
        )
    )


async def begun(seat: Seat) -> Message:
    seat.send("/them")
    return await prompt(seat, 1)


async def at_topic(seat: Seat) -> Message:
    """All four messages sent; gives the one that asks for the topic."""
    opened = await begun(seat)
    for step, text in enumerate((ASKED, ANSWER, DETAILS, SOURCE), start=1):
        seat.send(text, reply_to=opened)
        opened = await prompt(seat, step + 1) if step < 4 else await asked(seat, 5)
    return opened


async def test_each_step_says_what_to_write_with_an_example_and_opens_the_reply(bot: Services, stage: Stage) -> None:
    opened = await begun(stage.thu)
    shown = await asked(stage.thu, 1)
    assert "Ví dụ:" in shown.text
    assert shown.labels == ["Hủy"]
    assert opened.markup == {
        "force_reply": True,
        "selective": True,
        "input_field_placeholder": "Bà con hỏi gì?",
    }
    assert opened.text.startswith("Thu: ")
    stage.thu.send(ASKED, reply_to=opened)
    assert (await asked(stage.thu, 2)).labels == ["‹ Quay lại", "Hủy"]


async def test_the_message_with_the_example_can_be_answered_too(bot: Services, stage: Stage) -> None:
    await begun(stage.thu)
    stage.thu.send(ASKED, reply_to=await asked(stage.thu, 1))
    assert await prompt(stage.thu, 2)


async def test_what_is_missing_is_said_and_an_edit_mends_it(bot: Services, stage: Stage) -> None:
    opened = await begun(stage.thu)
    for step, text in enumerate((ASKED, ANSWER, DETAILS), start=1):
        stage.thu.send(text, reply_to=opened)
        opened = await prompt(stage.thu, step + 1)
    sent = stage.thu.send("https://example.gov.vn/tin", reply_to=opened)
    told = await stage.thu.wait_for(lambda message: "Chưa thấy ngày" in message.text)
    assert told.reply_to is sent
    stage.thu.edit(sent, "https://example.gov.vn/tin 01/07/2025")
    await asked(stage.thu, 5)


async def test_fees_and_places_can_be_skipped(bot: Services, stage: Stage) -> None:
    opened = await begun(stage.thu)
    for step, text in enumerate((ASKED, ANSWER), start=1):
        stage.thu.send(text, reply_to=opened)
        opened = await prompt(stage.thu, step + 1)
    await stage.thu.press(await asked(stage.thu, 3), "Bỏ qua").answered()
    assert await prompt(stage.thu, 4)


async def test_back_shows_what_was_written_and_keeps_it(bot: Services, stage: Stage) -> None:
    stage.thu.send(ASKED, reply_to=await begun(stage.thu))
    second = await asked(stage.thu, 2)
    await stage.thu.press(second, "Quay lại").answered()
    first = await asked(stage.thu, 1, after=second)
    assert "Đã viết:\nGửi xe khi tới phường" in first.text
    await stage.thu.press(first, "Giữ nguyên").answered()
    await prompt(stage.thu, 2, after=first)


async def test_a_second_press_says_where_we_are(bot: Services, stage: Stage) -> None:
    stage.thu.send(ASKED, reply_to=await begun(stage.thu))
    second = await asked(stage.thu, 2)
    label = second.button("Quay lại")
    await stage.thu.press(second, label).answered()
    assert "bước 1" in (await stage.thu.press(second, label).answered()).text


async def test_an_earlier_step_answered_again_is_replaced(bot: Services, stage: Stage) -> None:
    first = await begun(stage.thu)
    stage.thu.send(ASKED, reply_to=first)
    second = await prompt(stage.thu, 2)
    stage.thu.send("Tên khác của bài", reply_to=first)
    await stage.thu.wait_for(lambda message: "Đã thay bước 1" in message.text)
    await prompt(stage.thu, 2, after=second)
    writing = await bot.store.writings.of(bot.person(stage.thu.person.id))
    assert writing is not None
    assert writing.messages[1] == "Tên khác của bài"


async def test_cancelling_is_asked_about_and_says_that_the_messages_stay(bot: Services, stage: Stage) -> None:
    opened = await begun(stage.thu)
    stage.thu.send(ASKED, reply_to=opened)
    second = await asked(stage.thu, 2)
    await stage.thu.press(second, "Hủy").answered()
    assert second.labels == ["Bỏ bài", "Không, viết tiếp"]
    await stage.thu.press(second, "Không").answered()
    again = await asked(stage.thu, 2, after=second)
    await stage.thu.press(again, "Hủy").answered()
    await stage.thu.press(again, "Bỏ bài").answered()
    assert "vẫn còn ở các tin phía trên" in again.text
    assert await bot.store.writings.of(bot.person(stage.thu.person.id)) is None
    stage.thu.send("còn gì không", reply_to=opened)
    await stage.thu.wait_for(lambda message: "đã xong hoặc đã bỏ" in message.text)


async def test_two_write_at_the_same_time_and_neither_gets_into_the_others(bot: Services, stage: Stage) -> None:
    of_thu = await begun(stage.thu)
    stage.dung.send("/them")
    of_dung = await stage.dung.wait_for(lambda message: message.text.startswith("Dũng: "))
    stage.dung.send("Bài của Dũng", reply_to=of_thu)
    await stage.dung.wait_for(lambda message: "Bài này Thu đang soạn" in message.text)
    stage.dung.send("Bài của Dũng", reply_to=of_dung)
    second = await stage.dung.wait_for(lambda message: message.text.startswith("Dũng · Bài mới, bước 2/5"))
    assert "Bài này Dũng đang soạn" in (await stage.thu.press(second, "Quay lại").answered()).text
    theirs = await bot.store.writings.of(bot.person(stage.thu.person.id))
    assert theirs is not None
    assert theirs.messages == {}


async def test_after_a_restart_it_goes_on_where_it_was(running: Running, stage: Stage) -> None:
    async with running():
        stage.thu.send(ASKED, reply_to=await begun(stage.thu))
        second = await prompt(stage.thu, 2)
    stage.thu.send(ANSWER, reply_to=second)
    async with running():
        assert await prompt(stage.thu, 3)


async def test_the_command_again_offers_to_go_on(bot: Services, stage: Stage) -> None:
    stage.thu.send(ASKED, reply_to=await begun(stage.thu))
    second = await prompt(stage.thu, 2)
    stage.thu.send("/them")
    offer = await stage.thu.wait_for(lambda message: "Viết tiếp" in message.labels)
    assert "Thu đang soạn dở bài “Gửi xe khi tới phường”, tới bước 2." in offer.text
    await stage.thu.press(offer, "Viết tiếp").answered()
    again = await prompt(stage.thu, 2, after=second)
    assert offer.labels == []
    stage.thu.send("/them")
    offer = await stage.thu.wait_for(lambda message: "Viết tiếp" in message.labels and message.id > again.id)
    await stage.thu.press(offer, "Bỏ, soạn bài khác").answered()
    await prompt(stage.thu, 1, after=offer)


async def test_who_leaves_it_alone_is_told_once_that_nothing_is_lost(running: Running, stage: Stage) -> None:
    async with running() as bot:
        stage.thu.send(ASKED, reply_to=await begun(stage.thu))
        await prompt(stage.thu, 2)
        bot.clock = lambda: NOW + timedelta(hours=3)
        assert bot.desk is not None
        await bot.desk.tick()
        await bot.desk.tick()
    told = [one for one in stage.thu.bot_messages if "tạm cất" in one.text]
    assert len(told) == 1
    assert told[0].text.startswith("Thu ơi, bài “Gửi xe khi tới phường”")
    assert told[0].labels == ["Viết tiếp", "Bỏ, soạn bài khác"]


async def test_what_was_begun_a_month_ago_is_forgotten(bot: Services, stage: Stage) -> None:
    await begun(stage.thu)
    bot.clock = lambda: NOW + timedelta(days=31)
    assert bot.desk is not None
    await bot.desk.tick()
    assert await bot.store.writings.of(bot.person(stage.thu.person.id)) is None


async def test_personal_numbers_are_hidden_and_that_is_said(bot: Services, stage: Stage) -> None:
    stage.thu.send(f"{ASKED}\nGọi 0905123456 được không?", reply_to=await begun(stage.thu))
    await stage.thu.wait_for(lambda message: "đã được che" in message.text)
    writing = await bot.store.writings.of(bot.person(stage.thu.person.id))
    assert writing is not None
    assert "0905123456" not in writing.messages[1]


async def test_a_question_that_an_article_has_already_is_named(bot: Services, stage: Stage) -> None:
    stage.thu.send("Căn cước\nMất căn cước thì sao?", reply_to=await begun(stage.thu))
    assert await stage.thu.wait_for(lambda message: "/sua can-cuoc" in message.text)


async def test_a_picture_is_no_answer(bot: Services, stage: Stage) -> None:
    stage.thu.send_photo(caption="Đây", reply_to=await begun(stage.thu))
    assert await stage.thu.wait_for(lambda message: "Chỉ chữ viết" in message.text)


async def test_who_writes_in_the_name_of_the_group_is_asked_to_show_themselves(
    bot: Services, stage: Stage, telegram: SandboxServer
) -> None:
    sent = stage.thu.send("xin chào")
    anonymous = message_json(sent) | {"text": "/them", "sender_chat": chat_json(sent.chat)}
    anonymous["entities"] = [{"type": "bot_command", "offset": 0, "length": 5}]
    telegram.bot.inbox.push("message", sent.chat.id, anonymous)
    assert await stage.thu.wait_for(lambda message: "viết ẩn danh" in message.text)


async def test_residents_have_no_such_command(bot: Services, stage: Stage) -> None:
    stage.lan.send("/them")
    answer = await stage.lan.next_bot_message()
    assert "Bài mới" not in answer.text


async def test_erasing_oneself_erases_what_one_was_writing(bot: Services, stage: Stage) -> None:
    stage.thu.send(ASKED, reply_to=await begun(stage.thu))
    await prompt(stage.thu, 2)
    await bot.erase(stage.thu.person.id)
    assert await bot.store.writings.of(bot.person(stage.thu.person.id)) is None


@pytest.mark.parametrize("text", ["/choxuly", "/moi"])
async def test_other_commands_work_in_between(bot: Services, stage: Stage, text: str) -> None:
    opened = await begun(stage.thu)
    stage.thu.send(text, reply_to=opened)
    assert await stage.thu.wait_for(lambda message: message.id > opened.id and "Bài mới" not in message.text)
