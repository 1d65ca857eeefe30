"""/thongke: the chart with its three lines, and the buttons that switch to another span."""

from __future__ import annotations

import asyncio
import logging

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaPhoto,
    Message,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.cards.press import PressError
from bot.rendered import Rendered
from bot.sending import Sent, send
from bot.services import Services
from bot.staff.staff_words import staff_locale
from bot.staff.words import notice
from bot.statistics.chart import chart_sheet
from bot.statistics.presses import ShowSpan, encode
from bot.statistics.report import Report, read_report
from bot.statistics.spans import Length, Span, up_to_now
from bot.statistics.words import span_name, three_lines

FILE = "thong-ke.png"
_log = logging.getLogger(__name__)


class NumberHandlers:
    """Shows the numbers of a span."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Sends the chart (/thongke, /thongke ngày, tuần or tháng)."""
        message = update.effective_message
        if message is None:
            return
        words = " ".join((message.text or "").split()[1:])
        length = Length.named(words) if words else Length.WEEK
        if length is None:
            hint = staff_locale.text("I know /thongke ngay, /thongke tuan and /thongke thang.")
            await send(context.bot, message.chat_id, notice(hint), reply_to=message.message_id)
            return
        await context.bot.send_chat_action(message.chat_id, ChatAction.UPLOAD_PHOTO)
        report = await self.report(up_to_now(length, self._services.clock()))
        buttons = span_buttons(length)
        await self.send(context.bot, message.chat_id, report, three_lines(report), buttons, message.message_id)

    async def switch(self, bot: Bot, query: CallbackQuery, length: Length) -> str | None:
        """Edits the chart in place to another span, or the same one anew; what to say in passing, if anything."""
        message = query.message
        if message is None:
            return None
        report = await self.report(up_to_now(length, self._services.clock()))
        rendered, buttons = three_lines(report), span_buttons(length)
        picture = await self._picture(report)
        if picture is None:
            return staff_locale.text("The chart could not be drawn just now. Please try again in a minute.")
        shown = InputMediaPhoto(picture, caption=rendered.html, parse_mode=ParseMode.HTML, filename=FILE)
        editable = isinstance(message, Message) and bool(message.photo)
        try:
            if editable:
                await bot.edit_message_media(shown, message.chat.id, message.message_id, reply_markup=buttons)
                return None
        except BadRequest as error:
            _log.info("The chart can no longer be edited and is sent anew: %s", error.message)
        await self.send(bot, message.chat.id, report, rendered, buttons)
        return None

    async def report(self, span: Span) -> Report:
        """The numbers of a span, read off the event loop. Raises `StoreError`."""
        data, content = self._services.settings.data, self._services.responder.content
        return await asyncio.to_thread(read_report, data, content, span)

    async def send(
        self,
        bot: Bot,
        chat_id: int,
        report: Report,
        rendered: Rendered,
        buttons: InlineKeyboardMarkup | None = None,
        reply_to: int | None = None,
    ) -> Sent:
        """Sends the chart with these words beneath it; the words alone when it cannot be drawn."""
        picture = await self._picture(report)
        if picture is None:
            return await send(bot, chat_id, rendered, buttons, reply_to)
        sent = await bot.send_photo(
            chat_id,
            InputFile(picture, FILE),
            caption=rendered.html,
            parse_mode=ParseMode.HTML,
            reply_markup=buttons,
            reply_parameters=ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None,
        )
        return Sent(sent.chat.id, sent.message_id)

    async def _picture(self, report: Report) -> bytes | None:
        try:
            (picture,) = await self._services.press.pictures(chart_sheet(report))
        except PressError as error:
            _log.error("The chart could not be drawn: %s", error)
            return None
        return picture


def span_buttons(shown: Length) -> InlineKeyboardMarkup:
    """A button a span, the one that is shown marked; pressed again, it shows the numbers as they are by then."""
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    f"• {span_name(one)}" if one is shown else span_name(one), callback_data=encode(ShowSpan(one))
                )
                for one in Length
            ]
        ]
    )
