"""Links: what is official, what imitates it, and what nothing can be said of."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.content.links import DIRECTORY
from intents.content.model import Content
from intents.safety.desk import SafetyDesk, verdict_word
from intents.safety.links import LinkVerdict, Standing
from tests.intents.safety.labelled import labelled

LINKS = labelled("links.tsv")


def only(desk: SafetyDesk, text: str) -> LinkVerdict:
    (verdict,) = desk.inspect(text).links
    return verdict


def judged_of(desk: SafetyDesk, name: str) -> list[tuple[str, set[str]]]:
    """The label of each link of a table, and how it is judged."""
    return [(label, {verdict_word(one.standing) for one in desk.inspect(link).links}) for label, link in labelled(name)]


def test_the_table_is_large_enough() -> None:
    assert len(LINKS) >= 120


@pytest.mark.parametrize(("label", "link"), LINKS, ids=[link for _, link in LINKS])
def test_each_link_of_the_table_is_judged_as_labelled(desk: SafetyDesk, label: str, link: str) -> None:
    assert {verdict_word(one.standing) for one in desk.inspect(link).links} == {label}


@pytest.mark.parametrize("name", ["links-2.tsv", "links-3.tsv"])
def test_of_the_lists_made_afresh_no_official_link_is_suspected_and_no_imitation_called_official(
    desk: SafetyDesk, name: str
) -> None:
    judged = [
        (label, {verdict_word(one.standing) for one in desk.inspect(link).links}) for label, link in labelled(name)
    ]
    assert [words for label, words in judged if label == "official" and words != {"official"}] == []
    assert [words for label, words in judged if label == "imitation" and "official" in words] == []


@pytest.mark.parametrize("name", ["links-2.tsv", "links-3.tsv"])
def test_of_the_lists_made_afresh_imitations_are_seen_and_others_left_alone(desk: SafetyDesk, name: str) -> None:
    judged = [
        (label, {verdict_word(one.standing) for one in desk.inspect(link).links}) for label, link in labelled(name)
    ]
    seen = [words == {"imitation"} for label, words in judged if label == "imitation"]
    accused = ["imitation" in words for label, words in judged if label == "unknown"]
    assert sum(seen) / len(seen) >= 0.9
    assert sum(accused) / len(accused) <= 0.011


def test_the_domain_of_a_company_is_told_carefully_and_is_not_the_states(desk: SafetyDesk) -> None:
    verdict = only(desk, "https://www.vietcombank.com.vn/dang-nhap")
    assert verdict.standing is Standing.FAMILIAR
    assert "chưa kiểm" in verdict.reason
    assert "Không phải trang của cơ quan nhà nước" in verdict.reason


def test_an_odd_ending_alone_accuses_nobody(desk: SafetyDesk) -> None:
    assert verdict_word(only(desk, "phimhay.top").standing) == "unknown"


def test_no_domain_of_the_directory_is_suspected(desk: SafetyDesk, served: Content) -> None:
    for entry in served.directories[DIRECTORY]:
        for name in (entry.name, *(alias for alias in entry.aliases if "." in alias)):
            for link in (name, f"https://{name}", f"http://www.{name}/a/b?c=d", f"Xem {name.upper()}."):
                assert only(desk, link).standing in (Standing.OFFICIAL, Standing.FORMER)


def test_no_source_of_an_article_is_suspected(desk: SafetyDesk, served: Content) -> None:
    urls = {source.url for article in served.articles.values() for source in article.sources if source.url}
    urls |= {entry.source.url for rows in served.directories.values() for entry in rows if entry.source.url}
    suspected = {url for url in urls for one in desk.inspect(url).links if one.standing is Standing.IMITATION}
    assert suspected == set()


def test_a_former_domain_says_where_to_go_now(desk: SafetyDesk) -> None:
    verdict = only(desk, "dichvucong.danang.gov.vn")
    assert verdict.standing is Standing.FORMER
    assert "`dichvucong.gov.vn`" in verdict.reason


def test_a_domain_under_gov_vn_belongs_to_the_state_though_it_is_not_listed(desk: SafetyDesk) -> None:
    verdict = only(desk, "haichau.danang.gov.vn")
    assert verdict.standing is Standing.GOVERNMENT
    assert "thuộc cơ quan nhà nước" in verdict.reason


@pytest.mark.parametrize(
    "text",
    [
        "làm xong rồi.la sao vậy ad",
        "ThS.BS Nam khám ở đâu, phí 1.000.000đ, ngày 1.2.2026",
        "gửi về email lan.nguyen@gmail.com nha",
        "nghị định 69.2024, mục 1.2.3.4 nói gì",
        "TP.HCM hay TP.Đà Nẵng",
        "cảm ơn.em chào anh.chị",
        "tệp hoso.docx, anh.png, bang.xlsx",
    ],
)
def test_words_with_a_full_stop_between_are_no_links(desk: SafetyDesk, text: str) -> None:
    assert desk.inspect(text).links == ()


def test_each_link_of_a_message_gets_its_own_verdict(desk: SafetyDesk) -> None:
    found = desk.inspect("vào dichvucong.gov.vn chứ đừng vào dichvucong-gov.com nghe").links
    assert [one.standing for one in found] == [Standing.OFFICIAL, Standing.IMITATION]


def test_what_an_imitation_shows_is_the_domain_that_somebody_owns(desk: SafetyDesk) -> None:
    assert only(desk, "https://dichvucong.gov.vn.dang-nhap.top/p/home").domain == "dang-nhap.top"


def test_a_link_hidden_in_a_word_that_does_not_show_is_read(desk: SafetyDesk) -> None:
    assert only(desk, "dichvu\u200bcong-gov.com").standing is Standing.IMITATION


def test_no_verdict_says_for_certain(served: Content) -> None:
    assert served.links is not None
    assert not any("chắc chắn" in said for said in served.links.says.values())


def test_a_message_of_nothing_but_links_is_told_apart(desk: SafetyDesk) -> None:
    assert desk.inspect(" https://vneid-bocongan.com/x \n").alone
    assert not desk.inspect("link ni thiệt không vneid-bocongan.com").alone


def test_no_socket_is_opened(desk: SafetyDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []

    def refused(*asked: object, **_: object) -> None:
        opened.append(asked)
        raise OSError("no socket here")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    for name in ("links.tsv", "links-2.tsv", "messages.tsv", "messages-2.tsv"):
        for _, text in labelled(name):
            desk.verdicts(desk.inspect(text))
    assert opened == []


HOSTILE = st.text(alphabet=st.sampled_from("abgov.vn:/\\@%2e[]-_xn?#0\u200bіе。 \n"), max_size=80) | st.text(
    max_size=200
)


@given(text=HOSTILE)
def test_any_text_is_read(desk: SafetyDesk, text: str) -> None:
    for verdict in desk.inspect(text).links:
        assert verdict.reason


@given(before=HOSTILE)
def test_nothing_put_before_an_imitation_makes_it_official(desk: SafetyDesk, before: str) -> None:
    found = desk.inspect(f"{before} https://dichvucong-gov.com/").links
    assert any(one.domain == "dichvucong-gov.com" for one in found) is (len(found) < 10)
