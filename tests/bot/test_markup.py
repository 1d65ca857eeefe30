"""Markdown from the content files as Telegram HTML and as plain text."""

import time
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.markup import escape, to_html, to_plain, utf16_length, visible_text
from bot.sandbox.markup import parse_html

TELEGRAM_TAGS = {"b", "i", "u", "s", "a", "code", "pre", "blockquote"}

HOSTILE = {
    "brackets": "[" * 4000,
    "open links": "[a](" * 1000,
    "open link titles": '[a](b "' * 1000,
    "open images": "![" * 2000,
    "images in images": "![" * 500 + "a" + "](x)" * 500,
    "stars": "*" * 4096,
    "spaced stars": "*a " * 2000,
    "emphasis within emphasis": "*a **b " * 800 + "b** a* " * 800,
    "strikes within strikes": "~~a " * 1000 + "a~~ " * 1000,
    "links across emphasis": "[*" * 1000 + "*](http://a.vn)" * 1000,
    "quotes within quotes": ">" * 4000,
    "lists within lists": "".join(" " * (2 * depth) + "- a\n" for depth in range(100)),
    "many backticks": "".join("`" * length + " " for length in range(90)),
    "tags": "<b>" * 2000,
    "emoji": "😀" * 4096,
    "combining marks": "a" + "\u0301" * 1500,
    "control characters": "".join(map(chr, range(32))) * 20,
    "half a character": "a\ud83d b",
}

SIGNS = (
    '* ** _ ~~ ` [ ]( ) ![ < > & &amp; &lt; " \\ | = - 1. # chữ 😀 http://a.vn <http://b.vn> mailto:c@d.vn javascript:e'
)
BREAKS = [" ", "\n", "\n\n", "\t", "  ", "    ", "> ", "- ", "1. ", "```\n", "---\n", "e\u0301"]
markdown_like = st.lists(st.sampled_from([*SIGNS.split(), *BREAKS]), max_size=40).map("".join)


class Balance(HTMLParser):
    """Reads HTML, failing on unknown, unclosed, crossing or repeated tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TELEGRAM_TAGS
        assert tag not in self.open
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        self.hrefs += [value or "" for _, value in attrs]
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_telegram_html(markup: str) -> None:
    reader = Balance()
    reader.feed(markup)
    reader.close()
    assert reader.open == []
    assert {urlsplit(href).scheme.lower() for href in reader.hrefs} <= {"http", "https", "tg", "mailto"}
    parse_html(markup)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**đậm** và *nghiêng*", "<b>đậm</b> và <i>nghiêng</i>"),
        ("~~bỏ~~ `mã`", "<s>bỏ</s> <code>mã</code>"),
        ("## Hồ *sơ*", "<b>Hồ <i>sơ</i></b>"),
        ("## Hồ **sơ**", "<b>Hồ sơ</b>"),
        ("> lời\n>\n> > trích", "<blockquote>lời\n\ntrích</blockquote>"),
        ("```\na < b\n```", "<pre>a &lt; b</pre>"),
        ("[Cổng](https://dichvucong.gov.vn?a=1&b=2)", '<a href="https://dichvucong.gov.vn?a=1&amp;b=2">Cổng</a>'),
        ("![Ảnh **chụp**](x.png)", "Ảnh chụp"),
        ("một\nhai\\\nba", "một\nhai\nba"),
        ("một\n\n---\n\nhai", "một\n\nhai"),
        ("một\n\n\n\nhai", "một\n\nhai"),
        ("a | b\n--- | ---", "a | b\n--- | ---"),
        ("<b>x</b> & <script>", "&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;"),
    ],
)
def test_markdown_becomes_the_tags_telegram_knows(markdown: str, expected: str) -> None:
    assert to_html(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("- một\n- hai", "• một\n• hai"),
        ("3. ba\n4. bốn", "3. ba\n4. bốn"),
        ("0. không", "0. không"),
        ("- một\n  1. trong\n  2. nữa\n- hai", "• một\n  1. trong\n  2. nữa\n• hai"),
        ("Mang theo:\n- thẻ\n\nRồi nộp.", "Mang theo:\n• thẻ\n\nRồi nộp."),
        ("- một\n  tiếp\n\n  đoạn hai", "• một\n  tiếp\n\n  đoạn hai"),
    ],
)
def test_lists_keep_their_marks_their_numbers_and_their_blank_lines(markdown: str, expected: str) -> None:
    assert to_plain(markdown) == visible_text(to_html(markdown)) == expected


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "bai-khac.md", ""])
def test_a_link_that_leads_nowhere_safe_is_plain_text(url: str) -> None:
    assert "<a" not in to_html(f"[bấm đây]({url})")
    assert "bấm đây" in to_plain(f"[bấm đây]({url})")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[Cổng](https://dichvucong.gov.vn)", "Cổng (https://dichvucong.gov.vn)"),
        ("<https://dichvucong.gov.vn>", "https://dichvucong.gov.vn"),
        ("[dichvucong.gov.vn](https://dichvucong.gov.vn/)", "dichvucong.gov.vn"),
        ("[**Cổng** quốc gia](https://a.vn)", "Cổng quốc gia (https://a.vn)"),
        ("<ai@danang.gov.vn>", "ai@danang.gov.vn"),
    ],
)
def test_plain_text_gives_the_address_of_a_link_once(markdown: str, expected: str) -> None:
    assert to_plain(markdown) == expected


@pytest.mark.parametrize("markdown", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_rendered_in_a_moment(markdown: str) -> None:
    started = time.perf_counter()
    assert_telegram_html(to_html(markdown))
    to_plain(markdown)
    assert time.perf_counter() - started < 3


def test_a_vietnamese_text_of_any_length_stays_whole() -> None:
    text = "Nộp hồ sơ ở phường " * 2000
    assert to_plain(text) == text.strip()


@given(st.one_of(st.text(max_size=300), markdown_like))
@example("[<http://a.vn>](http://b.vn)")
@example("![[a](http://b.vn)](c)")
@example("[![a](b)](http://c.vn)")
def test_any_text_gives_html_that_telegram_takes(markdown: str) -> None:
    assert_telegram_html(to_html(markdown))


@given(st.one_of(st.text(max_size=300), markdown_like))
def test_html_and_plain_text_say_the_same(markdown: str) -> None:
    shown, plain = visible_text(to_html(markdown)), to_plain(markdown)
    if "<a" in to_html(markdown):
        assert is_subsequence(shown, plain)
    else:
        assert shown == plain


def is_subsequence(part: str, whole: str) -> bool:
    letters = iter(whole)
    return all(letter in letters for letter in part)


@given(st.text())
def test_escaped_text_is_shown_as_it_was_written(text: str) -> None:
    assert visible_text(f"<b>{escape(text)}</b>") == text


@given(st.text())
def test_length_is_counted_in_utf16_units(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2
