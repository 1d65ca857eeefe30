"""The staff group: what is written there in reply to a case, /choxuly, and the group's getting a new id."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Bot, Message, Update
from telegram.error import BadRequest, Forbidden
from telegram.ext import ContextTypes

from bot.handlers.questions import QuestionHandlers
from bot.locale import get_locale
from bot.markup import utf16_length
from bot.rendered import Rendered
from bot.sending import edit, send
from bot.services import Services
from bot.staff import keyboards, staff_words, words
from bot.staff.desk import LISTED, Desk
from bot.staff.sealed_words import sealed, sealed_words
from bot.staff.staff_words import staff_locale
from bot.store.case_records import Case, NewNote, NoteKind

MAX_UNITS, MAX_CAPTION_UNITS = 3500, 900
"""How long a text, and a caption, may be for one message with our words around it."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Who acts, as the staff group sees them."""

    id: int
    name: str


def who_wrote(message: Message) -> StaffMember | None:
    """The writer; somebody without a name when the message was written in the name of the group."""
    if message.from_user is None:
        return None
    anonymous = message.sender_chat is not None
    name = message.author_signature or staff_locale.text("Somebody") if anonymous else message.from_user.first_name
    return StaffMember(message.from_user.id, name)


class StaffHandlers:
    """What becomes of messages in the staff group."""

    def __init__(self, services: Services, desk: Desk, questions: QuestionHandlers) -> None:
        self._services = services
        self._desk = desk
        self._questions = questions
        self._cases = services.store.cases

    async def waiting(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/choxuly: what is open, oldest first."""
        message = update.effective_message
        if message is None or not self._desk.staff.speaks_for_staff(message):
            return
        cases = await self._cases.open_cases()
        listed = staff_words.waiting_list(cases, self._services.clock(), message.chat_id, LISTED)
        await send(context.bot, message.chat_id, listed, reply_to=message.message_id)

    async def said(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A reply to a message about a case answers it; a reply to anything else is none of ours."""
        message = update.effective_message
        replied = message.reply_to_message if message is not None else None
        if message is None or replied is None:
            return
        case = await self._case_of(replied, context.bot.id)
        member = who_wrote(message)
        if case is None or member is None or not self._desk.staff.speaks_for_staff(message):
            await self._questions.asked_by_name(update, context)
            return
        refusal = await self._answer(case, message, member)
        if refusal is not None:
            await send(context.bot, message.chat_id, refusal, reply_to=message.message_id)

    async def _case_of(self, replied: Message, our_id: int) -> Case | None:
        case = await self._cases.case_at(replied.chat_id, replied.message_id)
        if case is not None or replied.from_user is None or replied.from_user.id != our_id:
            return case
        number = staff_words.case_number(replied.text or replied.caption or "")
        return None if number is None else await self._cases.case(number)

    async def is_about_a_case(self, message: Message) -> bool:
        """Whether a message of ours is about a question of a resident."""
        return await self._case_of(message, message.from_user.id if message.from_user else 0) is not None

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """An answer that its writer has edited is edited for the resident too; where that cannot be, it is said."""
        message = update.effective_message
        if message is None or not self._desk.staff.speaks_for_staff(message):
            return
        key = f"s:{message.chat_id}:{message.message_id}"
        if not await self._cases.notes.known(key):
            await self._questions.edited_by_name(update, context)
            return
        if not await self._reword(context.bot, key, message.text or ""):
            said = words.notice(staff_locale.text("The change does not reach the resident. Please send a new answer."))
            await send(context.bot, message.chat_id, said, reply_to=message.message_id)

    async def _reword(self, bot: Bot, key: str, text: str) -> bool:
        if not text or utf16_length(text) > MAX_UNITS:
            return False
        reworded = await self._cases.notes.reword(key, *sealed_words(bot, key, text))
        if reworded is None:
            return False
        case, sent_message = reworded.case, reworded.sent_message
        if sent_message is None or case.chat_id is None:
            return True
        locale = get_locale(case.locale)
        try:
            shown, buttons = words.answer(text, locale), keyboards.under_answer(case, locale)
            return await edit(bot, case.chat_id, sent_message, shown, buttons)
        except (Forbidden, BadRequest):
            return False

    async def migrated(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Follows the staff group, or a residents' group, to its new id."""
        message = update.effective_message
        if message is None:
            return
        old, new = message.chat_id, message.migrate_to_chat_id
        if message.migrate_from_chat_id is not None:
            old, new = message.migrate_from_chat_id, message.chat_id
        if new is None:
            return
        if old == self._desk.staff.id:
            await self._desk.moved_to(new)
        else:
            await self._cases.move_chat(old, new)

    async def _answer(self, case: Case, message: Message, member: StaffMember) -> Rendered | None:
        """Stores an answer and starts sending it; gives what to tell its writer when it is not sent."""
        notes = [sealed(message.get_bot(), note) for note in _notes(case, message)]
        if not notes:
            return words.notice(staff_locale.text("Only words, pictures and files can be sent to the resident."))
        if not await self._cases.notes.known(notes[0].key):
            claim = await self._desk.claim(case.id, member.id, member.name)
            if claim is None or not claim.won:
                return staff_words.not_sent(case if claim is None else claim.case)
            await self._cases.answer(notes, self._services.clock())
        self._desk.outbox.wake(case.id)
        return None


def _notes(case: Case, message: Message) -> list[NewNote]:
    """What a message of staff says, in as many notes as it takes; none for a voice message, a sticker and the like."""
    key, reply_to = f"s:{message.chat_id}:{message.message_id}", message.message_id
    text = message.text or ""
    notes: list[NewNote] = []
    if message.photo or message.document:
        caption = message.caption or ""
        fits = utf16_length(caption) <= MAX_CAPTION_UNITS
        kind = NoteKind.PHOTO if message.photo else NoteKind.DOCUMENT
        file = message.photo[-1].file_id if message.photo else message.document.file_id if message.document else ""
        notes.append(NewNote(case.id, key, kind, caption if fits else "", file, reply_to))
        text = "" if fits else caption
    for number, piece in enumerate(_pieces(text)):
        notes.append(NewNote(case.id, f"{key}:{number}" if notes else key, NoteKind.TEXT, piece, reply_to=reply_to))
    return notes


def _pieces(text: str) -> list[str]:
    """The text in pieces that each fit into a message, cut at a blank line, a line, or a space where there is one."""
    pieces = []
    rest = text.strip()
    while utf16_length(rest) > MAX_UNITS:
        head = rest.encode("utf-16-le")[: 2 * MAX_UNITS].decode("utf-16-le", errors="ignore")
        cut = next((at for mark in ("\n\n", "\n", " ") if (at := head.rfind(mark)) > len(head) // 2), len(head))
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*pieces, rest] if rest else pieces
