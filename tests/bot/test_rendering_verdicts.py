"""Verdicts in words: nothing in them can be tapped."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locale import get_locale
from bot.rendering import render
from bot.sandbox.markup import parse_html
from intents.reply import Checked, Verdict
from intents.safety.links import unclickable

VIETNAMESE = get_locale("vi")
DOMAIN = re.compile(r"[a-z0-9-]+\.(?:vn|com|top)")
VERDICT = Verdict(
    (Checked("evil.top", "Có dấu hiệu nhái `dichvucong.gov.vn`.", True),), ("Tự gõ `dichvucong.gov.vn`.",)
)


def test_every_domain_stands_in_code_so_that_telegram_makes_no_link_of_it() -> None:
    html = render(VERDICT, VIETNAMESE).html
    assert "<code>evil.top</code>" in html
    assert DOMAIN.search(re.sub(r"<code>.*?</code>", "", html)) is None
    assert "<a" not in html


@pytest.mark.parametrize("text", ["**vneid.gov.vn** là trang", "Học ở binhdanhocvuso.gov.vn.", "nộp ở `a.gov.vn`"])
def test_domains_in_the_directory_lose_their_link(text: str) -> None:
    assert DOMAIN.search(re.sub(r"`.*?`", "", unclickable(text))) is None


def test_the_verdict_says_what_to_do_and_that_no_page_was_opened() -> None:
    plain = render(VERDICT, VIETNAMESE).plain
    assert plain.index("evil.top") < plain.index("Nên làm") < plain.index("không mở trang nào")


@given(subject=st.text(min_size=1, max_size=60), text=st.text(max_size=60))
def test_whatever_was_sent_telegram_takes_the_verdict(subject: str, text: str) -> None:
    parse_html(render(Verdict((Checked(subject, text),), (text,)), VIETNAMESE).html)
