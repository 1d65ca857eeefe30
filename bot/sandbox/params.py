"""The parameters of a call: query string, form, JSON or multipart, all read alike."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from .errors import ApiError, Json, refuse
from .files import UPLOAD_LIMIT


@dataclass(frozen=True)
class Upload:
    """A file that came with a multipart call."""

    name: str
    data: bytes


class Params:
    """Named values with the conversions that Telegram makes; each raises ApiError when it cannot."""

    def __init__(self, values: Json, uploads: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.uploads = uploads or {}

    def has(self, name: str) -> bool:
        """Whether the parameter was given and is not empty."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (dict, list)):
            refuse(f'field "{name}" must be of type String')
        return str(value)

    def number(self, name: str, default: int | None = None) -> int:
        """An integer; without a default it must be there."""
        value = self.values.get(name)
        if value in (None, ""):
            if default is None:
                refuse(f"{name} is not specified")
            return default
        try:
            return int(str(value))
        except ValueError:
            refuse(f'invalid {name} specified: can\'t parse "{value}" as an integer')

    def flag(self, name: str) -> bool:
        """A boolean; everything but true, yes and 1 is false."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def data(self, name: str) -> Any:
        """A nested object or list, given as such or as a JSON string; None when it was not given."""
        value = self.values.get(name)
        if value in (None, ""):
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            if name == "reply_markup":
                refuse("can't parse reply markup JSON object")
            refuse(f"can't parse {name.replace('_', ' ')} JSON object")

    def object(self, name: str) -> Json | None:
        """A nested object."""
        value = self.data(name)
        if value is not None and not isinstance(value, dict):
            refuse(f"object expected as {name.replace('_', ' ')}")
        return value

    def strings(self, name: str) -> list[str] | None:
        """A list of strings."""
        value = self.data(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            refuse(f"expected an Array of String as {name}")
        return value

    def chat_id(self, name: str = "chat_id") -> int | str:
        """A chat: its number, or its @username."""
        value = self.text(name).strip()
        if not value:
            refuse(f"{name} is empty")
        digits = value.removeprefix("-")
        return int(value) if digits.isdecimal() and digits.isascii() and len(digits) < 20 else value

    def user_id(self) -> int:
        """A person's number."""
        value = self.text("user_id")
        if not value.isdecimal() or len(value) > 19 or int(value) == 0:
            refuse("invalid user_id specified")
        return int(value)

    def upload(self, name: str) -> Upload | None:
        """The file sent under this name, or attached with `attach://`."""
        if name in self.uploads:
            return self.uploads[name]
        attached = self.text(name)
        if attached.startswith("attach://"):
            return self.uploads.get(attached.removeprefix("attach://"))
        return None


async def read_params(request: web.Request) -> Params:
    """Everything that a request carries.

    Raises ApiError when the body cannot be read.
    """
    values: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    kind = request.content_type
    if kind == "multipart/form-data":
        await _read_multipart(request, values, uploads)
    elif kind == "application/json":
        values |= await _read_json(request)
    elif kind == "application/x-www-form-urlencoded":
        values |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return Params(values, uploads)


async def _read_json(request: web.Request) -> Json:
    try:
        body = json.loads(await request.read() or b"{}")
    except ValueError:
        refuse("can't parse JSON object in the request body")
    if not isinstance(body, dict):
        refuse("expected an Object in the request body")
    return body


async def _read_multipart(request: web.Request, values: Json, uploads: dict[str, Upload]) -> None:
    try:
        reader = await request.multipart()
        async for part in reader:
            if not isinstance(part, BodyPartReader) or part.name is None:
                continue
            data = bytes(await part.read())
            if len(data) > UPLOAD_LIMIT:
                raise ApiError(413, "Request Entity Too Large")
            if part.filename is None:
                values[part.name] = data.decode("utf-8", "replace")
            else:
                uploads[part.name] = Upload(part.filename, data)
    except (ValueError, AssertionError):
        refuse("can't parse multipart request body")
