"""/sua, /lichsu, /hoantac: a file to edit, its versions, the way back."""

from __future__ import annotations

import re

from telegram import Bot, Message, Update
from telegram.ext import ContextTypes

from bot.rendered import Rendered
from bot.sending import send
from bot.services import Services
from bot.staff import editing_keyboards, editing_words
from bot.staff.desk import Desk
from intents.content.editable import EditableFile, known_name, new_article
from intents.content.received import RefusedError

MOST_OFFERED = 6
"""Files offered where none is called so."""
FIRST_OFFERED = ("facts.toml", "lexicon.toml", "danh-ba/phuong-xa.csv")
_COMMAND = re.compile(r"/\w+(?:@\w+)?\s*")


class EditingCommands:
    """What becomes of the commands about content. Registered for the staff group only."""

    def __init__(self, services: Services, desk: Desk) -> None:
        self._services = services
        self._desk = desk
        self._editing = desk.editing

    async def edit(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/sua <what>: sends the file, or offers those that could be meant."""
        message = update.effective_message
        if message is None or not await may_edit(self._desk, context.bot, message):
            return
        asked = words_of(message)
        file = await self.file_called(asked)
        try:
            if file is not None:
                await self._editing.send_file(file, message.message_id)
                return
        except RefusedError as error:
            await self._reply(context.bot, message, editing_words.refused(str(error)))
            return
        offered = await self._offered(asked)
        buttons = editing_keyboards.files(offered, self._services.responder.content)
        said = editing_words.which_file(asked, bool(offered))
        await send(context.bot, message.chat_id, said, buttons, message.message_id)

    async def history(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/lichsu <what>: the versions of a file, each to open or to go back to."""
        message = update.effective_message
        file = await self._meant(update, context, "/lichsu")
        if message is None or file is None:
            return
        versions = await self._editing.publisher.versions(file, editing_words.MAX_VERSIONS)
        said = editing_words.history(file, self._services.responder.content, versions)
        buttons = editing_keyboards.versions(versions)
        await send(context.bot, message.chat_id, said, buttons, message.message_id)

    async def undo(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/hoantac <what>: proposes to take back what was published last."""
        message = update.effective_message
        file = await self._meant(update, context, "/hoantac")
        if message is None or file is None:
            return
        role = await self._editing.role_of(message.from_user.id if message.from_user else None)
        try:
            proposal = await self._editing.publisher.undo(
                file, role=role, chat_id=message.chat_id, document=message.message_id
            )
        except RefusedError as error:
            await self._reply(context.bot, message, editing_words.not_taken_back(str(error)))
            return
        await self._editing.show(proposal)

    async def file_called(self, asked: str) -> EditableFile | None:
        """The file that staff call so; one of a new article, written as topic and id, which need not be there yet."""
        found = await self._editing.publisher.find(asked)
        if found is not None:
            return found
        topic, _, article = asked.strip().removesuffix(".md").partition("/")
        taken = article in self._services.responder.content.articles
        return None if taken else new_article(topic, article)

    async def _meant(self, update: Update, context: ContextTypes.DEFAULT_TYPE, command: str) -> EditableFile | None:
        """The file behind a command; None, with an answer sent, where there is none."""
        message = update.effective_message
        if message is None or not await may_edit(self._desk, context.bot, message):
            return None
        asked = words_of(message)
        file = await self._editing.publisher.find(asked)
        if file is None:
            near = await self._editing.publisher.alike(asked) if asked else []
            names = ", ".join(one.asked_by for one in near)
            await self._reply(context.bot, message, editing_words.no_such_file(asked, names, command))
        return file

    async def _offered(self, asked: str) -> list[EditableFile]:
        """What could be meant: by what the words ask for, then by how the names look."""
        if not asked:
            return [file for name in FIRST_OFFERED if (file := known_name(name)) is not None]
        content = self._services.responder.content
        asked_for = self._services.responder.matcher.match(asked).articles
        found = [known_name(f"{content.articles[one].topic}/{one}.md") for one in asked_for if one in content.articles]
        near = await self._editing.publisher.alike(asked)
        return list(dict.fromkeys([*(one for one in found if one is not None), *near]))[:MOST_OFFERED]

    async def _reply(self, bot: Bot, message: Message, said: Rendered) -> None:
        await send(bot, message.chat_id, said, reply_to=message.message_id)


async def may_edit(desk: Desk, bot: Bot, message: Message) -> bool:
    """Whether whoever wrote this may change content: a member of the staff group, or the group itself."""
    if not desk.staff.speaks_for_staff(message):
        return False
    if message.sender_chat is not None or message.from_user is None:
        return message.sender_chat is not None
    return await desk.staff.is_member(bot, message.from_user.id)


def words_of(message: Message) -> str:
    """What stands behind the command of a message or a caption."""
    return _COMMAND.sub("", message.text or message.caption or "", count=1).strip()
