"""The buttons under an answer that is passed on: another view, a choice, the text to copy."""

from __future__ import annotations

import logging

from telegram import Bot, CallbackQuery, Message, Update
from telegram.constants import ChatAction
from telegram.ext import ContextTypes

from bot.buttons import FULL
from bot.cards.press import PressError
from bot.cards.sheets import card_sheet
from bot.handlers.pressing import answer_query
from bot.locale import Locale
from bot.passing_buttons import GetPicture, GetText, PickToPassOn, ShowToPassOn, decode
from bot.passing_on import text_to_copy
from bot.rendering import render
from bot.sending import edit, send, send_plain
from bot.sending_cards import CardSender
from bot.services import Services
from bot.showing import Manner, show
from intents.content.facets import FACET_BY_ID
from intents.reply import Answer, Notice, Reply

_log = logging.getLogger(__name__)


class PassingHandlers:
    """What becomes of a press under an answer that is passed on."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._cards = CardSender(services.press)

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Does what the button says."""
        query = update.callback_query
        if query is None:
            return
        locale = self._services.locale(query.from_user)
        await answer_query(query, await self._do(context.bot, query, locale))

    async def _do(self, bot: Bot, query: CallbackQuery, locale: Locale) -> str | None:
        """Works off a press; gives what to say in passing, if anything."""
        match decode(query.data or ""):
            case ShowToPassOn(question, article, view):
                await self._replace(bot, query, self._view(article, view), question, locale)
            case PickToPassOn(question, article):
                await self._pick(bot, query, locale, question, article)
            case GetText(_, article):
                await self._text(bot, query, article, locale)
            case GetPicture(question, article, view):
                return await self._picture(bot, query, question, article, view, locale)
            case None:
                return locale.text("This button is no longer in use. Please ask again.")
        return None

    def _view(self, article: str, view: str) -> Answer | Notice:
        facet = view if view in FACET_BY_ID else None
        return self._services.responder.article(article, self._services.today(), facet=facet, full=view == FULL)

    async def _pick(self, bot: Bot, query: CallbackQuery, locale: Locale, question: int, article: str) -> None:
        asked = None
        if question:
            await self._services.store.record_choice(question, self._services.person(query.from_user.id), article)
            asked = await self._services.store.question_text(question)
        reply = self._services.responder.answer_to(asked or "", article, self._services.today())
        await self._replace(bot, query, reply, question, locale)

    async def _text(self, bot: Bot, query: CallbackQuery, article: str, locale: Locale) -> None:
        """The whole article below the answer, in as many messages as it takes."""
        if query.message is None:
            return
        chat_id, answer_id = query.message.chat.id, query.message.message_id
        answer = self._view(article, FULL)
        if isinstance(answer, Notice):
            await send(bot, chat_id, render(answer, locale), reply_to=answer_id)
            return
        words = text_to_copy(answer, self._services.settings.operator, f"t.me/{bot.username}")
        await send_plain(bot, chat_id, words, reply_to=answer_id)

    async def _picture(
        self, bot: Bot, query: CallbackQuery, question: int, article: str, view: str, locale: Locale
    ) -> str | None:
        """The answer as it is shown, as a picture below it; what went wrong, if anything."""
        if query.message is None:
            return None
        chat_id, answer_id = query.message.chat.id, query.message.message_id
        answer = await self._asked_about(question, article, view)
        if isinstance(answer, Notice):
            await send(bot, chat_id, render(answer, locale), reply_to=answer_id)
            return None
        await bot.send_chat_action(chat_id, ChatAction.UPLOAD_PHOTO)
        sheet = card_sheet(answer, self._services.settings.operator, bot.username)
        try:
            await self._cards.send(bot, chat_id, answer_id, sheet)
        except PressError as error:
            _log.error("The picture of %s could not be set: %s", article, error)
            return locale.text("The picture could not be made just now. Please take the text instead.")
        return None

    async def _asked_about(self, question: int, article: str, view: str) -> Answer | Notice:
        """The answer in that view, with the places that the question names when it is the first view."""
        asked = await self._services.store.question_text(question) if question and view != FULL else None
        if asked is None:
            return self._view(article, view)
        answer = self._services.responder.answer_to(asked, article, self._services.today())
        same = isinstance(answer, Answer) and (answer.facet or "") == view
        return answer if same else self._view(article, view)

    async def _replace(self, bot: Bot, query: CallbackQuery, reply: Reply, question: int, locale: Locale) -> None:
        """Our message edited in place; sent anew when it can no longer be edited."""
        message = query.message
        if message is None:
            return
        shown = show(reply, question or None, locale, Manner.FORWARDED, bot.username)
        accessible = isinstance(message, Message)
        if not accessible or not await edit(bot, message.chat.id, message.message_id, shown.rendered, shown.buttons):
            await send(bot, message.chat.id, shown.rendered, shown.buttons)
