"""Public suffixes: the same as the library finds whose list is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tldextract import TLDExtract

from intents.content.suffixes import _rules, public_suffix, registrable_domain

LIBRARY = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
LABELS = st.sampled_from(
    ["a", "www", "b2", "vn", "com", "danang", "gov", "id", "ck", "kawasaki", "jp", "city", "apk", "xn--fiqs8s", "中国",
     "github", "io", "compute", "amazonaws", "zip", "xn--zzz"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("host", "suffix", "domain"),
    [
        ("dichvucong.danang.gov.vn", "gov.vn", "danang.gov.vn"),
        ("dich-vu.danang.vn", "danang.vn", "dich-vu.danang.vn"),
        ("danang.vn", "danang.vn", ""),
        ("a.b.compute.amazonaws.com", "b.compute.amazonaws.com", "a.b.compute.amazonaws.com"),
        ("www.ck", "ck", "www.ck"),
        ("lua-dao.github.io", "github.io", "lua-dao.github.io"),
        ("tep.apk", "", ""),
        ("1.2.3.4", "", ""),
        ("", "", ""),
    ],
)
def test_a_domain_is_cut_where_anybody_can_register(host: str, suffix: str, domain: str) -> None:
    assert public_suffix(host) == suffix
    assert registrable_domain(host, suffix) == domain


@given(st.lists(LABELS, min_size=1, max_size=5))
def test_hosts_are_cut_as_the_library_cuts_them(labels: list[str]) -> None:
    host = ".".join(labels)
    found = LIBRARY(host)
    assert public_suffix(host) == found.suffix
    assert registrable_domain(host, found.suffix) == found.top_domain_under_public_suffix


def test_every_rule_of_the_list_is_known() -> None:
    assert len(_rules()) > 9_000
    for rule in _rules():
        name = rule.removeprefix("!").replace("*", "abc")
        assert public_suffix(f"zz.{name}") == LIBRARY(f"zz.{name}").suffix, rule
