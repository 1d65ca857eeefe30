"""The chat page of the sandbox: a Telegram in the browser for whoever tries the bot."""

from .cast import Cast, Role, make_cast
from .routes import ChatPage

__all__ = ["Cast", "ChatPage", "Role", "make_cast"]
