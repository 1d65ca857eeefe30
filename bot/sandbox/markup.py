"""Telegram's HTML, parsed as strictly as Telegram parses it and refused in the same words."""

from dataclasses import dataclass
from typing import NoReturn

from .errors import refuse
from .links import checked_link
from .text import Entity, Formatted, ordered, utf16_length

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACE = frozenset(" \t\r\n\0\v")
_NAME_TOKEN_EXTRA = frozenset(".-")
_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_SURROGATE = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)


@dataclass(frozen=True)
class _OpenTag:
    name: str
    argument: str
    offset: int
    characters: int


def parse_html(source: str) -> Formatted:
    """The text and entities of a message written in Telegram's HTML.

    Raises ApiError "Bad Request: can't parse entities: …" for unknown, unclosed or wrongly nested tags.
    """
    return _Parser(source).parse()


def _fail(text: str) -> NoReturn:
    refuse(f"can't parse entities: {text}")


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_OpenTag] = []
        self._entities: list[tuple[Entity, str]] = []

    def parse(self) -> Formatted:
        while self._at < len(self._source):
            letter = self._source[self._at]
            if letter == "&":
                self._append(self._character())
            elif letter != "<":
                self._append(letter)
                self._at += 1
            elif self._source.startswith("</", self._at):
                self._end_tag()
            else:
                self._start_tag()
        if self._open:
            _fail(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        return Formatted("".join(self._text), ordered(_joined_code(self._entities)))

    def _append(self, letter: str) -> None:
        self._text.append(letter)
        self._offset += utf16_length(letter)

    def _byte(self, position: int) -> int:
        return len(self._source[:position].encode())

    def _peek(self) -> str:
        return self._source[self._at] if self._at < len(self._source) else ""

    def _take_until(self, stops: frozenset[str]) -> str:
        begin = self._at
        while self._peek() and self._peek() not in stops:
            self._at += 1
        return self._source[begin : self._at]

    def _skip_space(self) -> None:
        while self._peek() and self._peek() in _SPACE:
            self._at += 1

    def _character(self) -> str:
        """The character of the reference at the cursor, or the ampersand itself when it is none."""
        decoded, length = decode_reference(self._source, self._at)
        if 0xD800 <= ord(decoded) <= 0xDFFF:
            _fail(_SURROGATE)
        self._at += length
        return decoded

    def _start_tag(self) -> None:
        begin = self._byte(self._at)
        self._at += 1
        name = self._take_until(_SPACE | {">"}).lower()
        if not self._peek():
            _fail(f"Unclosed start tag at byte offset {begin}")
        if name not in _TYPES:
            _fail(f'Unsupported start tag "{name}" at byte offset {begin}')
        argument = ""
        while self._peek() != ">":
            self._skip_space()
            if self._peek() == ">":
                break
            argument = self._attribute(name, begin, argument)
        self._at += 1
        if name == "span" and argument != "spoiler":
            _fail(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._open.append(_OpenTag(name, argument, self._offset, len(self._text)))

    def _attribute(self, tag: str, begin: int, argument: str) -> str:
        attribute = self._take_until(_SPACE | {"=", ">"}).lower()
        if not attribute:
            if not self._peek():
                _fail(f'Unclosed start tag "{tag}" at byte offset {begin}')
            _fail(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_space()
        value = ""
        if self._peek() == "=":
            self._at += 1
            self._skip_space()
            if not self._peek():
                _fail(f'Unclosed start tag "{tag}" at byte offset {begin}')
            value = self._attribute_value(begin)
        elif not self._peek():
            _fail(f'Unclosed start tag "{tag}" at byte offset {begin}')
        return _argument(tag, attribute, value, argument)

    def _attribute_value(self, begin: int) -> str:
        if self._peek() not in ("'", '"'):
            return self._name_token(begin)
        quote = self._peek()
        self._at += 1
        value: list[str] = []
        while self._peek() and self._peek() != quote:
            if self._peek() == "&":
                value.append(self._character())
            else:
                value.append(self._peek())
                self._at += 1
        self._at += 1
        if not self._peek():
            _fail(f"Unclosed start tag at byte offset {begin}")
        return "".join(value)

    def _name_token(self, begin: int) -> str:
        start = self._at
        while (self._peek().isascii() and self._peek().isalnum()) or self._peek() in _NAME_TOKEN_EXTRA:
            self._at += 1
        if not self._peek():
            _fail(f"Unclosed start tag at byte offset {begin}")
        if self._peek() not in _SPACE and self._peek() != ">":
            _fail(f"Unexpected end of name token at byte offset {self._byte(start)}")
        return self._source[start : self._at].lower()

    def _end_tag(self) -> None:
        begin = self._byte(self._at)
        if not self._open:
            _fail(f"Unexpected end tag at byte offset {begin}")
        self._at += 2
        found = self._take_until(_SPACE | {">"}).lower()
        self._skip_space()
        if self._peek() != ">":
            _fail(f"Unclosed end tag at byte offset {begin}")
        self._at += 1
        tag = self._open.pop()
        if found and found != tag.name:
            _fail(f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", found "</{found}>"')
        self._close(tag)

    def _close(self, tag: _OpenTag) -> None:
        length = self._offset - tag.offset
        if not length:
            return
        kind, url, emoji, user_id = _TYPES[tag.name], "", "", 0
        if kind == "text_link":
            url = checked_link(tag.argument or "".join(self._text[tag.characters :]))
            user_id = mentioned_user(url)
            if user_id:
                kind, url = "text_mention", ""
            elif not url:
                return
        elif kind == "blockquote" and tag.argument:
            kind = "expandable_blockquote"
        elif kind == "custom_emoji":
            emoji = tag.argument
            if not emoji.isdecimal() or not 0 < int(emoji) < 2**63:
                _fail("Invalid custom emoji identifier specified")
        entity = Entity(kind, tag.offset, length, url=url, user_id=user_id, custom_emoji_id=emoji)
        self._entities.append((entity, tag.argument if kind == "code" else ""))


def _argument(tag: str, attribute: str, value: str, current: str) -> str:
    if (tag, attribute) in {("a", "href"), ("tg-emoji", "emoji-id")}:
        return value
    if (tag, attribute) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, attribute) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if (tag, attribute) == ("blockquote", "expandable"):
        return "1"
    return current


def _joined_code(found: list[tuple[Entity, str]]) -> list[Entity]:
    """`<pre><code class="language-x">` is one block with a language; `code` inside `pre` says nothing more."""
    languages = {(one.offset, one.length): language for one, language in found if one.type == "code" and language}
    blocks = {(one.offset, one.length) for one, _ in found if one.type == "pre"}
    joined = []
    for entity, _ in found:
        place = (entity.offset, entity.length)
        if entity.type == "code" and place in blocks:
            continue
        if entity.type == "pre" and place in languages:
            joined.append(Entity("pre", entity.offset, entity.length, language=languages[place]))
        else:
            joined.append(entity)
    return joined


def mentioned_user(url: str) -> int:
    """The user id in a `tg://user?id=…` link, or 0."""
    number = url.removeprefix("tg://user?id=")
    return int(number) if number != url and number.isdecimal() else 0


def decode_reference(source: str, at: int) -> tuple[str, int]:
    """The character that the reference at `at` stands for, and how many characters of the source it takes."""
    end = at + 1
    if source.startswith("#", end):
        return _numeric_reference(source, at)
    while end < len(source) and source[end].isascii() and source[end].isalpha():
        end += 1
    named = _NAMED.get(source[at + 1 : end])
    if named is None:
        return "&", 1
    return named, end - at + (1 if source.startswith(";", end) else 0)


def _numeric_reference(source: str, at: int) -> tuple[str, int]:
    hexadecimal = source.startswith("x", at + 2)
    end = begin = at + (3 if hexadecimal else 2)
    digits = "0123456789abcdefABCDEF" if hexadecimal else "0123456789"
    while end < len(source) and source[end] in digits:
        end += 1
    value = int(source[begin:end], 16 if hexadecimal else 10) if end > begin else 0
    if value == 0 or value >= 0x10FFFF or end - begin > 10:
        return "&", 1
    return chr(value), end - at + (1 if source.startswith(";", end) else 0)
