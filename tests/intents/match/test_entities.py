"""Names from the directories inside a sentence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.content.model import Content
from intents.match.entities import Entity, EntityFinder
from intents.match.text import tokens


def found(content: Content, text: str) -> list[Entity]:
    return EntityFinder(content.directories).find(tokens(text))


@pytest.mark.parametrize(
    "text",
    [
        "Đường Trần Văn Trứ có quẹt mã được không?",
        "duong tran van tru co quet ma duoc khong",
        "ở TRẦN VĂN TRỨ thì sao",
        "đường trần văn chứ có quẹt mã không",
        "duong chan van tru co quet ma khong",
    ],
)
def test_a_listed_street_is_found_with_or_without_accents_and_misspelt(small_content: Content, text: str) -> None:
    assert [one.id for one in found(small_content, text)] == ["tran-van-tru"]


def test_a_misspelt_name_needs_a_word_that_announces_it(small_content: Content) -> None:
    assert found(small_content, "tran van chu co quet ma khong") == []


@pytest.mark.parametrize("text", ["đường Trần Văn Dư", "duong tran van du", "đường Phan Bội Châu"])
def test_another_street_of_a_like_name_is_not_taken_for_it(small_content: Content, text: str) -> None:
    assert found(small_content, text) == []


def test_words_with_other_accents_are_not_the_name(small_content: Content) -> None:
    assert found(small_content, "bà Trần Vân Trú hỏi") == []


def test_a_name_that_two_entries_share_gives_both_and_decides_for_none(small_content: Content) -> None:
    (entity,) = found(small_content, "đường Phan Châu Trinh")
    assert (entity.id, entity.alternatives) == (None, ("phan-chau-trinh", "phan-chau-trinh-hoi-an"))


def test_several_names_come_in_the_order_of_the_text(small_content: Content) -> None:
    kinds = [one.text for one in found(small_content, "phan chau trinh voi tran van tru")]
    assert kinds == ["phan chau trinh", "tran van tru"]


def test_a_street_that_is_not_listed_is_not_taken_for_a_listed_one(small_content: Content) -> None:
    assert found(small_content, "đường Nguyễn Tri Phương có quẹt mã không") == []


def test_an_empty_question_names_nothing(small_content: Content) -> None:
    assert found(small_content, "") == []


@pytest.mark.parametrize("text", ["đường Phan Châu Trinh ở Hội An", "duong phan chau trinh hoi an"])
def test_the_place_beside_a_shared_name_decides(small_content: Content, text: str) -> None:
    assert [one.id for one in found(small_content, text)] == ["phan-chau-trinh-hoi-an"]


def test_names_that_differ_only_in_accents_are_all_meant_when_written_without(small_content: Content) -> None:
    street = small_content.directories["tuyen-pho"][0]
    rows = (replace(street, id="thanh", name="Thanh Bình"), replace(street, id="thang", name="Thạnh Bình"))
    finder = EntityFinder({"tuyen-pho": rows})
    (bare,) = finder.find(tokens("duong thanh binh"))
    accented = [finder.find(tokens(text))[0].id for text in ("đường Thạnh Bình", "đường Thanh Bình")]
    assert (bare.id, set(bare.alternatives)) == (None, {"thanh", "thang"})
    assert accented == ["thang", "thanh"]


def test_a_name_that_only_says_where_another_one_is_is_left_out(small_content: Content) -> None:
    street = small_content.directories["tuyen-pho"][0]
    rows = (replace(street, id="chau", name="Lê Lợi", place="Hội An"), replace(street, id="an", name="Hội An"))
    found_there = EntityFinder({"tuyen-pho": rows}).find(tokens("đường Lê Lợi Hội An"))
    assert [one.id for one in found_there] == ["chau"]


@given(text=st.text(max_size=80))
def test_any_text_gives_entities_within_it(small_content: Content, text: str) -> None:
    words = tokens(text)
    assert all(0 <= one.start < one.end <= len(words) for one in EntityFinder(small_content.directories).find(words))
