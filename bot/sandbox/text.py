"""Text with entities, measured as Telegram measures it: in UTF-16 code units."""

from dataclasses import dataclass, replace

from .errors import Json, refuse

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100

_SOLID = frozenset({"code", "pre"})
_QUOTES = frozenset({"blockquote", "expandable_blockquote"})
_KNOWN = frozenset(
    {
        "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic",
        "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre",
        "text_link", "text_mention", "custom_emoji",
    }
)  # fmt: skip


def utf16_length(text: str) -> int:
    """How many UTF-16 code units the text has."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of the text that starts at a UTF-16 offset and has so many units."""
    raw = text.encode("utf-16-le")
    return raw[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


@dataclass(frozen=True)
class Entity:
    """One formatted or recognised part of a text; offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str = ""
    language: str = ""
    user_id: int = 0
    custom_emoji_id: str = ""

    @property
    def end(self) -> int:
        """The offset just after the entity."""
        return self.offset + self.length


@dataclass(frozen=True)
class Formatted:
    """A text as a reader sees it, and its entities."""

    text: str
    entities: tuple[Entity, ...] = ()

    def part(self, entity: Entity) -> str:
        """The words that an entity covers."""
        return utf16_slice(self.text, entity.offset, entity.length)


NO_TEXT = Formatted("")


def clean(text: str) -> str:
    """The text without the control characters that Telegram drops or turns into spaces."""
    kept = text.replace("\r", "")
    return "".join(" " if ord(letter) < 32 and letter != "\n" else letter for letter in kept)


def trimmed(formatted: Formatted) -> Formatted:
    """The text without blanks around it, its entities moved along and cut."""
    left = len(formatted.text) - len(formatted.text.lstrip())
    text = formatted.text.strip()
    limit = utf16_length(text)
    moved = []
    for entity in formatted.entities:
        start, end = max(0, entity.offset - left), min(limit, entity.end - left)
        if end > start:
            moved.append(replace(entity, offset=start, length=end - start))
    return Formatted(text, tuple(moved))


def ordered(entities: list[Entity]) -> tuple[Entity, ...]:
    """The entities outermost first, without what Telegram drops: formatting in code, quotes in quotes."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda one: (one.offset, -one.length)):
        around = [other for other in kept if other.offset <= entity.offset and entity.end <= other.end]
        if any(other.type in _SOLID for other in around):
            continue
        if entity.type in _QUOTES and any(other.type in _QUOTES for other in around):
            continue
        kept.append(entity)
    return tuple(kept[:ENTITY_LIMIT])


def parse_entities(raw: object, text: str) -> tuple[Entity, ...]:
    """Entities given explicitly in a call.

    Raises ApiError when the list is malformed or an entity lies outside the text.
    """
    if not isinstance(raw, list):
        refuse("can't parse entities: expected an Array of MessageEntity")
    limit = utf16_length(text)
    return ordered([_entity(item, limit) for item in raw])


def _entity(item: object, limit: int) -> Entity:
    if not isinstance(item, dict):
        refuse("can't parse entities: expected an Object as MessageEntity")
    kind, offset, length = item.get("type"), item.get("offset"), item.get("length")
    if not isinstance(kind, str) or kind not in _KNOWN:
        refuse("can't parse entities: wrong entity type specified")
    if not isinstance(offset, int) or not isinstance(length, int):
        refuse('can\'t parse entities: field "offset" and "length" must be of type Number')
    if offset < 0 or length <= 0 or offset + length > limit:
        refuse("entity beginning and length must be inside the text")
    user = item.get("user")
    return Entity(
        str(kind),
        offset,
        length,
        url=str(item.get("url", "")),
        language=str(item.get("language", "")),
        user_id=user["id"] if isinstance(user, dict) and isinstance(user.get("id"), int) else 0,
        custom_emoji_id=str(item.get("custom_emoji_id", "")),
    )


def entity_json(entity: Entity, user: Json | None = None) -> Json:
    """The entity as the Bot API writes it; `user` is the person of a text mention."""
    found: Json = {"type": entity.type, "offset": entity.offset, "length": entity.length}
    for name in ("url", "language", "custom_emoji_id"):
        if value := getattr(entity, name):
            found[name] = value
    if user is not None:
        found["user"] = user
    return found
