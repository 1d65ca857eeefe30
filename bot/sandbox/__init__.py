"""A Telegram on this machine: the Bot API over real HTTP on loopback, and people who use it.

It is the double against which the suite runs the real bot, and the Telegram of whoever tries the bot at home.
"""

from .accounts import BotAccount
from .calls import Call, CallLog
from .errors import ApiError, SandboxUsageError
from .events import Event, EventFeed
from .faults import Delayed, DroppedAfter, DroppedBefore, Faults, RateLimited, ServerError
from .groups import Group
from .keyboards import Button
from .loopback import LeftLoopbackError, only_loopback
from .media import small_png
from .model import Chat, Message, StoredFile, User
from .origins import from_channel, from_chat, from_hidden_user, from_user
from .people import Person, Seat
from .queries import CallbackAnswer, InlineAsk, InlineResults, Press
from .server import SandboxServer
from .text import Entity, utf16_length

__all__ = [
    "ApiError",
    "BotAccount",
    "Button",
    "Call",
    "CallLog",
    "CallbackAnswer",
    "Chat",
    "Delayed",
    "DroppedAfter",
    "DroppedBefore",
    "Entity",
    "Event",
    "EventFeed",
    "Faults",
    "Group",
    "InlineAsk",
    "InlineResults",
    "LeftLoopbackError",
    "Message",
    "Person",
    "Press",
    "RateLimited",
    "SandboxServer",
    "SandboxUsageError",
    "Seat",
    "ServerError",
    "StoredFile",
    "User",
    "from_channel",
    "from_chat",
    "from_hidden_user",
    "from_user",
    "only_loopback",
    "small_png",
    "utf16_length",
]
