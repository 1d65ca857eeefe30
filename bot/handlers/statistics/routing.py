"""Which update about numbers and unanswered questions goes where."""

from __future__ import annotations

from typing import Any

from telegram import Bot, CallbackQuery, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.handlers.cases.routing import StaffGroup
from bot.handlers.pressing import answer_query
from bot.handlers.statistics.missed import MissedHandlers, NamesArticle
from bot.handlers.statistics.numbers import NumberHandlers
from bot.handlers.statistics.weekly import WeeklyNews
from bot.services import Services
from bot.staff.desk import Desk
from bot.statistics.missed import MissedQuestions
from bot.statistics.presses import PREFIX, AnyPress, ShowSpan, decode


class StatisticsButtons:
    """What becomes of a press: done for staff in their group, of no use to anybody else."""

    def __init__(self, services: Services, desk: Desk, numbers: NumberHandlers, missed: MissedHandlers) -> None:
        self._services = services
        self._desk = desk
        self._numbers = numbers
        self._missed = missed

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Does what the button says."""
        query = update.callback_query
        if query is not None:
            await answer_query(query, await self._do(context.bot, query, decode(query.data or "")))

    async def _do(self, bot: Bot, query: CallbackQuery, press: AnyPress | None) -> str | None:
        here = query.message is not None and self._desk.staff.is_here(query.message.chat)
        if press is None or not here or not await self._desk.staff.is_member(bot, query.from_user.id):
            return self._services.locale(query.from_user).text("This button is no longer in use. Please ask again.")
        match press:
            case ShowSpan(length):
                return await self._numbers.switch(bot, query, length)
        return await self._missed.pressed(bot, query, press)


def statistics_handlers(services: Services, desk: Desk, bot: Bot) -> list[BaseHandler[Any, Any, Any]]:
    """The handlers of numbers and unanswered questions, for the staff group only; what it gets by itself once a week
    is put among the weekly tasks."""
    numbers, questions = NumberHandlers(services), MissedQuestions(services.settings.data)
    missed = MissedHandlers(services, desk, questions)
    services.erasers.insert(0, missed.erase)
    services.weekly += WeeklyNews(services, desk, bot, numbers, questions).tasks()
    buttons = StatisticsButtons(services, desk, numbers, missed)
    here = StaffGroup(desk) & filters.UpdateType.MESSAGE
    return [
        CommandHandler("thongke", numbers.asked, filters=here),
        CommandHandler("chuatraloi", missed.asked, filters=here),
        MessageHandler(here & NamesArticle() & ~filters.COMMAND, missed.named),
        CallbackQueryHandler(buttons.pressed, pattern=rf"^{PREFIX}:"),
    ]
