"""Refusals in Telegram's own words."""

from typing import Any, NoReturn

Json = dict[str, Any]

CHAT_NOT_FOUND = "chat not found"
NEVER_WROTE = "bot can't initiate conversation with a user"
BLOCKED = "bot was blocked by the user"
NO_RIGHT_TO_SEND = "not enough rights to send text messages to the chat"
UPGRADED = "group chat was upgraded to a supergroup chat"
TEXT_EMPTY = "message text is empty"
TEXT_TOO_LONG = "message is too long"
CAPTION_TOO_LONG = "message caption is too long"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
EDIT_NOT_FOUND = "message to edit not found"
EDIT_FORBIDDEN = "message can't be edited"
QUERY_INVALID = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
WEBHOOK_SET_MEANWHILE = "terminated by setWebhook request"

_PREFIX = {400: "Bad Request", 403: "Forbidden", 409: "Conflict"}


class ApiError(Exception):
    """A call that the Bot API refuses: HTTP status, description and response parameters."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """The JSON object that Telegram would answer with."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class SandboxUsageError(Exception):
    """Somebody asked a person in the sandbox to do what a person cannot do."""


def _prefixed(code: int, text: str, parameters: Json | None = None) -> ApiError:
    return ApiError(code, f"{_PREFIX[code]}: {text}", parameters)


def bad_request(text: str, parameters: Json | None = None) -> ApiError:
    """A 400 with "Bad Request: " before the text."""
    return _prefixed(400, text, parameters)


def forbidden(text: str) -> ApiError:
    """A 403 with "Forbidden: " before the text."""
    return _prefixed(403, text)


def conflict(text: str) -> ApiError:
    """A 409 with "Conflict: " before the text."""
    return _prefixed(409, text)


def not_found() -> ApiError:
    """The 404 for unknown methods and malformed tokens."""
    return ApiError(404, "Not Found")


def unauthorized() -> ApiError:
    """The 401 for a token that no bot has."""
    return ApiError(401, "Unauthorized")


def too_many_requests(retry_after: int) -> ApiError:
    """The 429 that asks to wait so many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def refuse(text: str) -> NoReturn:
    """Raise the 400 with this text."""
    raise bad_request(text)
