"""Buttons: another view, a choice, a thumb; and buttons that are no longer what they were."""

import dataclasses
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import pytest

from bot.sandbox import Message, Seat
from bot.sandbox.keyboards import Button
from bot.services import Services
from bot.store import Stats, read_stats
from intents.content.model import Content

Running = Callable[..., AbstractAsyncContextManager[Services]]


def counted(bot: Services) -> Stats:
    now = bot.clock()
    return read_stats(bot.settings.data, now - timedelta(hours=1), now + timedelta(hours=1))


async def answered(chat: Seat, text: str) -> Message:
    chat.send(text)
    return await chat.next_bot_message()


async def test_see_all_edits_the_answer_in_place_to_all_of_it(bot: Services, chat: Seat) -> None:
    answer = await answered(chat, "căn cước hết hạn")
    press = chat.press(answer, "Xem đầy đủ")
    await press.answered()
    assert "7 ngày làm việc" in answer.text
    assert "Nghị định 1/2025" in answer.text
    assert "Xem đầy đủ" not in answer.labels
    assert len(chat.bot_messages) == 1


async def test_a_second_press_that_changes_nothing_is_answered_all_the_same(bot: Services, chat: Seat) -> None:
    answer = await answered(chat, "căn cước hết hạn")
    button = answer.button("Xem đầy đủ")
    await chat.press(answer, button).answered()
    await chat.press(answer, button).answered()
    assert "7 ngày làm việc" in answer.text


async def test_a_choice_edits_the_offer_into_the_answer_with_the_facet_asked_for(bot: Services, chat: Seat) -> None:
    offer = await answered(chat, "lệ phí căn cước chữ ký số")
    await chat.press(offer, "Làm căn cước").answered()
    assert "Cấp lại: 35.000 đồng" in offer.text


async def test_none_of_these_says_where_a_person_can_be_asked(bot: Services, chat: Seat) -> None:
    offer = await answered(chat, "lệ phí căn cước chữ ký số")
    await chat.press(offer, "Không phải các mục này").answered()
    assert "1022" in offer.text


async def test_a_thumb_is_thanked_for_and_counted_once_however_often_pressed(bot: Services, chat: Seat) -> None:
    answer = await answered(chat, "căn cước hết hạn")
    for _ in range(2):
        assert (await chat.press(answer, "👍").answered()).text
    assert (counted(bot).helpful, counted(bot).unhelpful) == (1, 0)


async def test_a_changed_mind_changes_the_vote(bot: Services, chat: Seat) -> None:
    answer = await answered(chat, "căn cước hết hạn")
    await chat.press(answer, "👍").answered()
    await chat.press(answer, "👎").answered()
    assert (counted(bot).helpful, counted(bot).unhelpful) == (0, 1)


async def test_buttons_work_after_a_restart(running: Running, chat: Seat) -> None:
    async with running():
        answer = await answered(chat, "căn cước hết hạn")
    async with running() as again:
        await chat.press(answer, "Xem đầy đủ").answered()
        await chat.press(answer, "👍").answered()
        assert counted(again).helpful == 1
    assert "7 ngày làm việc" in answer.text


async def test_a_button_of_an_article_that_is_gone_says_so_kindly(
    running: Running, chat: Seat, small_content: Content
) -> None:
    async with running():
        answer = await answered(chat, "căn cước hết hạn")
    rest = {one: article for one, article in small_content.articles.items() if one != "can-cuoc"}
    async with running(dataclasses.replace(small_content, articles=rest)):
        await chat.press(answer, "Xem đầy đủ").answered()
    assert "Làm căn cước" not in answer.text


@pytest.mark.parametrize("data", ["f:x:1", "a:1:../../etc/passwd:full", "zzz", "c:99999999:can-cuoc", "f:99999999:1"])
async def test_a_press_on_data_that_is_forged_or_stale_is_answered(bot: Services, chat: Seat, data: str) -> None:
    answer = await answered(chat, "căn cước hết hạn")
    await chat.press(answer, Button("giả", 0, 0, callback_data=data)).answered()
    assert (await answered(chat, "đăng ký chữ ký số")).text.startswith("Đăng ký chữ ký số")


async def test_a_button_under_a_deleted_message_gets_a_new_one(bot: Services, chat: Seat) -> None:
    answer = await answered(chat, "căn cước hết hạn")
    button = answer.button("Xem đầy đủ")
    chat.delete(answer)
    await chat.press(answer, button).answered()
    assert "7 ngày làm việc" in (await chat.next_bot_message()).text


async def test_a_press_whose_query_is_too_old_still_does_its_work(bot: Services, chat: Seat) -> None:
    answer = await answered(chat, "căn cước hết hạn")
    press = chat.press(answer, "Xem đầy đủ")
    press.expire()
    await chat.next_edit(answer)
    assert "7 ngày làm việc" in answer.text
    assert (await answered(chat, "đăng ký chữ ký số")).text.startswith("Đăng ký chữ ký số")
