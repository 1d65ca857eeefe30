"""Which way an update takes: a plain question straight to its answer, all others through the handlers."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.handlers.errors import ErrorHandler
from bot.handlers.limiting import LimitHandler
from bot.handlers.questions import QuestionHandlers
from bot.reading_updates import PlainQuestion, plain_question, read_update
from bot.services import Services

Readable = PlainQuestion | Update


class Dispatch:
    """Works updates off. The straight way does what the handlers would do, with the same pieces; a handler that shall
    see plain words in a private chat before `QuestionHandlers` does must be asked here too."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        services: Services,
        questions: QuestionHandlers,
        limits: LimitHandler | None,
        errors: ErrorHandler,
    ) -> None:
        self._application = application
        self._services = services
        self._questions = questions
        self._limits = limits
        self._errors = errors

    def read(self, raw: object) -> Readable | None:
        """The update in that JSON; None for one that cannot be read, which is logged without its words."""
        plain = plain_question(raw)
        if plain is not None and not self._services.is_staff_chat(plain.chat):
            return plain
        return read_update(raw, self._application.bot)

    async def work_off(self, update: Readable) -> None:
        """Does what the update asks for; what fails is left in the attempt under way."""
        if isinstance(update, Update):
            await self._application.process_update(update)
            return
        try:
            await self._answer(update)
        except Exception as error:  # noqa: BLE001 - as python-telegram-bot does: the attempt is told
            self._errors.note(error)

    async def apologize(self, update: Readable) -> None:
        """Tells the person that this one will not be answered, and records it."""
        await self._errors.apologize(self._application.bot, update)

    async def apologize_to(self, chat_id: int | None) -> None:
        """The same to a private chat, where the update itself cannot be read; None when not even the chat is known."""
        await self._errors.apologize_to(self._application.bot, chat_id)

    async def _answer(self, asked: PlainQuestion) -> None:
        bot = self._application.bot
        if self._limits is None or await self._limits.lets(bot, asked):
            await self._questions.asked_plainly(bot, asked)
