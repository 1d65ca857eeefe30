"""Telegram on one side, `intents` on the other: handlers translate between them and decide nothing."""

from __future__ import annotations

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.handlers.addressing import ASK
from bot.handlers.authoring import AuthoringHandlers, authoring_handlers
from bot.handlers.buttons import ButtonHandlers
from bot.handlers.cases.residents import ResidentHandlers
from bot.handlers.cases.routing import StaffGroup, case_handlers
from bot.handlers.commands import CommandHandlers
from bot.handlers.dispatch import Dispatch
from bot.handlers.editing.routing import editing_handlers
from bot.handlers.errors import ErrorHandler
from bot.handlers.forwards import ForwardHandlers
from bot.handlers.groups import GroupHandlers
from bot.handlers.inline import InlineHandlers
from bot.handlers.lapses import LapseHandlers, lapse_handlers
from bot.handlers.limiting import LimitHandler
from bot.handlers.passing import PassingHandlers
from bot.handlers.questions import QuestionHandlers
from bot.handlers.statistics.routing import statistics_handlers
from bot.handlers.team_staff import REMOVE, TeamStaffHandlers
from bot.handlers.teams import INVITATION, TeamHandlers
from bot.passing_buttons import PREFIX
from bot.services import Services
from bot.staff.desk import Desk
from bot.weekly import WeeklyTask

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
"""The kinds of update that the handlers know; Telegram is asked for no others."""

FIRST = -1
"""The group of handlers that sees every update before the others."""


def register(application: Application, services: Services) -> Dispatch:  # type: ignore[type-arg]
    """Adds every handler to the application; gives what works updates off with them."""
    desk = services.desk = Desk(services, application.bot)
    services.erasers += [desk.erase, desk.editing.erase]
    if desk.staff.id is not None:
        services.notify_staff = desk.tell
    residents = ResidentHandlers(services, desk)
    commands, questions = CommandHandlers(services), QuestionHandlers(services, residents)
    private, groups = filters.ChatType.PRIVATE, filters.ChatType.GROUPS
    new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    said = ~filters.StatusUpdate.ALL
    staff, teams, team_staff, group = (
        StaffGroup(desk),
        TeamHandlers(services),
        TeamStaffHandlers(services),
        GroupHandlers(services),
    )
    authoring, lapses = (
        AuthoringHandlers(services, desk, application.bot),
        LapseHandlers(services, desk, application.bot),
    )
    services.erasers.append(authoring.erase)
    services.weekly.append(WeeklyTask("lapses", lapses.weekly))
    desk.chores += [lambda: authoring.tick(application.bot), lapses.tick]
    forwards, passing = ForwardHandlers(services, questions), PassingHandlers(services)
    application.add_handlers(
        [
            MessageHandler(private & new & filters.FORWARDED & said, forwards.forwarded),
            *authoring_handlers(authoring, desk),
            *lapse_handlers(lapses, desk),
            *editing_handlers(services, desk, questions),
            *statistics_handlers(services, desk, application.bot),
            *case_handlers(services, desk, residents, questions),
            CommandHandler("moi", team_staff.invite, filters=staff & new),
            CommandHandler("cacnhom", team_staff.teams, filters=staff & new),
            CommandHandler("thanhvien", team_staff.members, filters=staff & new),
            CommandHandler("nhom", teams.week, filters=private & new),
            CommandHandler("roinhom", teams.leave, filters=private & new),
            CommandHandler("start", teams.join, filters=private & new & filters.Regex(rf"^/start(@\w+)? {INVITATION}")),
            CommandHandler("start", commands.start, filters=private & new),
            CommandHandler("help", commands.help, filters=private & new),
            CommandHandler("chude", commands.topics, filters=private & new),
            CommandHandler("riengtu", commands.privacy, filters=private & new),
            CommandHandler("xoadulieu", commands.erase, filters=private & new),
            CommandHandler("ngonngu", commands.language, filters=private & new),
            CommandHandler(ASK, questions.asked_by_name, filters=private & new),
            CommandHandler(ASK, questions.edited_by_name, filters=private & edited),
            MessageHandler(private & new & filters.COMMAND, commands.help),
            MessageHandler(private & new & said, questions.asked),
            MessageHandler(private & edited & ~filters.COMMAND, questions.edited),
            MessageHandler(groups & new & said, questions.asked_by_name),
            MessageHandler(groups & edited & said, questions.edited_by_name),
            InlineQueryHandler(InlineHandlers(services).typed),
            ChatMemberHandler(group.member_changed, ChatMemberHandler.MY_CHAT_MEMBER),
            CallbackQueryHandler(team_staff.remove, pattern=rf"^{REMOVE}:"),
            CallbackQueryHandler(passing.pressed, pattern=rf"^{PREFIX}[a-z]:"),
            CallbackQueryHandler(ButtonHandlers(services, questions).pressed),
        ]
    )
    limits = LimitHandler(services) if services.settings.limits == "on" else None
    if limits is not None:
        application.add_handler(TypeHandler(Update, limits.check), group=FIRST)
    errors = ErrorHandler(services)
    application.add_error_handler(errors.failed)
    return Dispatch(application, services, questions, limits, errors)
