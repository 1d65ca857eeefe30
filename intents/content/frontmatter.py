"""Front matter: YAML read node by node, so that every value keeps its line and a word stays the word it was.

A front-matter package would lose the lines, and gives empty metadata without an error for a byte-order mark or a
broken fence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

FENCE = "---"
_UNQUOTED_COLON = re.compile(r"^(\s*(?:- )?[a-z_]+:[ \t]+)([^\"'\[{#|>&*!\s][^\n]*: [^\n]*)$", re.MULTILINE)
_LIST_ITEM_COLON = re.compile(r"^(\s*- )([^\"'\[{#|>&*!\s][^\n]*(?:: |:$)[^\n]*)$", re.MULTILINE)
_FLOW_LIST = re.compile(r"^\s*[a-z_]+:[ \t]*\[")


class FrontMatterError(ValueError):
    """Front matter that cannot be read; the message is Vietnamese and names the remedy."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Value:
    """A value with the line of the file where it stands."""

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
    source = "\n".join(lines[start + 1 : end])
    return Document(_read(source, start + 2), "\n".join(lines[end + 1 :]), end + 2)


def _read(source: str, first_line: int) -> Mapping[str, Value]:
    forgiven = _quote_colons(source.replace("\t", "  "))
    _refuse_anchors(forgiven, first_line)
    try:
        node = yaml.compose(forgiven, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise FrontMatterError(
            line, "viết sai dạng ở dòng này. Mỗi dòng là “tên: giá trị”; câu có dấu đặc biệt thì đặt trong ngoặc kép."
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise FrontMatterError(first_line, "phần đầu có ký tự lạ không đọc được. Hãy gõ lại phần này.") from error
    if node is None:
        return {}
    value = _value(node, first_line)
    if not isinstance(value.content, Mapping):
        raise FrontMatterError(first_line, "phần đầu phải gồm các dòng “tên: giá trị”, ví dụ “title: Làm căn cước”.")
    return value.content


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
        value = _value(item, first_line)
        values[key.value] = Value(value.content, line if isinstance(item, yaml.ScalarNode) else value.line)
    return values


def _refuse_anchors(source: str, first_line: int) -> None:
    try:
        for token in yaml.scan(source, Loader=yaml.CSafeLoader):
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
                raise FrontMatterError(
                    first_line + token.start_mark.line,
                    "không dùng được &, * hay ! ở đầu giá trị. Hãy đặt cả câu trong ngoặc kép.",
                )
    except yaml.YAMLError:
        return  # composing says what is wrong, with its line


def _quote_colons(source: str) -> str:
    """A colon inside an unquoted value ("title: Căn cước: đổi thẻ") is meant as text: the value is quoted."""
    lines = []
    for line in source.split("\n"):
        match = None if _FLOW_LIST.match(line) else _UNQUOTED_COLON.match(line) or _LIST_ITEM_COLON.match(line)
        if match and not re.match(r"\s*- [a-z_]+: ", line):
            quoted = match[2].rstrip().replace("\\", "\\\\").replace('"', '\\"')
            line = f'{match[1]}"{quoted}"'
        lines.append(line)
    return "\n".join(lines)
