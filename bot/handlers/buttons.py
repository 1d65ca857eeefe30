"""Buttons under our replies: another view, a choice, a thumb, the menu."""

from __future__ import annotations

from datetime import date

from telegram import Bot, CallbackQuery, Message, Update, User
from telegram.ext import ContextTypes

from bot.button_rows import Keyboard
from bot.buttons import (
    FULL,
    AskSuggestion,
    BackToTopic,
    ChooseLanguage,
    ErasePerson,
    Erasure,
    GiveFeedback,
    PickArticle,
    ShowArticle,
    ShowRelated,
    ShowTopic,
    ShowTopics,
    decode,
    suggestion_key,
)
from bot.handlers.pressing import answer_query
from bot.handlers.questions import QuestionHandlers
from bot.keyboards import erasure_keyboard, language_keyboard, related_keyboard
from bot.locale import CONTENT_LANGUAGE, SOURCE_LANGUAGE, Locale
from bot.rendering import Rendered, render_erased, render_erasure, render_language, render_not_erased
from bot.sending import edit, edit_buttons, send
from bot.services import Services
from bot.showing import show
from intents.content.facets import FACET_BY_ID
from intents.reply import Answer, Fallback, Notice, Reply


class ButtonHandlers:
    """What becomes of a press. Every press is answered, also one that we no longer understand."""

    def __init__(self, services: Services, questions: QuestionHandlers) -> None:
        self._services = services
        self._questions = questions

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Does what the button says, in place."""
        query = update.callback_query
        if query is None:
            return
        locale = self._services.locale(query.from_user)
        toast = await self._do(context.bot, query, locale)
        await answer_query(query, toast)

    async def _do(self, bot: Bot, query: CallbackQuery, locale: Locale) -> str | None:
        """Works off a press; gives what to say in passing, if anything."""
        responder = self._services.responder
        match decode(query.data or ""):
            case ShowArticle(question, article, view):
                await self._replace(bot, query, self._view(article, view), question or None, locale)
            case PickArticle(question, article):
                await self._pick(bot, query, locale, question, article)
            case GiveFeedback(question, helpful):
                return await self._feedback(query, locale, question, helpful)
            case ShowRelated(question, article, view):
                await self._related(bot, query, locale, question, article, view)
            case ShowTopics():
                await self._replace(bot, query, responder.topics(), None, locale)
            case ShowTopic(topic, page):
                await self._replace(bot, query, responder.topic(topic, page), None, locale)
            case BackToTopic(article):
                await self._replace(bot, query, responder.topic_of(article), None, locale)
            case AskSuggestion(key):
                return await self._suggested(bot, query, locale, key)
            case ErasePerson(step):
                await self._erase(bot, query, locale, step)
            case ChooseLanguage(code) if code in (CONTENT_LANGUAGE, SOURCE_LANGUAGE):
                await self._language(bot, query, code)
            case _:
                return locale.text("This button is no longer in use. Please ask again.")
        return None

    def _view(self, article: str, view: str) -> Answer | Notice:
        facet = view if view in FACET_BY_ID else None
        return self._services.responder.article(article, self._today(), facet=facet, full=view == FULL)

    async def _pick(self, bot: Bot, query: CallbackQuery, locale: Locale, question: int, article: str | None) -> None:
        known = article is None or article in self._services.responder.content.articles
        if question and known:
            await self._services.store.record_choice(question, self._services.person(query.from_user.id), article)
        if article is None:
            await self._replace(bot, query, Fallback(()), question or None, locale)
            return
        asked = await self._services.store.question_text(question) if question else None
        reply = self._services.responder.answer_to(asked or "", article, self._today())
        await self._replace(bot, query, reply, question or None, locale)

    async def _feedback(self, query: CallbackQuery, locale: Locale, question: int, helpful: bool) -> str:
        person = self._services.person(query.from_user.id)
        recorded = await self._services.store.record_feedback(question, person, helpful, self._services.clock())
        if not recorded:
            return locale.text("This question is no longer stored, so the rating was not kept.")
        if helpful:
            return locale.text("Thank you, glad it helped.")
        return locale.text("Thank you. We will read it and improve the answer.")

    async def _related(
        self, bot: Bot, query: CallbackQuery, locale: Locale, question: int, article: str, view: str
    ) -> None:
        answer = self._view(article, view)
        if isinstance(answer, Notice):
            await self._replace(bot, query, answer, question or None, locale)
            return
        buttons = related_keyboard(answer, question, view, locale)
        message = query.message
        if not isinstance(message, Message) or not await edit_buttons(
            bot, message.chat.id, message.message_id, buttons
        ):
            await self._replace(bot, query, answer, question or None, locale)

    async def _suggested(self, bot: Bot, query: CallbackQuery, locale: Locale, key: str) -> str | None:
        """Answers a suggested question as if it had been typed, below the greeting, which keeps its buttons."""
        suggestions = self._services.responder.content.suggestions
        question = next((one.text for one in suggestions if suggestion_key(one.text) == key), None)
        if question is None:
            return locale.text("This button is no longer in use. Please ask again.")
        if query.message is not None:
            await self._questions.answer_suggestion(bot, query.message.chat, query.from_user, question)
        return None

    async def _erase(self, bot: Bot, query: CallbackQuery, locale: Locale, step: Erasure) -> None:
        if step is Erasure.ASK:
            await self._put(bot, query, render_erasure(locale), erasure_keyboard(locale))
        elif step is Erasure.NO:
            await self._put(bot, query, render_not_erased(locale), None)
        else:
            await self._services.erase(query.from_user.id)
            await self._put(bot, query, render_erased(locale), None)

    async def _language(self, bot: Bot, query: CallbackQuery, code: str) -> None:
        person: User = query.from_user
        await self._services.store.set_language(self._services.person(person.id), code)
        await self._put(bot, query, render_language(self._services.locale(person)), language_keyboard())

    async def _replace(
        self, bot: Bot, query: CallbackQuery, reply: Reply, question: int | None, locale: Locale
    ) -> None:
        if query.message is None:
            return
        manner = self._services.manner(query.message.chat, query.from_user)
        shown = show(reply, question, locale, manner, bot.username)
        await self._put(bot, query, shown.rendered, shown.buttons)

    async def _put(self, bot: Bot, query: CallbackQuery, rendered: Rendered, buttons: Keyboard | None) -> None:
        """Our message edited in place; sent anew when it can no longer be edited."""
        message = query.message
        if message is None:
            return
        accessible = isinstance(message, Message)
        if not accessible or not await edit(bot, message.chat.id, message.message_id, rendered, buttons):
            await send(bot, message.chat.id, rendered, buttons)

    def _today(self) -> date:
        return self._services.clock().date()
