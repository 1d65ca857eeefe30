"""Sending what is stored to be sent, to residents and to the staff group. What fails for now is sent later; what was
sent is not sent again."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Coroutine
from contextvars import Context
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from telegram import Bot, InlineKeyboardMarkup, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.locale import get_locale
from bot.rendered import Rendered
from bot.rendering import render
from bot.sending import edit, send
from bot.staff import keyboards, staff_words, words
from bot.staff.rights import StaffChat
from bot.staff.sealed_words import as_written
from bot.store import StoreError
from bot.store.case_records import TO_RESIDENT, Case, Delivery, Note, NoteKind
from intents.reply import Notice

if TYPE_CHECKING:
    from bot.services import Services

_WITH_FILE = frozenset({NoteKind.PHOTO, NoteKind.DOCUMENT, NoteKind.THEIR_PHOTO, NoteKind.THEIR_DOCUMENT})
_log = logging.getLogger(__name__)


class Outbox:
    """What is still to be sent about cases."""

    def __init__(self, services: Services, bot: Bot, staff: StaffChat) -> None:
        self._services = services
        self._bot = bot
        self._staff = staff
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    def wake(self, case_id: int) -> None:
        """Starts sending what waits about a case; returns at once. After `finish` it is left for the next start."""
        self.start(self._deliver_safely(case_id))

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Starts some sending of which what is to be done is stored; returns at once."""
        if self._closed:
            work.close()
            return
        # Not part of the update that wakes it, which is done before this is.
        task = asyncio.get_running_loop().create_task(work, context=Context())
        self._tasks.add(task)
        task.add_done_callback(self._done)

    async def wake_all(self) -> None:
        """Starts sending all that waits."""
        for case_id in await self._services.store.cases.notes.unfinished():
            self.wake(case_id)

    async def finish(self, seconds: float) -> None:
        """Lets what is being sent end, that long at most; nothing is sent after it."""
        self._closed = True
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            place = traceback.extract_tb(error.__traceback__)[-1]
            _log.error("%s while sending about a case, at %s:%s", type(error).__name__, place.filename, place.lineno)

    async def _deliver_safely(self, case_id: int) -> None:
        lock = self._locks.setdefault(case_id, asyncio.Lock())
        async with lock:
            try:
                await self._deliver(case_id)
            except ChatMigrated as error:
                await self._moved_before(case_id, error.new_chat_id)
            except (TelegramError, StoreError) as error:
                _log.warning("Case %d: not everything could be sent, it is tried again: %s", case_id, error)

    async def _deliver(self, case_id: int) -> None:
        cases = self._services.store.cases
        while notes := await cases.notes.waiting(case_id):
            case = await cases.case(case_id)
            if case is None:
                return
            await self._send(case, notes[0])
        case = await cases.case(case_id)
        if case is not None and await cases.card_is_stale(case_id):
            await self._refresh(case)

    async def _send(self, case: Case, note: Note) -> None:
        """One note. What can never be sent is noted as such; what fails for now raises `TelegramError`."""
        chat_id = case.chat_id if note.kind in TO_RESIDENT else self._staff.id
        if chat_id is None:
            await self._services.store.cases.notes.done(note, Delivery.REFUSED, None)
            return
        try:
            place = await self._post(case, note, chat_id)
        except (Forbidden, BadRequest) as error:
            if note.kind not in TO_RESIDENT:
                self._staff.reachable = not _absent(error)
                if _absent(error):
                    raise
            state = Delivery.BLOCKED if isinstance(error, Forbidden) else Delivery.REFUSED
            _log.warning("Case %d: a note could not be sent: %s", case.id, error)
            await self._services.store.cases.notes.done(note, state, None)
            return
        if place is not None and place[0] != chat_id:
            await self._moved(case, note, place[0])
        state = Delivery.REFUSED if place is None else Delivery.SENT
        await self._services.store.cases.notes.done(note, state, place)

    async def _post(self, case: Case, note: Note, chat_id: int) -> tuple[int, int] | None:
        """Chat and message of what was sent, None when what it was to show is no longer there."""
        if note.kind in TO_RESIDENT:
            reply_to = case.message_id
            shown = self._for_resident(case, note)
        else:
            reply_to = None if note.kind is NoteKind.CARD else note.reply_to or case.card
            shown = self._for_staff(case, note)
        if shown is None:
            return None
        rendered, buttons = shown
        if note.kind in _WITH_FILE:
            message = await self._post_file(chat_id, note, rendered, buttons, reply_to)
            return message.chat_id, message.message_id
        sent = await send(self._bot, chat_id, rendered, buttons, reply_to)
        return sent.chat_id, sent.message_id

    async def _post_file(
        self, chat_id: int, note: Note, rendered: Rendered, buttons: InlineKeyboardMarkup | None, reply_to: int | None
    ) -> Message:
        more: dict[str, Any] = {
            "caption": rendered.html,
            "parse_mode": ParseMode.HTML,
            "reply_markup": buttons,
            "reply_parameters": ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None,
        }
        if note.kind in (NoteKind.PHOTO, NoteKind.THEIR_PHOTO):
            return await self._bot.send_photo(chat_id, note.file_id, **more)
        return await self._bot.send_document(chat_id, note.file_id, **more)

    def _for_resident(self, case: Case, note: Note) -> tuple[Rendered, InlineKeyboardMarkup | None] | None:
        locale = get_locale(case.locale)
        match note.kind:
            case NoteKind.ARTICLE:
                reply = self._services.responder.answer_to(case.text, note.body, self._services.clock().date())
                if isinstance(reply, Notice):
                    return None
                shown = words.answer_with(render(reply, locale), locale)
                return shown, keyboards.under_answer(case, locale, reply)
            case NoteKind.NOT_OURS:
                return words.not_ours(locale), None
            case NoteKind.SPAM:
                return words.spam(locale), None
            case NoteKind.FILE_PLEASE:
                return words.file_please(locale), None
            case NoteKind.CLOSING:
                return words.closing(case, locale), keyboards.under_closing(case)
        return words.answer(as_written(self._bot, note), locale), keyboards.under_answer(case, locale)

    def _for_staff(self, case: Case, note: Note) -> tuple[Rendered, InlineKeyboardMarkup | None]:
        match note.kind:
            case NoteKind.CARD:
                return self._card(case), keyboards.card_buttons(case)
            case NoteKind.RECEIPT:
                buttons = keyboards.under_receipt(case) if case.open and case.answered_at else None
                return staff_words.receipt(case, note.body), buttons
            case NoteKind.UNHELPFUL:
                return staff_words.unhelpful(case), None
            case NoteKind.FOLLOW_UP:
                return staff_words.their_words(case, note.body), keyboards.under_follow_up(case)
        return staff_words.their_file(case, note.body), keyboards.under_follow_up(case)

    def _card(self, case: Case) -> Rendered:
        responder = self._services.responder
        return staff_words.card(case, responder.content, responder.desk.checked_links(case.text))

    async def _refresh(self, case: Case) -> None:
        """Shows in the staff group how the case stands now."""
        if self._staff.id is None or case.card is None:
            return
        try:
            await edit(self._bot, self._staff.id, case.card, self._card(case), keyboards.card_buttons(case))
        except (Forbidden, BadRequest) as error:
            _log.warning("Case %d: what the staff group sees of it could not be changed: %s", case.id, error)
        await self._services.store.cases.card_shown(case)

    async def _moved_before(self, case_id: int, new_chat: int) -> None:
        """What was to be sent met a group that has become a supergroup: it is sent there."""
        case, notes = (
            await self._services.store.cases.case(case_id),
            await self._services.store.cases.notes.waiting(case_id),
        )
        if case is not None and notes:
            await self._moved(case, notes[0], new_chat)
            self.wake(case_id)

    async def _moved(self, case: Case, note: Note, new_chat: int) -> None:
        """Stores the new id of a group: the staff group's, or one of residents."""
        if note.kind not in TO_RESIDENT and self._services.desk is not None:
            await self._services.desk.moved_to(new_chat)
        elif note.kind in TO_RESIDENT and case.chat_id is not None:
            await self._services.store.cases.move_chat(case.chat_id, new_chat)


def _absent(error: TelegramError) -> bool:
    return isinstance(error, Forbidden) or "chat not found" in error.message.lower()
