"""An official confirms something: only the day, the role and the next day of review change in the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from intents.content.articles import read_article
from intents.content.confirming import (
    NotConfirmableError,
    announced_holiday,
    confirmed_article,
    confirmed_fact,
    extended_fact,
)
from intents.content.fact_file import read_facts
from intents.content.findings import Report
from intents.content.model import Article, Fact
from intents.content.office_hours_file import read_office_hours
from intents.content.stamping import stamped
from tests.intents.content.conftest import ARTICLE

TODAY = date(2026, 11, 28)
ROLE = "công chức tư pháp – hộ tịch"
FACTS = """# Dữ kiện

[phi]
otherwise = "xem trên cổng"
[[phi.value]]
text = "25.000 đồng (đến hết 31/12/2026)"
valid_from = 2025-07-01
valid_until = 2026-12-31
source = {title = "Thông tư", url = "https://example.gov.vn/2"}

# Từ năm sau
[[phi.value]]
text = "50.000 đồng"
valid_from = 2027-01-01
source = {title = "Thông tư", url = "https://example.gov.vn/2"}
"""
HOLIDAYS = """[tuan]
thu-hai = "07:30-11:30"
thu-ba = "07:30-11:30"
thu-tu = "07:30-11:30"
thu-nam = "07:30-11:30"
thu-sau = "07:30-11:30"
thu-bay = "nghỉ"
chu-nhat = "nghỉ"

[[ngay-nghi]]
ten = "Tết"
tu = 2027-02-05
den = 2027-02-10
du-kien = true

[[ngay-nghi]]
ten = "Giỗ Tổ"
tu = 2027-04-16
du-kien = true
"""


def article(text: str) -> Article:
    report = Report(Path("can-cuoc.md"))
    read = read_article(report.path, text.encode(), "dich-vu-cong", report)
    assert read is not None, [str(one) for one in report.findings]
    return read


def phi(text: str) -> Fact:
    report = Report(Path("facts.toml"))
    facts = read_facts(text.encode(), report).facts
    assert not report.findings
    return facts["phi"]


def confirmed(text: str) -> str:
    """As it is once published."""
    return stamped(confirmed_article(text, article(text), TODAY), TODAY, ROLE, text).text


def test_an_article_is_due_again_after_as_long_a_time_as_before() -> None:
    read = article(confirmed(ARTICLE))
    assert (read.updated, read.checked_by) == (TODAY, ROLE)
    assert read.review_by - read.updated == date(2027, 4, 30) - date(2026, 11, 23)
    assert read.as_of == date(2026, 8, 15)


def test_a_time_of_years_until_the_next_review_is_not_taken_over() -> None:
    assert article(confirmed(ARTICLE.replace("2027-04-30", "2036-04-30"))).review_by == date(2027, 5, 27)


def test_all_else_in_the_article_stays_to_the_letter() -> None:
    before, after = ARTICLE.split("\n"), confirmed(ARTICLE).split("\n")
    changed = {one.split(":")[0] for one, other in zip(before, after, strict=True) if one != other}
    assert changed == {"updated", "review_by", "checked_by"}


def test_an_article_whose_front_matter_is_broken_is_left_to_be_edited_by_hand() -> None:
    with pytest.raises(NotConfirmableError, match="---"):
        confirmed_article(ARTICLE.removeprefix("---"), article(ARTICLE), TODAY)


def test_a_fact_that_ends_is_confirmed_as_it_stands() -> None:
    text = confirmed_fact(FACTS, "phi", phi(FACTS).values[0], TODAY, ROLE)
    first, second = phi(text).values
    assert (first.checked_on, first.checked_by, first.valid_until) == (TODAY, ROLE, date(2026, 12, 31))
    assert second.checked_on is None
    assert set(FACTS.split("\n")) < set(text.split("\n"))


def test_confirming_again_replaces_the_day() -> None:
    once = confirmed_fact(FACTS, "phi", phi(FACTS).values[0], date(2026, 11, 20), "a")
    assert confirmed_fact(once, "phi", phi(once).values[0], TODAY, ROLE) == confirmed_fact(
        FACTS, "phi", phi(FACTS).values[0], TODAY, ROLE
    )


def test_a_fact_that_goes_on_names_the_new_day_in_its_words_too() -> None:
    alone = FACTS.split("# Từ năm sau")[0]
    (value,) = phi(extended_fact(alone, "phi", phi(alone).values[0], date(2027, 6, 30), TODAY, ROLE)).values
    assert (value.valid_until, value.text) == (date(2027, 6, 30), "25.000 đồng (đến hết 30/06/2027)")


def test_a_fact_written_on_one_line_is_left_to_be_edited_by_hand() -> None:
    text = 'phi = {otherwise = "xem", value = [{text = "1", valid_from = 2025-07-01, valid_until = 2026-12-31, '
    text += 'source = {title = "a", url = "https://example.vn"}}]}\n'
    with pytest.raises(NotConfirmableError, match="không thấy mục"):
        confirmed_fact(text, "phi", phi(text).values[0], TODAY, ROLE)


def test_a_holiday_that_is_announced_is_no_longer_only_expected() -> None:
    text = announced_holiday(HOLIDAYS, date(2027, 2, 5))
    hours = read_office_hours(text.encode(), Report(Path("gio-lam-viec.toml")))
    assert hours is not None
    assert [one.expected for one in hours.days_off] == [False, True]
    assert text == HOLIDAYS.replace("den = 2027-02-10\ndu-kien = true\n", "den = 2027-02-10\n")


def test_a_holiday_that_is_gone_from_the_file_is_said_to_be() -> None:
    with pytest.raises(NotConfirmableError, match="05/03/2027"):
        announced_holiday(HOLIDAYS, date(2027, 3, 5))
