"""Markdown as Telegram HTML and as plain text, both from one parse.

Only the tags that Telegram knows are written, each opened once at a time and closed in order; raw HTML in the source is
text. Everything here is total: any text gives a result.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, image
from markdown_it.token import Token

BULLET = "• "
INDENT = "  "
LINK_SCHEMES = ("http://", "https://", "tg://", "mailto:")
MAX_IMAGE_DEPTH = 2
"""Images within the alt text of images: the parser calls itself for each, so deeper ones are read as plain text."""

_TAGS = {"strong": "b", "em": "i", "s": "s", "heading": "b", "blockquote": "blockquote", "link": "a"}
_UNSENDABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_TAG = re.compile(r"<[^>]*>")


class _Piece(NamedTuple):
    """A stretch of text, or the start or end of a tag."""

    text: str = ""
    tag: str = ""
    href: str = ""
    ends: bool = False


def escape(text: str) -> str:
    """The text with the signs that mean something in Telegram HTML written as references; fit for attributes too."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def utf16_length(text: str) -> int:
    """How many UTF-16 code units the text has: what Telegram counts."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def visible_text(markup: str) -> str:
    """What Telegram displays of the HTML that this module makes."""
    return html.unescape(_TAG.sub("", markup))


def is_link(url: str) -> bool:
    """Whether the address may be made a link."""
    lowered = url.lower()
    return any(lowered.startswith(scheme) and len(url) > len(scheme) for scheme in LINK_SCHEMES)


@lru_cache(maxsize=256)
def to_html(markdown: str) -> str:
    """The Markdown as Telegram HTML: balanced, known tags only, all text escaped."""
    return "".join(_html(piece) for piece in _pieces(markdown))


@lru_cache(maxsize=256)
def to_plain(markdown: str) -> str:
    """The Markdown as plain text; a link stands as `text (address)` unless its text is its address."""
    parts: list[str] = []
    link_start = 0
    for piece in _pieces(markdown):
        if piece.tag == "a" and not piece.ends:
            link_start = len(parts)
        elif piece.tag == "a":
            parts.append(address_after("".join(parts[link_start:]), piece.href))
        else:
            parts.append(piece.text)
    return "".join(parts)


def address_after(text: str, url: str) -> str:
    """What follows the text of a link in plain text: the address in brackets, or nothing where they are the same."""
    return "" if _bare(text) == _bare(url) else f" ({url})"


def _bare(url: str) -> str:
    return re.sub(r"^(https?://|mailto:)", "", url).rstrip("/")


def _html(piece: _Piece) -> str:
    if not piece.tag:
        return escape(piece.text)
    if piece.ends:
        return f"</{piece.tag}>"
    return f'<{piece.tag} href="{escape(piece.href)}">' if piece.href else f"<{piece.tag}>"


def _pieces(markdown: str) -> list[_Piece]:
    tokens = _parser().parse(_UNSENDABLE.sub("\ufffd", markdown))
    return _Walk().over(tokens)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
    parser.inline.ruler.at("image", _shallow_image)
    return parser


def _shallow_image(state: StateInline, silent: bool) -> bool:
    depth = state.env.get("image_depth", 0)
    if depth >= MAX_IMAGE_DEPTH:
        return False
    state.env["image_depth"] = depth + 1
    try:
        return image(state, silent)
    finally:
        state.env["image_depth"] = depth


class _Walk:
    """One pass over the tokens of the parser, which nests without bound inside a paragraph: hence no recursion."""

    def __init__(self) -> None:
        self._pieces: list[_Piece] = []
        self._open: Counter[str] = Counter()
        """How many of a tag are open: Telegram takes no tag within itself, so only the outermost is written."""
        self._hrefs: list[str] = []
        self._numbers: list[int | None] = []
        """The next number of each list that is open, outermost first; None for bullets."""
        self._last_line = 0
        """Where the last block ended in the source: blocks with a blank line between them keep it."""
        self._fresh = True
        """Whether the block that comes next starts where we stand, after a bullet or at the very beginning."""

    def over(self, tokens: Sequence[Token]) -> list[_Piece]:
        for token in tokens:
            self._block(token)
        return self._pieces

    def _block(self, token: Token) -> None:
        match token.type:
            case "inline":
                self._inline(token.children or ())
            case "paragraph_open":
                self._begin(token, closed=True)
            case "heading_open":
                self._begin(token, closed=True)
                self._start("heading")
            case "blockquote_open":
                self._begin(token)
                self._start("blockquote")
                self._fresh = True
            case "heading_close" | "blockquote_close":
                self._end(token.type.removesuffix("_close"))
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_open":
                start = token.attrGet("start")
                self._numbers.append(1 if start is None else int(start))
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
            case "list_item_open":
                self._item(token)
            case "fence" | "code_block":
                self._preformatted(token)
            case "hr":
                self._last_line = -1

    def _begin(self, token: Token, *, closed: bool = False, depth: int | None = None) -> None:
        """Starts a block on a line of its own, or where we stand when we stand at its place already."""
        first, after = token.map or [self._last_line, self._last_line]
        if not self._fresh:
            gap = "\n" if first <= self._last_line and self._last_line >= 0 else "\n\n"
            self._text(gap + INDENT * (len(self._numbers) if depth is None else depth))
        self._fresh = False
        if closed:
            self._last_line = after

    def _item(self, token: Token) -> None:
        self._begin(token, depth=len(self._numbers) - 1)
        number = self._numbers[-1]
        if number is None:
            self._text(BULLET)
        else:
            self._text(f"{number}. ")
            self._numbers[-1] = number + 1
        self._fresh = True
        self._last_line = (token.map or [0])[0] + 1

    def _preformatted(self, token: Token) -> None:
        self._begin(token, closed=True, depth=0)
        self._pieces += (_Piece(tag="pre"), _Piece(token.content.rstrip("\n")), _Piece(tag="pre", ends=True))

    def _inline(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            match token.type:
                case "softbreak" | "hardbreak":
                    self._text("\n" + INDENT * len(self._numbers))
                case "code_inline":
                    self._pieces += (_Piece(tag="code"), _Piece(token.content), _Piece(tag="code", ends=True))
                case "image":
                    self._text(_alt_text(token))
                case "link_open":
                    self._start("link", str(token.attrGet("href") or ""))
                case "link_close":
                    self._end("link")
                case "strong_open" | "em_open" | "s_open":
                    self._start(token.type.removesuffix("_open"))
                case "strong_close" | "em_close" | "s_close":
                    self._end(token.type.removesuffix("_close"))
                case _:
                    self._text(token.content)

    def _text(self, text: str) -> None:
        self._pieces.append(_Piece(text))

    def _start(self, kind: str, href: str = "") -> None:
        tag = _TAGS[kind]
        if tag == "a":
            self._hrefs.append(href if is_link(href) else "")
            if not is_link(href):
                return
        self._open[tag] += 1
        if self._open[tag] == 1:
            self._pieces.append(_Piece(tag=tag, href=href))

    def _end(self, kind: str) -> None:
        tag, href = _TAGS[kind], ""
        if tag == "a":
            href = self._hrefs.pop()
            if not href:
                return
        self._open[tag] -= 1
        if not self._open[tag]:
            self._pieces.append(_Piece(tag=tag, href=href, ends=True))


def _alt_text(token: Token) -> str:
    return "".join(
        _alt_text(child) if child.type == "image" else "\n" if child.type.endswith("break") else child.content
        for child in token.children or ()
    )
