"""What stands in the list of things to look at, in which order, and when it leaves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intents.content.lapses import LapseKind, lapses
from intents.content.model import Article, Content, Fact, FactValue, Source
from intents.content.office_hours import DayOff, OfficeHours
from tests.conftest import SOURCE, ArticleMaker

TODAY = date(2026, 11, 28)


def value(text: str, until: date | None, checked_on: date | None = None) -> FactValue:
    return FactValue(text, date(2025, 7, 1), until, SOURCE, checked_on)


def fact(fact_id: str, *values: FactValue) -> Fact:
    return Fact(fact_id, values, "xem trên Cổng", 1)


def content_of(small: Content, *articles: Article, facts: tuple[Fact, ...] = ()) -> Content:
    return replace(
        small,
        articles={one.id: one for one in articles},
        facts={one.id: one for one in facts},
        directories={},
        office_hours=None,
    )


def found(content: Content, asked: dict[str, int] | None = None) -> list[tuple[LapseKind, str]]:
    return [(one.kind, one.id) for one in lapses(content, TODAY, asked)]


def test_what_is_wrong_for_residents_comes_first(small_content: Content, make_article: ArticleMaker) -> None:
    unchecked = make_article("chua-duyet")
    passed = replace(make_article("qua-ngay", checked_by="hộ tịch"), review_by=TODAY - timedelta(days=1))
    soon = replace(make_article("sap-toi", checked_by="hộ tịch"), review_by=TODAY + timedelta(days=7))
    later = replace(make_article("con-lau", checked_by="hộ tịch"), review_by=TODAY + timedelta(days=8))
    facts = (fact("sap-het", value("a", TODAY)), fact("het-roi", value("b", TODAY - timedelta(days=1))))
    content = content_of(small_content, unchecked, soon, passed, later, facts=facts)
    assert found(content) == [
        (LapseKind.FACT_OVER, "het-roi"),
        (LapseKind.FACT_ENDS, "sap-het"),
        (LapseKind.REVIEW_PASSED, "qua-ngay"),
        (LapseKind.REVIEW_SOON, "sap-toi"),
        (LapseKind.UNCHECKED, "chua-duyet"),
    ]


def test_among_unchecked_articles_those_most_asked_come_first(
    small_content: Content, make_article: ArticleMaker
) -> None:
    content = content_of(small_content, *(make_article(one) for one in ("a", "b", "c")))
    assert [one for _, one in found(content, {"c": 9, "b": 2})] == ["c", "b", "a"]


def test_an_article_stands_in_the_list_once(small_content: Content, make_article: ArticleMaker) -> None:
    both = replace(make_article("ca-hai"), review_by=TODAY - timedelta(days=3))
    assert found(content_of(small_content, both)) == [(LapseKind.REVIEW_PASSED, "ca-hai")]


def test_a_value_with_another_after_it_is_still_named_before_it_ends(small_content: Content) -> None:
    after = FactValue("50.000 đồng", date(2027, 1, 1), None, SOURCE)
    facts = (fact("phi", value("25.000 đồng", date(2026, 12, 31)), after),)
    assert found(content_of(small_content, facts=facts)) == [(LapseKind.FACT_ENDS, "phi")]


@pytest.mark.parametrize(
    ("checked_on", "named"), [(TODAY, False), (date(2026, 10, 1), True)], ids=["these weeks", "long before its end"]
)
def test_a_value_confirmed_within_its_last_weeks_leaves_the_list_until_it_ends(
    small_content: Content, checked_on: date, named: bool
) -> None:
    content = content_of(small_content, facts=(fact("phi", value("a", date(2026, 12, 31), checked_on)),))
    assert bool(found(content)) is named
    assert [one.kind for one in lapses(content, date(2027, 1, 1))] == [LapseKind.FACT_OVER]


def test_days_off_that_are_only_expected_are_named_when_they_come_near(small_content: Content) -> None:
    days = (
        DayOff("Tết", date(2027, 1, 10), date(2027, 1, 12), expected=True),
        DayOff("lễ", date(2027, 1, 2), date(2027, 1, 2)),
        DayOff("Giỗ Tổ", date(2027, 4, 16), date(2027, 4, 16), expected=True),
    )
    content = replace(content_of(small_content), office_hours=OfficeHours((), days))
    assert found(content) == [(LapseKind.HOLIDAY, "2027-01-10")]


def test_a_directory_with_old_rows_is_one_line_with_their_number(small_content: Content) -> None:
    content = replace(content_of(small_content), directories=small_content.directories)
    (lapse,) = lapses(content, TODAY)
    assert (lapse.kind, lapse.id, lapse.rows, lapse.day) == (LapseKind.OLD_ROWS, "tuyen-pho", 3, date(2024, 6, 1))


def test_nothing_to_look_at_gives_nothing(small_content: Content, make_article: ArticleMaker) -> None:
    article = replace(make_article("moi", checked_by="hộ tịch"), sources=(Source("Báo", "", None),))
    assert found(content_of(small_content, article)) == []
