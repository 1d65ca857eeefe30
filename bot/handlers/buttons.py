"""Buttons under our replies: another view, a choice, a thumb."""

from __future__ import annotations

from datetime import date

from telegram import Bot, CallbackQuery, Message, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.buttons import FULL, GiveFeedback, PickArticle, ShowArticle, decode
from bot.keyboards import keyboard
from bot.locale import Locale, get_locale
from bot.rendering import render
from bot.sending import edit, send
from bot.services import Services
from intents.content.facets import FACET_BY_ID
from intents.reply import Fallback, Reply


class ButtonHandlers:
    """What becomes of a press. Every press is answered, also one that we no longer understand."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Does what the button says, in place."""
        query = update.callback_query
        if query is None:
            return
        locale = get_locale(query.from_user.language_code)
        match decode(query.data or ""):
            case ShowArticle(question, article, view):
                toast = await self._show(context.bot, query, locale, question, article, view)
            case PickArticle(question, article):
                toast = await self._pick(context.bot, query, locale, question, article)
            case GiveFeedback(question, helpful):
                toast = await self._feedback(query, locale, question, helpful)
            case None:
                toast = locale.text("This button is no longer in use. Please ask again.")
        await _answer(query, toast)

    async def _show(
        self, bot: Bot, query: CallbackQuery, locale: Locale, question: int, article: str, view: str
    ) -> str | None:
        facet = view if view in FACET_BY_ID else None
        reply = self._services.responder.article(article, self._today(), facet=facet, full=view == FULL)
        await self._replace(bot, query, reply, question or None, locale)
        return None

    async def _pick(
        self, bot: Bot, query: CallbackQuery, locale: Locale, question: int, article: str | None
    ) -> str | None:
        if question:
            await self._services.store.record_choice(question, self._services.person(query.from_user.id), article)
        if article is None:
            await self._replace(bot, query, Fallback(()), question or None, locale)
            return None
        asked = await self._services.store.question_text(question) if question else None
        reply = self._services.responder.answer_to(asked or "", article, self._today())
        await self._replace(bot, query, reply, question or None, locale)
        return None

    async def _feedback(self, query: CallbackQuery, locale: Locale, question: int, helpful: bool) -> str:
        person = self._services.person(query.from_user.id)
        recorded = await self._services.store.record_feedback(question, person, helpful, self._services.clock())
        if not recorded:
            return locale.text("This question is no longer stored, so the rating was not kept.")
        if helpful:
            return locale.text("Thank you, glad it helped.")
        return locale.text("Thank you. We will read it and improve the answer.")

    async def _replace(
        self, bot: Bot, query: CallbackQuery, reply: Reply, question: int | None, locale: Locale
    ) -> None:
        """Our message edited to another reply; sent anew when it can no longer be edited."""
        message = query.message
        if message is None:
            return
        rendered, buttons = render(reply, locale), keyboard(reply, question, locale)
        accessible = isinstance(message, Message)
        if not accessible or not await edit(bot, message.chat.id, message.message_id, rendered, buttons):
            await send(bot, message.chat.id, rendered, buttons)

    def _today(self) -> date:
        return self._services.clock().date()


async def _answer(query: CallbackQuery, toast: str | None) -> None:
    """Stops the button's waiting sign. A query too old to be answered (after a restart) has still been worked off."""
    try:
        await query.answer(toast)
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise
