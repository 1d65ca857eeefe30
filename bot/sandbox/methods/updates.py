"""getUpdates, setWebhook, deleteWebhook, getWebhookInfo."""

import re

from ..accounts import WebhookSettings
from ..context import Context, Described
from ..errors import WEBHOOK_ACTIVE, Json, conflict, refuse
from ..webhook import check_url

_LONGEST_POLL = 50
_SECRET = re.compile(r"[A-Za-z0-9_-]*")


async def get_updates(context: Context) -> list[Json]:
    """Confirm what was fetched before, and wait for more."""
    if context.bot.webhook.url:
        raise conflict(WEBHOOK_ACTIVE)
    params = context.params
    limit = params.number("limit", 100)
    seconds = max(0, min(params.number("timeout", 0), _LONGEST_POLL))
    offset = params.number("offset", 0)
    inbox = context.bot.inbox
    inbox.allow(params.strings("allowed_updates"))

    def waiting() -> None:
        context.world.feed.emit("polling", 0, {"bot_id": context.bot.id})

    return await inbox.poll(offset, limit if 1 <= limit <= 100 else 100, seconds, context.caller_there, waiting)


async def set_webhook(context: Context) -> Described:
    """Have updates sent to an address on loopback; an empty address means polling again."""
    params, bot = context.params, context.bot
    url = params.text("url")
    if not url:
        return await delete_webhook(context)
    check_url(url)
    secret = params.text("secret_token")
    if len(secret) > 256:
        refuse("secret token is too long")
    if not _SECRET.fullmatch(secret):
        refuse("secret token contains unallowed characters")
    connections = params.number("max_connections", 40)
    if not 1 <= connections <= 100:
        connections = 40
    bot.inbox.allow(params.strings("allowed_updates"))
    _drop_pending(context)
    unchanged = (bot.webhook.url, bot.webhook.secret_token) == (url, secret)
    bot.webhook = WebhookSettings(url, secret, connections)
    bot.inbox.webhook_was_set()
    context.sender.settings_changed()
    return Described(True, "Webhook is already set" if unchanged else "Webhook was set")


async def delete_webhook(context: Context) -> Described:
    """Return to polling."""
    was_set = bool(context.bot.webhook.url)
    context.bot.webhook = WebhookSettings()
    _drop_pending(context)
    context.sender.settings_changed()
    return Described(True, "Webhook was deleted" if was_set else "Webhook is already deleted")


async def get_webhook_info(context: Context) -> Json:
    """Where updates go, how many wait, and what last went wrong."""
    settings, inbox = context.bot.webhook, context.bot.inbox
    found: Json = {
        "url": settings.url,
        "has_custom_certificate": False,
        "pending_update_count": len(inbox.pending),
    }
    if settings.url:
        found["max_connections"] = settings.max_connections
    if settings.last_error_message:
        found["last_error_date"] = settings.last_error_date
        found["last_error_message"] = settings.last_error_message
    if inbox.allowed is not None:
        found["allowed_updates"] = sorted(inbox.allowed)
    return found


def _drop_pending(context: Context) -> None:
    if context.params.flag("drop_pending_updates"):
        context.bot.inbox.clear()


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
