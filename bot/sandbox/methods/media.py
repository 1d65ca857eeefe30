"""sendPhoto, sendDocument and getFile."""

from ..context import Context
from ..errors import Json, refuse
from ..files import DOWNLOAD_LIMIT, FileShelf
from ..media import document_json, photo_json
from ..model import StoredFile
from ..params import Params
from ..wire import file_json, message_json
from .content import caption, draft


async def send_photo(context: Context) -> Json:
    """Post a picture: uploaded, or by the file_id of one that was sent before."""
    return _send(context, "photo")


async def send_document(context: Context) -> Json:
    """Post a file: uploaded, or by the file_id of one that was sent before."""
    return _send(context, "document")


async def get_file(context: Context) -> Json:
    """Where a file can be fetched."""
    if not context.params.has("file_id"):
        refuse("file_id not specified")
    stored = context.world.files.by_id(context.params.text("file_id"))
    if stored is None:
        refuse("invalid file_id")
    if len(stored.data) > DOWNLOAD_LIMIT:
        refuse("file is too big")
    return {**file_json(stored), "file_path": stored.path}


def _send(context: Context, kind: str) -> Json:
    context.writable_chat()
    message = draft(context, caption(context.params))
    message.file = given_file(context.world.files, context.params, kind, kind)
    message.media = photo_json(message.file) if kind == "photo" else document_json(message.file)
    return message_json(context.world.post(message))


def given_file(files: FileShelf, params: Params, kind: str, field: str) -> StoredFile:
    """The file that a call uploads in that field, or names by the file_id of one that was sent before."""
    upload = params.upload(field)
    if upload is not None:
        return files.put(kind, upload.data, upload.name)
    given = params.text(field)
    if not given:
        refuse(f"there is no {kind} in the request")
    stored = files.by_id(given)
    if stored is None:
        # Telegram would fetch an address; nothing leaves loopback here, so it fails as an unreachable one does.
        web = given.startswith(("http://", "https://"))
        refuse("failed to get HTTP URL content" if web else "wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        refuse(f"can't use file of type {stored.kind.capitalize()} as {kind.capitalize()}")
    return stored


METHODS = {"sendPhoto": send_photo, "sendDocument": send_document, "getFile": get_file}
