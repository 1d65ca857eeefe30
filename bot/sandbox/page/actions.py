"""What a person does on the page: each action one POST with JSON, or with a form where a file goes along."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from ..errors import ApiError, Json, SandboxUsageError
from ..files import PHOTO_LIMIT, picture_size
from ..model import Message
from ..people import Seat
from ..queries import InlineAsk
from .cast import Cast, Role

PATIENCE = 20.0
"""Seconds that a pressed button turns its clock before the page gives up."""
INLINE_PATIENCE = 5.0
MAX_OPEN_INLINE = 100


class Refused(web.HTTPBadRequest):
    """What cannot be done; the reason, in Vietnamese or Telegram's words, is shown on the page."""

    def __init__(self, reason: str) -> None:
        super().__init__(text=reason)


@dataclass(slots=True)
class Actions:
    """The actions over a cast."""

    cast: Cast
    asks: dict[str, InlineAsk]

    async def send(self, role: Role, given: Json) -> Json:
        """Say something, perhaps in reply to a message."""
        seat = self._seat(role, given["chat"])
        reply_to = self._message(seat, given["reply_to"]) if given.get("reply_to") else None
        return {"message": seat.send(str(given["text"]), reply_to=reply_to).id}

    async def edit(self, role: Role, given: Json) -> Json:
        """Change an own message."""
        seat = self._seat(role, given["chat"])
        seat.edit(self._message(seat, given["message"]), str(given["text"]))
        return {}

    async def delete(self, role: Role, given: Json) -> Json:
        """Delete an own message for everybody."""
        seat = self._seat(role, given["chat"])
        message = self._message(seat, given["message"])
        if message.sender is not role.person.user:
            raise Refused("Bạn chỉ xóa được tin của mình.")
        seat.delete(message)
        return {}

    async def press(self, role: Role, given: Json) -> Json:
        """Press a button; gives what the bot answers to it."""
        seat = self._seat(role, given["chat"])
        message = self._message(seat, given["message"])
        place = (given["row"], given["column"])
        button = next((one for one in message.buttons if (one.row, one.column) == place), None)
        if button is None:
            raise Refused("Nút này không còn nữa.")
        try:
            answer = await seat.press(message, button).answered(PATIENCE)
        except TimeoutError:
            return {"text": "Bot chưa trả lời.", "show_alert": False}
        return {"text": answer.text, "show_alert": answer.show_alert, "url": answer.url}

    async def forward(self, role: Role, given: Json) -> Json:
        """Forward a message into another chat."""
        message = self._message(self._seat(role, given["chat"]), given["message"])
        return {"message": self._seat(role, given["to"]).forward(message).id}

    async def inline(self, role: Role, given: Json) -> Json:
        """Type `@bot …`; gives the results offered."""
        ask = self._seat(role, given["chat"]).inline(str(given["query"]))
        try:
            found = await ask.results(INLINE_PATIENCE)
        except TimeoutError:
            return {"id": ask.query.id, "results": []}
        self.asks[ask.query.id] = ask
        while len(self.asks) > MAX_OPEN_INLINE:
            self.asks.pop(next(iter(self.asks)))
        shown = ({key: one.get(key, "") for key in ("id", "title", "description")} for one in found.results)
        return {"id": ask.query.id, "results": list(shown)}

    async def choose(self, role: Role, given: Json) -> Json:
        """Post one of the results of an inline query."""
        ask = self.asks.get(str(given["id"]))
        if ask is None or ask.query.user is not role.person.user:
            raise Refused("Kết quả này đã cũ, hãy gõ lại.")
        return {"message": ask.choose(str(given["result"])).id}

    async def upload(self, role: Role, request: web.Request) -> Json:
        """Send a photo or a file with a caption, perhaps in reply to a message."""
        fields: dict[str, str] = {}
        data, name = b"", "tep"
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise Refused("Không đọc được tệp này.")
            if part.name == "file":
                data, name = bytes(await part.read()), part.filename or name
            else:
                fields[part.name or ""] = await part.text()
        seat = self._seat(role, fields.get("chat", ""))
        caption = fields.get("caption", "")
        reply_to = self._message(seat, fields["reply_to"]) if fields.get("reply_to") else None
        if picture_size(data) is not None and len(data) <= PHOTO_LIMIT:
            return {"message": seat.send_photo(data, caption, reply_to=reply_to).id}
        return {"message": seat.send_document(data, name, caption, reply_to=reply_to).id}

    def _seat(self, role: Role, chat_id: object) -> Seat:
        seat = next((one for one in self.cast.seats(role) if str(one.chat.id) == str(chat_id)), None)
        if seat is None:
            raise Refused("Bạn không ở trong cuộc trò chuyện này.")
        return seat

    def _message(self, seat: Seat, message_id: object) -> Message:
        found = seat.chat.messages.get(int(str(message_id)))
        if found is None:
            raise Refused("Tin nhắn này không còn nữa.")
        return found


Action = Callable[[Role, Json], Awaitable[Json]]


def by_name(actions: Actions) -> Mapping[str, Action]:
    """The actions that take JSON."""
    return {
        "send": actions.send,
        "edit": actions.edit,
        "delete": actions.delete,
        "press": actions.press,
        "forward": actions.forward,
        "inline": actions.inline,
        "choose": actions.choose,
    }


async def done(work: Awaitable[Json]) -> web.Response:
    """The outcome of an action as a response; what the sandbox refuses becomes a 400 with its reason."""
    try:
        return web.json_response(await work)
    except (SandboxUsageError, ApiError) as error:
        raise Refused(str(error)) from error
    except (KeyError, ValueError, TypeError) as error:
        raise Refused("Yêu cầu không đọc được.") from error
