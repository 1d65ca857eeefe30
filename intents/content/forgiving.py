"""What staff write in front matter and YAML would stumble over, taken as meant, each line staying a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_KEY = re.compile(r"([^\W\d]\w*):(.*)")
_INNER_KEY = re.compile(r"(\s*(?:- +)?(?:title|url|date):[ ]+)(\S.*)")
_ITEM = re.compile(r"(\s*- +)(\S.*)")
_BLOCK_SCALAR = re.compile(r"[|>][+-]?\d?\s*(?:#.*)?")
_COMMENT = re.compile(r"(?:^|\s+)#.*$")
_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(.*)""")
_ODD_BLANKS = str.maketrans({"\t": "  ", "\u00a0": " ", "\u0085": " ", "\u2028": " ", "\u2029": " "})
"""Tabs, blanks copied from Word, and what only YAML takes for line ends."""
_ODD_BLANK = re.compile("[\t\u00a0\u0085\u2028\u2029]")


def forgiven(lines: Iterable[str]) -> Iterator[str]:
    """The lines of front matter, one for one, with values quoted that are text but would not be read as such: a colon
    inside ("title: Căn cước: đổi thẻ"), words after a quotation ("“VNeID” là gì"), a sign YAML keeps for itself."""
    key, verbatim = "", False
    for written in lines:
        line = written.translate(_ODD_BLANKS) if _ODD_BLANK.search(written) else written
        top = _KEY.fullmatch(line)
        if top:
            key, verbatim = top[1], bool(_BLOCK_SCALAR.fullmatch(top[2].strip()))
            yield f"{key}: {_as_text(top[2].strip())}".rstrip()
        elif verbatim:
            yield line
        elif key == "sources":
            yield _with_value_as_text(_INNER_KEY, line)
        else:
            yield _with_value_as_text(_ITEM, line)


def _with_value_as_text(form: re.Pattern[str], line: str) -> str:
    match = form.fullmatch(line)
    return f"{match[1]}{_as_text(match[2])}" if match else line


def _as_text(value: str) -> str:
    """A value as YAML reads it as the text that is meant; as it was when YAML does anyway."""
    quoted = _QUOTED.fullmatch(value)
    if quoted:
        rest = _COMMENT.sub("", quoted[2]).strip()
        return _in_quotes(value) if rest and not rest.startswith(":") else value
    text = _COMMENT.sub("", value).rstrip()
    if not text or text[0] in "\"'[{|>&*!":
        return value
    stumbles = ": " in text or text.endswith(":") or text[0] in "@`%" or text.startswith("? ")
    return _in_quotes(text) if stumbles else value


def _in_quotes(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
