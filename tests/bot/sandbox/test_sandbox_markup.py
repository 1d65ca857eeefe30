"""Telegram's HTML: what is understood, and in which words the rest is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.errors import ApiError
from bot.sandbox.markup import parse_html
from bot.sandbox.text import Entity


def parsed(source: str) -> tuple[str, list[tuple[str, int, int]]]:
    found = parse_html(source)
    return found.text, [(one.type, one.offset, one.length) for one in found.entities]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"), ("strong", "bold"), ("i", "italic"), ("em", "italic"), ("u", "underline"),
        ("ins", "underline"), ("s", "strikethrough"), ("strike", "strikethrough"), ("del", "strikethrough"),
        ("code", "code"), ("pre", "pre"), ("blockquote", "blockquote"), ("tg-spoiler", "spoiler"), ("B", "bold"),
    ],
)  # fmt: skip
def test_each_tag_gives_its_entity(tag: str, kind: str) -> None:
    assert parsed(f"a <{tag}>lệ phí</{tag}>") == ("a lệ phí", [(kind, 2, 6)])


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
    ],
)
def test_attributes_choose_the_entity(source: str, kind: str) -> None:
    assert parsed(source) == ("x", [(kind, 0, 1)])


def test_a_link_keeps_its_address() -> None:
    found = parse_html('<a href="https://dichvucong.danang.gov.vn/?a=1&amp;b=2">cổng</a>')
    assert found.entities == (Entity("text_link", 0, 4, url="https://dichvucong.danang.gov.vn/?a=1&b=2"),)


def test_a_link_that_telegram_drops_leaves_only_its_words() -> None:
    assert parsed('<a href="javascript:alert(1)">x</a>') == ("x", [])


def test_a_link_to_a_user_is_a_mention() -> None:
    assert parse_html('<a href="tg://user?id=1001">Lan</a>').entities == (Entity("text_mention", 0, 3, user_id=1001),)


def test_code_in_pre_names_the_language() -> None:
    found = parse_html('<pre><code class="language-python">x</code></pre>')
    assert found.entities == (Entity("pre", 0, 1, language="python"),)


def test_offsets_count_utf16_units() -> None:
    assert parsed("🏟 <b>🏟</b>") == ("🏟 🏟", [("bold", 3, 2)])


def test_nested_tags_come_outermost_first() -> None:
    assert parsed("<i>a<b>b</b></i>") == ("ab", [("italic", 0, 2), ("bold", 1, 1)])


def test_formatting_inside_code_is_dropped() -> None:
    assert parsed("<code>a<b>b</b></code>") == ("ab", [("code", 0, 2)])


def test_references_are_decoded() -> None:
    assert parsed("&lt;&gt;&amp;&quot;&#225;&#xE1; &lt") == ('<>&"áá <', [])


def test_unknown_references_stay_as_they_are() -> None:
    assert parsed("&nbsp;&laquo; a & b &#12345678;") == ("&nbsp;&laquo; a & b &#12345678;", [])


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("🏟 🏟&lt;<abac>", 'Unsupported start tag "abac" at byte offset 13'),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x"', "Unclosed start tag at byte offset 0"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("ế</b>", "Unexpected end tag at byte offset 3"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("&#xDFDF;", "Text contains invalid Unicode characters after decoding HTML entities, check for"
         " unmatched surrogate code units"),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)  # fmt: skip
def test_broken_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.body() == {
        "ok": False,
        "error_code": 400,
        "description": f"Bad Request: can't parse entities: {reason}",
    }


@given(st.text(alphabet="<>/&;= \"'abipre#x1ế🏟\n", max_size=40))
def test_any_input_is_either_parsed_or_refused(source: str) -> None:
    try:
        found = parse_html(source)
    except ApiError:
        return
    assert all(0 <= one.offset < one.end <= 2 * len(found.text) for one in found.entities)
