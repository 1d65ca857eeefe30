"""What stands in Markdown and cannot be shown in Telegram, found by parsing as the renderer does."""

from __future__ import annotations

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
_BRACES = "dữ kiện viết sai dạng. Hãy viết {{tên-dữ-kiện}}, tên không có khoảng trắng."


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
    before = ""
    for token in tokens:
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


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's signature; we judge links ourselves
        return True


@cache
def _parser() -> MarkdownIt:
    """Like the renderer's, but with HTML and tables, to find them; images are read as "!" and a link, since the parser
    calls itself for each image within an image."""
    return _Parser("commonmark", {"html": True}).enable("table").disable("image")
