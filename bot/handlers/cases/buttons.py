"""The buttons of cases: residents' anywhere, staff's in the staff group and by its members only."""

from __future__ import annotations

from telegram import Bot, CallbackQuery, ForceReply, InlineKeyboardMarkup, InputFile, ReplyParameters, Update, User
from telegram.ext import ContextTypes

from bot.handlers.cases.residents import ResidentHandlers
from bot.handlers.pressing import answer_query
from bot.sending import edit_buttons, send
from bot.services import Services
from bot.staff import keyboards, staff_words
from bot.staff.desk import Desk
from bot.staff.drafts import added_phrasing, new_article
from bot.staff.editing_keyboards import publish_draft
from bot.staff.presses import AddPhrasing, AnyCasePress, ArticlePage, CasePress, SendArticle, Step, decode, for_staff
from bot.staff.staff_words import staff_locale
from bot.store.case_records import Case, Ending, NewNote, NoteKind
from bot.store.publishing_records import Place


class CaseButtons:
    """What becomes of a press about a case."""

    def __init__(self, services: Services, desk: Desk, residents: ResidentHandlers) -> None:
        self._services = services
        self._desk = desk
        self._residents = residents
        self._cases = services.store.cases

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Does what the button says, for whoever may press it; to all others it is a button of no use."""
        query = update.callback_query
        if query is not None:
            await answer_query(query, await self._do(context.bot, query, decode(query.data or "")))

    async def _do(self, bot: Bot, query: CallbackQuery, press: AnyCasePress | None) -> str | None:
        if press is not None and not for_staff(press) and isinstance(press, CasePress):
            return await self._residents.pressed(bot, query, press)
        here = query.message is not None and self._desk.staff.is_here(query.message.chat)
        if press is None or not here or not await self._desk.staff.is_member(bot, query.from_user.id):
            return self._services.locale(query.from_user).text("This button is no longer in use. Please ask again.")
        case = await self._cases.case(press.number if isinstance(press, CasePress) else press.case)
        if case is None:
            return staff_locale.text("This question is no longer stored.")
        return await self._for_staff(bot, query, press, case)

    async def _for_staff(self, bot: Bot, query: CallbackQuery, press: AnyCasePress, case: Case) -> str | None:
        user = query.from_user
        match press:
            case CasePress(Step.REPLY):
                return await self._reply(bot, case, user)
            case CasePress(Step.NOT_OURS):
                return await self._end(case, user, Ending.NOT_OURS)
            case CasePress(Step.SPAM):
                return await self._end(case, user, Ending.SPAM)
            case CasePress(Step.CLOSE):
                return await self._end(case, user, Ending.STAFF)
            case CasePress(Step.FILE):
                return await self._ask_for_file(case, user)
            case CasePress(Step.RELEASE):
                return await self._release(case, user)
            case CasePress(Step.BACK):
                return await self._put(bot, query, keyboards.card_buttons(case))
            case ArticlePage(_, page, drafting):
                content = self._services.responder.content
                return await self._put(bot, query, keyboards.article_list(case, content, page, drafting))
            case SendArticle(_, article):
                return await self._send_article(case, user, article)
            case CasePress(Step.DRAFT):
                return await self._put(bot, query, keyboards.draft_buttons(case))
            case AddPhrasing(_, article):
                return await self._draft(bot, query, case, article)
        return await self._draft(bot, query, case, None)

    async def _reply(self, bot: Bot, case: Case, user: User) -> str | None:
        refusal = await self._refusal(case, user)
        chat_id = self._desk.staff.id
        if refusal is not None or chat_id is None:
            return refusal
        prompt = staff_words.reply_prompt(case, user.id, user.first_name)
        asked = await send(bot, chat_id, prompt, ForceReply(selective=True), case.card)
        await self._cases.remember(chat_id, asked.message_id, case.id)
        self._desk.outbox.wake(case.id)
        return None

    async def _end(self, case: Case, user: User, ending: Ending) -> str | None:
        if ending is Ending.STAFF and case.answered_at is None:
            return staff_locale.text("Not answered yet. Answer it first, or choose Not ours or Spam.")
        refusal = await self._refusal(case, user)
        if refusal is not None:
            return refusal
        await self._desk.close(case, ending)
        return staff_locale.text("Closed. The resident is told.")

    async def _ask_for_file(self, case: Case, user: User) -> str | None:
        refusal = await self._refusal(case, user)
        if refusal is not None:
            return refusal
        fresh = await self._cases.want_file(NewNote(case.id, f"file:{case.id}", NoteKind.FILE_PLEASE))
        self._desk.outbox.wake(case.id)
        return None if fresh else staff_locale.text("The resident has been asked for a picture or file already.")

    async def _release(self, case: Case, user: User) -> str | None:
        if case.owner != user.id:
            return staff_words.taken(case) if case.owner is not None else None
        await self._cases.release(case.id)
        self._desk.outbox.wake(case.id)
        return None

    async def _send_article(self, case: Case, user: User, article: str) -> str | None:
        if article not in self._services.responder.content.articles:
            return staff_locale.text("This article is no longer here.")
        refusal = await self._refusal(case, user)
        if refusal is not None:
            return refusal
        note = NewNote(case.id, f"article:{case.id}:{article}", NoteKind.ARTICLE, article)
        fresh = await self._cases.answer([note], self._services.clock())
        self._desk.outbox.wake(case.id)
        return None if fresh else staff_locale.text("This article has been sent already.")

    async def _draft(self, bot: Bot, query: CallbackQuery, case: Case, article: str | None) -> str | None:
        """Stores a draft and shows it to staff as a file."""
        content, now = self._services.responder.content, self._services.clock()
        chat_id = self._desk.staff.id
        try:
            made = (
                new_article(case, await self._cases.notes.answers(case.id), content, now.date())
                if article is None
                else added_phrasing(case, article, content, now.date())
            )
        except KeyError:
            return staff_locale.text("This article is no longer here.")
        except (OSError, UnicodeDecodeError):
            return staff_locale.text("The article's file cannot be read. Please check it with hoidap check.")
        if chat_id is None:
            return None
        number = await self._cases.drafts.keep(
            case.id, made.article, made.question, made.markdown, self._services.clock()
        )
        shown = await bot.send_document(
            chat_id,
            InputFile(made.markdown.encode(), filename=made.name),
            caption=staff_words.draft_caption(number, case, made.topic).plain,
            reply_markup=publish_draft(number),
            reply_parameters=ReplyParameters(case.card, allow_sending_without_reply=True) if case.card else None,
        )
        await self._cases.remember(chat_id, shown.message_id, case.id)
        await self._desk.editing.sent_draft(Place(chat_id, shown.message_id), made)
        return await self._put(bot, query, keyboards.card_buttons(case))

    async def _refusal(self, case: Case, user: User) -> str | None:
        """Takes the case for that person; what to tell them when somebody else has it or it is closed."""
        claim = await self._desk.claim(case.id, user.id, user.first_name)
        return staff_words.taken(case if claim is None else claim.case) if claim is None or not claim.won else None

    async def _put(self, bot: Bot, query: CallbackQuery, buttons: InlineKeyboardMarkup | None) -> str | None:
        if query.message is not None:
            await edit_buttons(bot, query.message.chat.id, query.message.message_id, buttons)
        return None
