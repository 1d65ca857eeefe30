"""What stands in Markdown and cannot be shown in Telegram, found by parsing as the renderer does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from intents.content.articles import is_web_address
from intents.content.facts import stray_braces

_HTML = "có thẻ HTML. Hãy bỏ thẻ đi; muốn chữ đậm thì đặt giữa hai dấu **."
_TABLE = "Telegram không hiện được bảng. Hãy viết thành danh sách, mỗi dòng bắt đầu bằng “- ”."
_IMAGE = "câu trả lời không hiện được hình. Hãy bỏ hình, hoặc thay bằng liên kết."
_HEADING = (
    "chỗ này thành một tiêu đề phụ. Hãy bỏ các dấu #, và đừng để dòng chỉ có --- hay === ngay dưới chữ; "
    "muốn nhấn mạnh thì đặt chữ giữa hai dấu **."
)
_BOLD = "có dấu ** lẻ, sẽ hiện nguyên dấu sao. Hãy đặt chữ đậm giữa hai dấu **, sát vào chữ: **như thế này**."
_HALF_LINK = "liên kết viết dở. Hãy viết [chữ hiện ra](https://địa-chỉ), không có khoảng trắng giữa ] và (."
_TICK = "có dấu ` lẻ. Hãy đặt chữ giữa hai dấu `, hoặc bỏ dấu này đi."
_NO_BLANK = "thiếu dấu cách sau dấu đầu dòng. Hãy viết “- chữ” hoặc “1. chữ”."
_BRACES = "dữ kiện viết sai dạng. Hãy viết {{tên-dữ-kiện}}, tên không có khoảng trắng."

_HALF = re.compile(r"\[[^\]]+\]\s*\((?:https?:|www\.)")
_BULLET = re.compile(r"-[^\W\d_]|\d{1,2}\.[^\W\d_]")


def unshowable(markdown: str) -> Iterator[tuple[int, str]]:
    """What cannot be shown: the line from 0, and what to say about it."""
    for line in stray_braces(markdown):
        yield line, _BRACES
    for token in _parser().parse(markdown):
        line = token.map[0] if token.map else 0
        match token.type:
            case "html_block":
                yield line, _HTML
            case "table_open":
                yield line, _TABLE
            case "heading_open":
                yield line, _HEADING
            case "inline":
                yield from _inline(token.children or [], line)


def _inline(tokens: list[Token], line: int) -> Iterator[tuple[int, str]]:
    before, starts = "", True
    for token in tokens:
        if token.type == "text":
            yield from ((line, message) for message in _left_over(token.content, starts))
        starts = token.type in ("softbreak", "hardbreak")
        match token.type:
            case "softbreak" | "hardbreak":
                line += 1
            case "html_inline":
                yield line, _HTML
            case "link_open" if before.endswith("!"):
                yield line, _IMAGE
            case "link_open":
                address = str(token.attrGet("href") or "")
                if not is_web_address(address):
                    yield line, f"liên kết “{address}” phải bắt đầu bằng https:// hoặc http://. Hãy chép cả địa chỉ."
        before = token.content
        line += token.content.count("\n")


def _left_over(text: str, starts_a_line: bool) -> Iterator[str]:
    """What was meant as a mark and stands there as it was typed."""
    if "**" in text:
        yield _BOLD
    if _HALF.search(text):
        yield _HALF_LINK
    if "`" in text:
        yield _TICK
    if starts_a_line and _BULLET.match(text):
        yield _NO_BLANK


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's signature; we judge links ourselves
        return True


@cache
def _parser() -> MarkdownIt:
    """Like the renderer's, but with HTML and tables, to find them; images are read as "!" and a link, since the parser
    calls itself for each image within an image."""
    return _Parser("commonmark", {"html": True}).enable("table").disable("image")
