"""What a person sees: waiting for the bot, the event feed; and a whole bot against the sandbox."""

import asyncio
from typing import Any

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.sandbox import SandboxServer, SandboxUsageError, Seat


async def echo(update: Update, _: Any) -> None:
    assert update.message is not None
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("👍", callback_data="up")]])
    await update.message.reply_text(f"Bạn hỏi: {update.message.text}", reply_markup=markup, do_quote=True)


async def welcome(update: Update, context: Any) -> None:
    assert update.message is not None
    await update.message.reply_text(f"Chào {context.args}")


async def thank(update: Update, _: Any) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Cảm ơn")
    await update.callback_query.edit_message_text("Đã ghi nhận")


async def test_a_real_application_talks_with_a_person(server: SandboxServer, chat: Seat) -> None:
    app = Application.builder().token(server.token).base_url(server.api_url).base_file_url(server.file_url).build()
    app.add_handler(CommandHandler("start", welcome))
    app.add_handler(MessageHandler(filters.TEXT & filters.UpdateType.MESSAGE, echo))
    app.add_handler(CallbackQueryHandler(thank))
    async with app:
        assert app.updater is not None
        await app.updater.start_polling()
        await app.start()
        assert (await chat.next_bot_message()).text == "Chào []"
        asked = chat.send("lệ phí")
        answer = await chat.next_bot_message()
        assert (answer.text, answer.reply_to, answer.labels) == ("Bạn hỏi: lệ phí", asked, ["👍"])
        press = chat.press(answer, "👍")
        assert (await press.answered()).text == "Cảm ơn"
        assert (await chat.next_edit(answer)).text == "Đã ghi nhận"
        await app.updater.stop()
        await app.stop()


async def test_each_bot_message_is_given_once_in_order(bot: Bot, chat: Seat) -> None:
    for text in ("một", "hai"):
        await bot.send_message(1001, text)
    assert [(await chat.next_bot_message()).text for _ in range(2)] == ["một", "hai"]
    with pytest.raises(
        TimeoutError, match=r"no new message of the bot in chat 1001; its latest there: \['một', 'hai'\]"
    ):
        await chat.next_bot_message(timeout=0.05)


async def test_waiting_for_a_message_sees_edits_too(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_message(1001, "đang tìm")
    waiting = asyncio.create_task(chat.wait_for(lambda message: "xong" in message.text))
    await asyncio.sleep(0.01)
    await bot.edit_message_text("xong", 1001, sent.message_id)
    assert (await waiting).id == sent.message_id


async def test_an_unanswered_button_and_an_unedited_message_time_out(bot: Bot, chat: Seat) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="nut")]])
    await bot.send_message(1001, "x", reply_markup=markup)
    with pytest.raises(TimeoutError, match="button 'nut' is not answered"):
        await chat.press(chat.last_bot_message, "a").answered(timeout=0.05)
    with pytest.raises(TimeoutError, match="message 2 was not edited"):
        await chat.next_edit(chat.last_bot_message, timeout=0.05)
    with pytest.raises(TimeoutError, match="inline query 'q' is not answered"):
        await chat.inline("q").results(timeout=0.05)


async def test_a_person_is_the_same_wherever_they_are_named(server: SandboxServer) -> None:
    lan = server.user(1001, "Lan")
    assert server.user(1001) is lan
    assert lan.private() is lan.private()
    assert server.user(first_name="Khách").id != server.user(first_name="Khách").id


async def test_a_person_can_do_only_what_the_apps_allow(bot: Bot, chat: Seat) -> None:
    with pytest.raises(SandboxUsageError, match="without text"):
        chat.send("   ")
    with pytest.raises(SandboxUsageError, match="at most 4096"):
        chat.send("đ" * 4097)
    mine = chat.send("một")
    with pytest.raises(SandboxUsageError, match="changes nothing"):
        chat.edit(mine, "một")
    await bot.send_message(1001, "của bot")
    with pytest.raises(SandboxUsageError, match="only their own"):
        chat.edit(chat.last_bot_message, "x")


async def test_waiting_on_the_feed_sees_refused_calls_too(server: SandboxServer, http: aiohttp.ClientSession) -> None:
    waiting = asyncio.create_task(server.feed.until(lambda: server.calls.refused() or None, 2, "no refusal"))
    await asyncio.sleep(0)
    await http.post("sendMessage", json={"text": "x"})
    assert [call.method for call in await waiting] == ["sendMessage"]


async def test_the_feed_tells_in_order_what_happened(server: SandboxServer, bot: Bot, chat: Seat) -> None:
    start = server.feed.last_seq
    asked = chat.send("một")
    sent = await bot.send_message(1001, "hai")
    await bot.edit_message_text("ba", 1001, sent.message_id)
    await bot.delete_message(1001, sent.message_id)
    events = server.feed.since(start)
    assert [event.kind for event in events] == ["message", "message", "message_edited", "message_deleted"]
    assert [event.seq for event in events] == list(range(start + 1, start + 5))
    assert events[0].data == {"bot_id": 123, "message": events[0].data["message"]}
    assert (events[0].data["message"]["message_id"], events[2].data["message"]["text"]) == (asked.id, "ba")


async def test_the_feed_can_be_followed_from_any_number(server: SandboxServer, chat: Seat) -> None:
    seen: list[str] = []

    async def follow() -> None:
        async for event in server.feed.follow(server.feed.last_seq - 1):
            seen.append(event.data["message"]["text"])
            if len(seen) == 3:
                return

    following = asyncio.create_task(follow())
    await asyncio.sleep(0)
    chat.send("một")
    chat.send("hai")
    await asyncio.wait_for(following, 1)
    assert seen == ["/start", "một", "hai"]
