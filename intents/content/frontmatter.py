"""Front matter: YAML read node by node, so that every value keeps its line and a word stays the word it was.

A front-matter package would lose the lines, and gives empty metadata without an error for a byte-order mark or a
broken fence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

from intents.content.forgiving import forgiven

FENCE = "---"
MAX_DEPTH = 8
"""How deep lists and tables may nest. Ours nest to three; the composer of libyaml dies of some ten thousand."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML cannot hold, and lone surrogates."""
_OPENING = (
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
)
_CLOSING = (yaml.BlockEndToken, yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
_BEGINS_BEFORE = ("quoted scalar", "flow", "simple key", "block scalar")
"""Contexts of YAML errors where the mistake stands at the beginning, not where the reader stumbled."""


class FrontMatterError(ValueError):
    """Front matter that cannot be read; the message is Vietnamese and names the remedy."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Value:
    """A value with the line of the file where it stands; of a key's value, the line of the key."""

    content: str | Sequence[Value] | Mapping[str, Value] | None
    """A word or text as written; a list; a mapping; None when nothing is given."""
    line: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file cut into its front matter and its body."""

    values: Mapping[str, Value]
    body: str
    body_line: int
    """The file's line on which the body begins."""


def parse(text: str) -> Document:
    """Cuts and reads a file's text; a byte-order mark and Windows line ends are taken as meant. Raises
    `FrontMatterError`."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[start].rstrip() != FENCE:
        raise FrontMatterError(start + 1, f"thiếu dòng {FENCE} mở đầu. Hãy thêm một dòng chỉ có {FENCE} ở trên cùng.")
    end = next((number for number in range(start + 1, len(lines)) if lines[number].rstrip() == FENCE), None)
    if end is None:
        raise FrontMatterError(
            start + 1, f"thiếu dòng {FENCE} kết thúc phần đầu. Hãy thêm một dòng chỉ có {FENCE} ngay trên câu trả lời."
        )
    source = "\n".join(forgiven(lines[start + 1 : end]))
    return Document(_read(source, start + 2), "\n".join(lines[end + 1 :]), end + 2)


def _read(source: str, first_line: int) -> Mapping[str, Value]:
    odd = _UNPRINTABLE.search(source)
    if odd:
        line = first_line + source.count("\n", 0, odd.start())
        raise FrontMatterError(line, "có ký tự ẩn không đọc được ở dòng này. Hãy xóa dòng này rồi gõ lại.")
    try:
        _refuse_what_is_not_ours(source, first_line)
        node = yaml.compose(source, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise _explained(error, first_line) from error
    if node is None:
        return {}
    value = _value(node, first_line)
    if not isinstance(value.content, Mapping):
        raise FrontMatterError(first_line, "phần đầu phải gồm các dòng “tên: giá trị”, ví dụ “title: Làm căn cước”.")
    return value.content


_MAY_NOT_BE_OURS = re.compile(r"(?:^|[\s\[{,:?-])[&*!]|\[(?!\])|\{(?!\})|[-?:][ \t]+[-?][ \t]|^[ \t]{7}", re.MULTILINE)
"""Without any of these a text has neither anchors, aliases, tags nor deep nesting: most files need no second look."""


def _refuse_what_is_not_ours(source: str, first_line: int) -> None:
    """Refuses anchors, aliases, tags and deep nesting before anything is composed."""
    if _MAY_NOT_BE_OURS.search(source) is None:
        return
    depth = 0
    for token in yaml.scan(source, Loader=_LOADER):
        line = first_line + token.start_mark.line
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
            raise FrontMatterError(line, "không dùng được &, * hay ! ở đầu giá trị. Hãy đặt cả câu trong ngoặc kép.")
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > MAX_DEPTH:
            raise FrontMatterError(line, "danh sách lồng nhau quá sâu. Hãy viết mỗi dòng một giá trị.")


def _explained(error: yaml.MarkedYAMLError, first_line: int) -> FrontMatterError:
    context = error.context or ""
    begins_before = any(part in context for part in _BEGINS_BEFORE)
    mark = (error.context_mark if begins_before else None) or error.problem_mark or error.context_mark
    line = first_line + (mark.line if mark else 0)
    if "quoted scalar" in context:
        return FrontMatterError(line, "mở ngoặc kép hay ngoặc đơn mà chưa đóng đúng chỗ. Hãy đóng lại ở cuối câu.")
    if "flow" in context:
        return FrontMatterError(
            line, "ngoặc [ ] hoặc { } chưa đóng, hoặc thiếu dấu phẩy. Chữ có dấu hai chấm, dấu phẩy thì đặt trong “\"”."
        )  # fmt: skip
    return FrontMatterError(
        line, "viết sai dạng ở dòng này. Mỗi dòng là “tên: giá trị”; câu có dấu đặc biệt thì đặt trong ngoặc kép."
    )


def _value(node: yaml.Node, first_line: int) -> Value:
    line = first_line + node.start_mark.line
    if isinstance(node, yaml.ScalarNode):
        empty = node.value == "" or (node.style is None and node.value in ("~", "null"))
        return Value(None if empty else node.value, line)
    if isinstance(node, yaml.SequenceNode):
        return Value([_value(item, first_line) for item in node.value], line)
    return Value(_mapping(node, first_line), line)


def _mapping(node: yaml.Node, first_line: int) -> Mapping[str, Value]:
    values: dict[str, Value] = {}
    for key, item in node.value:
        line = first_line + key.start_mark.line
        if not isinstance(key, yaml.ScalarNode):
            raise FrontMatterError(line, "tên ở đầu dòng phải là một từ. Hãy sửa lại thành “tên: giá trị”.")
        if key.value in values:
            raise FrontMatterError(line, f"“{key.value}” viết hai lần. Hãy gộp lại thành một.")
        values[key.value] = Value(_value(item, first_line).content, line)
    return values
