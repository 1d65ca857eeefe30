"""Markdown as plain data for the template."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.tree import tree


def words(text: str) -> dict[str, str]:
    return {"t": "text", "s": text}


def test_marks_become_nodes_and_words_stay_words() -> None:
    assert tree("Làm **ngay** *hôm nay*: #strong[x] $1 @a <b>") == [
        {
            "t": "p",
            "c": [
                words("Làm "),
                {"t": "b", "c": [words("ngay")]},
                words(" "),
                {"t": "i", "c": [words("hôm nay")]},
                words(": #strong[x] $1 @a <b>"),
            ],
        }
    ]


def test_a_price_stands_in_a_row_of_its_own_with_its_note() -> None:
    (listed,) = tree("- Cấp lại: 35.000 đồng (giảm nửa).\n- Đổi thẻ: miễn phí\n- Hỏi ở phường: sáng thứ hai")
    first, second, third = listed["items"]
    assert first == {"row": {"label": "Cấp lại", "value": "35.000 đồng", "note": "giảm nửa"}}
    assert second == {"row": {"label": "Đổi thẻ", "value": "miễn phí", "note": ""}}
    assert "row" not in third


def test_a_link_names_its_site_for_whoever_cannot_tap_it() -> None:
    (paragraph,) = tree("[Cổng](https://www.dichvucong.gov.vn/x?y) và [dichvucong.gov.vn](https://dichvucong.gov.vn)")
    assert paragraph["c"] == [words("Cổng (dichvucong.gov.vn) và dichvucong.gov.vn")]


def test_lists_nest_and_keep_their_numbers() -> None:
    (listed,) = tree("3. ba\n   - con\n4. bốn")
    assert listed["start"] == 3
    assert [node["t"] for node in listed["items"][0]["c"]] == ["p", "ul"]


@given(st.text(max_size=200))
def test_any_text_gives_a_tree_that_is_json(text: str) -> None:
    made = tree(text)
    assert json.loads(json.dumps(made)) == made
