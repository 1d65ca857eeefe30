"""A finished article handed on: to be decided like any other change, or back to its writer with what is wrong."""

from __future__ import annotations

from telegram import Bot, InputFile, ReplyParameters
from telegram.constants import ParseMode

from bot.authoring.article import NewArticle
from bot.markup import utf16_length
from bot.publishing.trial import TrialError
from bot.publishing.weighing import Weighed, check
from bot.sending import send
from bot.services import Services
from bot.staff import editing_words
from bot.staff.desk import Desk
from bot.store.publishing_records import Place
from bot.store.writings import Writing
from intents.content.editable import EditableFile
from intents.content.editable import new_article as new_file
from intents.content.received import RefusedError

MAX_CAPTION = 1000
"""UTF-16 units that may stand under a file; Telegram takes 1,024."""


class NotHandedOnError(RuntimeError):
    """It could not be checked; the message, in Vietnamese, says what to do."""


class HandingOn:
    """What becomes of an article after its last step."""

    def __init__(self, services: Services, desk: Desk) -> None:
        self._services = services
        self._desk = desk

    async def propose(self, bot: Bot, made: NewArticle, writing: Writing) -> bool:
        """Checks it. Where it may be published, it is proposed in answer to the message under which it was finished;
        where it may not, the staff group gets its file with the reasons, and the answer is False. Raises
        `NotHandedOnError`, `TelegramError`, `StoreError`."""
        file, data = new_file(made.topic, made.id), made.markdown.encode()
        if file is None:
            raise NotHandedOnError(f"không đặt được tên tệp “{made.id}”. Hãy đổi tên bài.")
        try:
            weighed = await self._checked(file, data)
            if weighed.errors:
                await self._give_back(bot, file, data, weighed, writing.pressed)
                return False
            editing = self._desk.editing
            proposal = await editing.publisher.propose(
                file,
                data,
                role=writing.role,
                author=writing.author,
                chat_id=self._desk.staff.id,
                document=writing.pressed,
            )
        except (RefusedError, TrialError, OSError) as error:
            raise NotHandedOnError(str(error)) from error
        await editing.show(proposal)
        return True

    async def _checked(self, file: EditableFile, data: bytes) -> Weighed:
        folder, settings = self._desk.editing.publisher.folder, self._services.settings
        today, thresholds = self._services.today(), settings.matcher.thresholds()
        return await check(folder.root, folder.models, file, data, today, thresholds)

    async def _give_back(self, bot: Bot, file: EditableFile, data: bytes, weighed: Weighed, reply_to: int) -> None:
        """The file with what is wrong with it; sent back in answer to that, it is a change like any other."""
        if self._desk.staff.id is None:
            return
        said = editing_words.broken(file, self._services.responder.content, weighed)
        fits = utf16_length(said.plain) <= MAX_CAPTION
        sent = await bot.send_document(
            self._desk.staff.id,
            InputFile(data, filename=f"{file.id}.md"),
            caption=said.html if fits else None,
            parse_mode=ParseMode.HTML,
            reply_parameters=ReplyParameters(reply_to, allow_sending_without_reply=True),
        )
        place = Place(sent.chat_id, sent.message_id)
        await self._services.store.content.sent(place, file.name, None, self._services.clock())
        if not fits:
            await send(bot, sent.chat_id, said, reply_to=sent.message_id)
