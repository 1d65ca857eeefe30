"""Markdown as the tree of plain data that the template sets: every word a string, never markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.markup import is_link

Node = dict[str, Any]

_MARKS = {"strong": "b", "em": "i", "s": "s"}
_ROW = re.compile(r"(?P<label>.{1,80}?): (?P<value>\d[\d.,]* đồng(?:/\w+)?|miễn phí)(?: \((?P<note>[^()]+)\))?\.?")
"""A line of a price list: `Cấp lại: 35.000 đồng (mức giảm nửa)`."""
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/?#]+)")
_UNSETTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def tree(markdown: str) -> list[Node]:
    """The blocks of the text. Total: any text gives a tree."""
    root = SyntaxTreeNode(_parser().parse(_UNSETTABLE.sub("", markdown)))
    return _blocks(root.children)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("strikethrough")


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> list[Node]:
    return [block for node in nodes if (block := _block(node)) is not None]


def _block(node: SyntaxTreeNode) -> Node | None:
    match node.type:
        case "paragraph":
            return {"t": "p", "c": _inline(node)}
        case "heading":
            return {"t": "h", "c": _inline(node)}
        case "bullet_list":
            return {"t": "ul", "items": [_item(one) for one in node.children]}
        case "ordered_list":
            return {"t": "ol", "start": int(node.attrs.get("start", 1)), "items": [_item(one) for one in node.children]}
        case "blockquote":
            return {"t": "quote", "c": _blocks(node.children)}
        case "fence" | "code_block":
            return {"t": "pre", "s": node.content.rstrip("\n")}
    return None


def _item(node: SyntaxTreeNode) -> Node:
    """An item of a list; one that names a price stands as a row of two columns."""
    content = _blocks(node.children)
    if len(content) == 1 and content[0]["t"] == "p":
        runs = content[0]["c"]
        row = _ROW.fullmatch(runs[0]["s"]) if len(runs) == 1 and runs[0]["t"] == "text" else None
        if row:
            return {"row": {"label": row["label"], "value": row["value"], "note": row["note"] or ""}}
    return {"c": content}


def _inline(node: SyntaxTreeNode) -> list[Node]:
    return _joined([run for inline in node.children for child in inline.children for run in _runs(child)])


def _runs(node: SyntaxTreeNode) -> list[Node]:
    children = [run for child in node.children for run in _runs(child)]
    match node.type:
        case "strong" | "em" | "s":
            return [{"t": _MARKS[node.type], "c": children}]
        case "link":
            return [*children, *_address(str(node.attrs.get("href", "")), children)]
        case "softbreak":
            return [{"t": "text", "s": " "}]
        case "hardbreak":
            return [{"t": "break"}]
        case "code_inline":
            return [{"t": "code", "s": node.content}]
        case "image":
            return [{"t": "text", "s": node.content}]
    return [{"t": "text", "s": node.content}] if node.content else []


def _address(href: str, words: list[Node]) -> list[Node]:
    """Where a link leads, as far as somebody who cannot tap it needs it: the site, unless the words name it."""
    site = _HOST.match(href)
    said = "".join(run.get("s", "") for run in words)
    if site is None or not is_link(href) or site[1].lower() in said.lower():
        return []
    return [{"t": "text", "s": f" ({site[1]})"}]


def _joined(runs: list[Node]) -> list[Node]:
    """Neighbouring stretches of text as one."""
    joined: list[Node] = []
    for run in runs:
        if joined and run["t"] == joined[-1]["t"] == "text":
            joined[-1] = {"t": "text", "s": joined[-1]["s"] + run["s"]}
        else:
            joined.append(run)
    return joined
