"""Staff in their group: inviting people into a team, listing teams and members, removing members."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import ContextTypes

from bot.brevity import private_link
from bot.handlers.addressing import topic_of
from bot.handlers.pressing import answer_query
from bot.handlers.teams import INVITATION, token_hash
from bot.locale import Locale
from bot.rendered import Rendered
from bot.sending import edit, send
from bot.services import Services
from bot.store import Member
from bot.team_words import (
    MOST_LISTED,
    render_how_to_invite,
    render_invitation,
    render_members,
    render_no_such_team,
    render_teams,
)
from intents.match.text import fold

REMOVE = "ter"
"""Data of the buttons that remove a member: `ter:<member>`."""
MAX_NAME = 64
"""Letters of a team's name."""
TOKEN_BYTES = 16
_USES = re.compile(r"(\d{1,4})\s*(?:lượt|luot|người|nguoi|people|uses)", re.IGNORECASE)
_DAYS = re.compile(r"(\d{1,3})\s*(?:ngày|ngay|days?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An invitation as staff ask for it."""

    name: str
    uses: int
    days: int


class TeamStaffHandlers:
    """What staff may do with teams. Registered for the staff group only."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def invite(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Makes an invitation (/moi <team>[, 20 lượt][, 3 ngày])."""
        message = update.effective_message
        if message is None:
            return
        locale, wanted = self._services.locale(message.from_user), self._wanted(_words(message))
        if not fold(wanted.name):
            await self._reply(message, context, render_how_to_invite(locale))
            return
        token, expires_at = secrets.token_urlsafe(TOKEN_BYTES), self._services.clock() + timedelta(days=wanted.days)
        hashed = token_hash(self._services.secret, token)
        team = await self._services.store.teams.invite(fold(wanted.name), wanted.name, hashed, wanted.uses, expires_at)
        address = private_link(context.bot.username, f"{INVITATION}{token}")
        await self._reply(message, context, render_invitation(team, address, wanted.uses, expires_at, locale))

    async def teams(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Lists the teams (/cacnhom)."""
        message = update.effective_message
        if message is None:
            return
        teams = await self._services.store.teams.all()
        await self._reply(message, context, render_teams(teams, self._services.locale(message.from_user)))

    async def members(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Lists the members of a team (/thanhvien <team>); without a name, the teams."""
        message = update.effective_message
        if message is None:
            return
        name = _words(message)
        if not name:
            await self.teams(update, context)
            return
        team = await self._services.store.teams.named(fold(name))
        locale = self._services.locale(message.from_user)
        if team is None:
            await self._reply(message, context, render_no_such_team(name[:MAX_NAME], locale))
            return
        members = await self._services.store.teams.members(team.id)
        await self._reply(message, context, render_members(team, members, locale), _removal(members, locale))

    async def remove(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Removes a member by the button under the list, which is edited in place."""
        query = update.callback_query
        if query is None:
            return
        locale, pressed = (
            self._services.locale(query.from_user),
            re.fullmatch(rf"{REMOVE}:(\d{{1,18}})", query.data or ""),
        )
        message = query.message
        if pressed is None or message is None or not await self._is_staff(context.bot, query):
            await answer_query(query, locale.text("This button is no longer in use. Please ask again."))
            return
        team = await self._services.store.teams.remove(int(pressed[1]))
        if team is None:
            await answer_query(query, locale.text("They are no longer in the team."))
            return
        members = await self._services.store.teams.members(team.id)
        rendered = render_members(team, members, locale)
        await edit(context.bot, message.chat.id, message.message_id, rendered, _removal(members, locale))
        await answer_query(query, locale.text("Removed from the team."))

    async def _is_staff(self, bot: Bot, query: CallbackQuery) -> bool:
        """Whether the press comes from the staff group, by somebody who is in it."""
        desk = self._services.desk
        here = desk is not None and query.message is not None and desk.staff.is_here(query.message.chat)
        return here and desk is not None and await desk.staff.is_member(bot, query.from_user.id)

    async def _reply(
        self,
        message: Message,
        context: ContextTypes.DEFAULT_TYPE,
        rendered: Rendered,
        buttons: InlineKeyboardMarkup | None = None,
    ) -> None:
        await send(context.bot, message.chat_id, rendered, buttons, message.message_id, topic_of(message))

    def _wanted(self, words: str) -> _Wanted:
        """The name is what stands before the first comma; number of people and days stand behind, in any order."""
        name, _, rest = words.partition(",")
        uses, days, teams = _USES.search(rest), _DAYS.search(rest), self._services.settings.teams
        return _Wanted(
            " ".join(name.split())[:MAX_NAME],
            max(1, min(int(uses[1]), 1000)) if uses else teams.invitation_uses,
            max(1, min(int(days[1]), 365)) if days else teams.invitation_days,
        )


def _words(message: Message) -> str:
    """What stands behind the command."""
    return " ".join((message.text or "").split()[1:])


def _removal(members: list[Member], locale: Locale) -> InlineKeyboardMarkup | None:
    """A button a member."""
    rows = [
        [
            InlineKeyboardButton(
                locale.text("Remove {number}. {name}", number=number, name=one.name), callback_data=f"{REMOVE}:{one.id}"
            )
        ]
        for number, one in enumerate(members[:MOST_LISTED], start=1)
    ]
    return InlineKeyboardMarkup(rows) if rows else None
