"""The methods of the Bot API, one module a family."""

from ..context import Method
from . import account, callbacks, chats, commands, deleting, editing, forwarding, inline, media, sending, updates

METHODS: dict[str, Method] = {
    name.lower(): Method(name, run)
    for family in (
        account, callbacks, chats, commands, deleting, editing, forwarding, inline, media, sending, updates
    )
    for name, run in family.METHODS.items()
}  # fmt: skip
