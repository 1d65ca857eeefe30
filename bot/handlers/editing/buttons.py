"""The buttons about content: of use in the staff group and to its members only."""

from __future__ import annotations

from dataclasses import replace

from telegram import Bot, CallbackQuery, Update
from telegram.ext import ContextTypes

from bot.handlers.pressing import answer_query
from bot.services import Services
from bot.staff import editing_words
from bot.staff.desk import Desk
from bot.staff.editing_presses import AnyEditingPress, EditingPress, SendFile, Step, decode
from bot.store.publishing_records import Place, Version
from intents.content.editable import EditableFile, known_name
from intents.content.received import RefusedError


class EditingButtons:
    """What becomes of a press about content."""

    def __init__(self, services: Services, desk: Desk) -> None:
        self._services = services
        self._desk = desk
        self._editing = desk.editing
        self._store = services.store.content

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Does what the button says, for whoever may press it; to all others it is a button of no use."""
        query = update.callback_query
        if query is not None:
            await answer_query(query, await self._do(context.bot, query, decode(query.data or "")))

    async def _do(self, bot: Bot, query: CallbackQuery, press: AnyEditingPress | None) -> str | None:
        here = query.message is not None and self._desk.staff.is_here(query.message.chat)
        if press is None or not here or not await self._desk.staff.is_member(bot, query.from_user.id):
            return self._services.locale(query.from_user).text("This button is no longer in use. Please ask again.")
        place = query.message.message_id if query.message is not None else None
        try:
            if isinstance(press, SendFile):
                return await self._send_file(press.asked_by, place)
            return await self._step(query, press, place)
        except RefusedError as error:
            return editing_words.refused(str(error)).plain[:200]

    async def _step(self, query: CallbackQuery, press: EditingPress, place: int | None) -> str | None:
        match press.step:
            case Step.VERSION | Step.RESTORE:
                return await self._with_version(query, press, place)
            case Step.DRAFT:
                return await self._publish_draft(query, press.number)
        proposal = await self._store.proposal(press.number)
        if proposal is None:
            return editing_words.no_longer_stored()
        if proposal.message_id is None and place is not None:  # a kill between showing it and storing where
            await self._store.shown_at(proposal.id, place)
            proposal = replace(proposal, message_id=place)
        match press.step:
            case Step.PUBLISH:
                return await self._editing.publish(proposal, await self._editing.role_of(query.from_user.id))
            case Step.CANCEL:
                return await self._editing.cancel(proposal)
            case Step.MINE:
                await self._editing.send_kept_text(proposal, place)
        return None

    async def _send_file(self, asked_by: str, place: int | None) -> str | None:
        file = await self._editing.publisher.find(asked_by)
        if file is None:
            return editing_words.no_longer_there()
        await self._editing.send_file(file, place)
        return None

    async def _with_version(self, query: CallbackQuery, press: EditingPress, place: int | None) -> str | None:
        found = await self._version(press.number)
        if found is None:
            return editing_words.no_longer_stored()
        version, file = found
        if press.step is Step.VERSION:
            await self._editing.send_version(file, version, place)
            return None
        chat_id = query.message.chat.id if query.message is not None else None
        role = await self._editing.role_of(query.from_user.id)
        proposal = await self._editing.publisher.restore(file, version, role=role, chat_id=chat_id)
        return await self._editing.show(proposal)

    async def _version(self, number: int) -> tuple[Version, EditableFile] | None:
        version = await self._store.version(number)
        file = known_name(version.name) if version is not None else None
        return None if version is None or file is None else (version, file)

    async def _publish_draft(self, query: CallbackQuery, number: int) -> str | None:
        draft = await self._services.store.cases.drafts.read(number)
        message = query.message
        if draft is None or message is None:
            return editing_words.no_longer_stored()
        sent = await self._store.sent_at(Place(message.chat.id, message.message_id))
        file = known_name(sent[0]) if sent is not None else None
        if sent is None or file is None:
            return editing_words.no_longer_there()
        proposal = await self._editing.publisher.propose(
            file,
            draft.markdown.encode(),
            base=sent[1],
            role=await self._editing.role_of(query.from_user.id),
            chat_id=message.chat.id,
            document=message.message_id,
        )
        return await self._editing.show(proposal)
