"""What the loader forgives, what it refuses by file and line, and that nothing makes it crash."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intents.content.frontmatter import FrontMatterError, parse
from intents.content.loader import ContentError, LoadResult, load, load_or_raise
from intents.content.model import Article
from tests.intents.content.conftest import ARTICLE, DIRECTORY, FACTS, LEXICON, Write


def only(result: LoadResult) -> Article:
    assert result.content is not None, [str(finding) for finding in result.findings]
    (article,) = result.content.articles.values()
    return article


def messages(root: Path) -> list[str]:
    return [f"{finding.path.name}:{finding.line}: {finding.message}" for finding in load(root).findings]


def test_a_sound_folder_loads_without_a_finding(write: Write) -> None:
    result = load(write())
    article = only(result)
    assert result.findings == ()
    assert (article.title, article.topic, article.lead) == ("Làm căn cước", "dich-vu-cong", "Làm ở công an phường.")
    assert [(phrase.text, phrase.line) for phrase in article.questions] == [
        ("Mất căn cước thì sao?", 5),
        ("Đổi thẻ căn cước", 6),
    ]
    assert [(section.facet.id, section.line) for section in article.sections] == [("le-phi", 17)]
    assert (article.as_of, article.sources[0].date) == (date(2026, 8, 15), date(2025, 6, 1))


def test_beside_articles_facts_lexicon_and_directories_load(write: Write) -> None:
    content = load_or_raise(write())
    assert content.facts["phi"].on(date(2026, 1, 1)) == "35.000 đồng"
    assert [one.meant for one in content.lexicon.abbreviations] == ["căn cước"]
    (entry,) = content.directories["tuyen-pho"]
    assert (entry.name, entry.line, entry.extra) == ("Lê Duẩn", 2, {"kind": "đường"})


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("title: Căn cước: đổi thẻ", "Căn cước: đổi thẻ"),
        ('title: "Căn cước: đổi thẻ"', "Căn cước: đổi thẻ"),
        ("title: yes", "yes"),
        ("title: 1022", "1022"),
        ("title: 2026-11-24", "2026-11-24"),
        ("title:\tLàm căn cước", "Làm căn cước"),
    ],
)
def test_a_title_is_the_words_as_written(write: Write, written: str, title: str) -> None:
    assert only(load(write(ARTICLE.replace("title: Làm căn cước", written)))).title == title


@pytest.mark.parametrize("phrase", ["Hỏi: mất thẻ thì sao?", "bao nhiêu tiền:", "no", "1022"])
def test_a_question_is_the_words_as_written(write: Write, phrase: str) -> None:
    article = only(load(write(ARTICLE.replace("Đổi thẻ căn cước", phrase))))
    assert article.questions[1].text == phrase


def test_a_byte_order_mark_and_windows_line_ends_are_forgiven(write: Write) -> None:
    article = only(load(write(b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode())))
    assert article.lead == "Làm ở công an phường."


def test_names_may_be_given_in_one_line_with_commas(write: Write) -> None:
    text = ARTICLE.replace("[căn cước, thẻ căn cước]", "căn cước, thẻ căn cước")
    assert only(load(write(text))).names == ("căn cước", "thẻ căn cước")


def test_a_date_may_be_written_as_people_write_it(write: Write) -> None:
    assert only(load(write(ARTICLE.replace("2026-08-15", "15/08/2026")))).as_of == date(2026, 8, 15)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("---\ntitle", "title", "can-cuoc.md:1: thiếu dòng --- mở đầu"),
        ("checked_by:\n---\n", "checked_by:\n", "can-cuoc.md:1: thiếu dòng --- kết thúc"),
        ("related: []", "relatd: []", "can-cuoc.md:7: không có mục nào tên “relatd”. Có phải là “related”?"),
        ("related: []", "title: Hai", "can-cuoc.md:7: “title” viết hai lần"),
        ("related: []", "related: &a [x]", "can-cuoc.md:7: không dùng được &, * hay !"),
        ("related: []", "related: [x", "can-cuoc.md:7: ngoặc [ ] hoặc { } chưa đóng"),
        ("title: Làm căn cước\n", "", "can-cuoc.md:1: thiếu “title”"),
        ("title: Làm căn cước", "title: [a, b]", "can-cuoc.md:2: “title” phải là một dòng chữ"),
        ("as_of: 2026-08-15", "as_of: tháng 8", "can-cuoc.md:10: “as_of” không phải ngày"),
        ("url: https://example.gov.vn/1, ", "", "can-cuoc.md:9: nguồn này thiếu “url”"),
        ("  - Đổi thẻ căn cước", "  -", "can-cuoc.md:6: một dòng của “questions” trống"),
        ("## Lệ phí", "## Lệ phi", "can-cuoc.md:17: không có mục “## Lệ phi”. Có phải là “Lệ phí”?"),
        ("## Lệ phí", "### Lệ phí", "can-cuoc.md:17: chỉ dùng được tiêu đề có đúng hai dấu ##"),
        ("Hết {{phi}}.", "", "can-cuoc.md:17: mục “## Lệ phí” trống"),
        ("Hết {{phi}}.", "Hết.\n\n## Lệ phí\nHết.", "can-cuoc.md:20: mục “## Lệ phí” viết hai lần"),
        ("Làm ở công an phường.", "", "thiếu câu trả lời ngắn"),
    ],
)
def test_what_is_wrong_in_an_article_is_named_by_line_with_the_remedy(
    write: Write, old: str, new: str, message: str
) -> None:
    assert old in ARTICLE
    assert any(message in one for one in messages(write(ARTICLE.replace(old, new, 1))))


def test_sections_out_of_order_are_shown_in_order_and_warned_of(write: Write) -> None:
    root = write(ARTICLE + "\n## Hồ sơ\nGiấy cũ.\n")
    assert [section.facet.id for section in only(load(root)).sections] == ["ho-so", "le-phi"]
    assert any("theo thứ tự: Hồ sơ, Lệ phí" in one for one in messages(root))


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (ARTICLE.encode("utf-16"), "không phải UTF-8"),
        (ARTICLE.encode().replace("căn".encode(), b"c\xe3n", 1), "can-cuoc.md:2: tệp không phải UTF-8"),
        (ARTICLE.encode() + b"x" * 200_000, "lớn hơn 200 kB"),
        (b"", "thiếu dòng ---"),
    ],
)
def test_a_file_that_is_no_article_is_refused(write: Write, raw: bytes, message: str) -> None:
    assert any(message in one for one in messages(write(raw)))


@pytest.mark.parametrize("name", ["dich-vu-cong/Căn cước.md", "dich-vu-cong/" + "a" * 41 + ".md"])
def test_a_file_name_that_buttons_cannot_carry_is_refused(write: Write, name: str) -> None:
    assert any("tên tệp" in one for one in messages(write(name=name)))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("dich-vu-conh/can-cuoc.md", "Có phải là “dich-vu-cong”?"),
        ("can-cuoc.md", "bài viết phải nằm trong thư mục của chủ đề"),
    ],
)
def test_a_file_in_the_wrong_folder_is_named(write: Write, name: str, message: str) -> None:
    assert any(message in one for one in messages(write(name=name)))


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ("[phi\n", "facts.toml:1: viết sai dạng"),
        (FACTS.replace('otherwise = "xem trên cổng"\n', ""), "facts.toml:1: [phi] thiếu otherwise"),
        (FACTS.replace("2025-07-01", '"hôm qua"'), "“valid_from” không phải ngày"),
        (FACTS + "valid_until = 2025-01-01\n", "valid_until (01/01/2025) trước valid_from (01/07/2025)"),
        (FACTS.replace("text =", "txt ="), "Có phải là “text”?"),
        (FACTS + FACTS.split("\n", 2)[2], "hai giá trị cùng hiệu lực ngày 01/07/2025"),
        (FACTS.replace("source = ", "nguon = "), "thiếu nguồn"),
        ("phi = 3\n", "phải là một mục [phi]"),
    ],
)
def test_what_is_wrong_in_facts_is_named(write: Write, facts: str, message: str) -> None:
    assert any(message in one for one in messages(write(facts=facts)))


@pytest.mark.parametrize(
    ("lexicon", "message"),
    [
        ('[abreviations]\n"a" = "b"\n', "lexicon.toml:1: không có bảng nào tên [abreviations]"),
        (LEXICON + '"x" = ""\n', "lexicon.toml:3: “x” chưa có nghĩa"),
        (LEXICON + '"cccd" = "khác"\n', "lexicon.toml:3: tên ở dòng này (hoặc ngay trên) đã có"),
    ],
)
def test_what_is_wrong_in_the_lexicon_is_named(write: Write, lexicon: str, message: str) -> None:
    assert any(message in one for one in messages(write(lexicon=lexicon)))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id,name", "ma,name", "tuyen-pho.csv:1: dòng đầu thiếu cột: id"),
        ("le-duan,Lê Duẩn", "le-duan,", "tuyen-pho.csv:2: ô name trống"),
        (",đường\n", ",đường,thừa\n", "tuyen-pho.csv:2: dòng này có 11 ô, dòng đầu có 10"),
        ("2024-06-01,đường", "hôm qua,đường", "ô as_of không phải ngày (hôm qua)"),
        ("Có trong", '"Có trong', "tuyen-pho.csv"),
    ],
)
def test_what_is_wrong_in_a_directory_is_named(write: Write, old: str, new: str, message: str) -> None:
    assert any(message in one for one in messages(write(directory=DIRECTORY.replace(old, new, 1))))


def test_a_broken_file_leaves_the_others_to_be_served(write: Write) -> None:
    result = load(write(**{"chu-ky-so__hong": "không có gì"}))
    assert only(result).id == "can-cuoc"
    assert len(result.findings) == 1


def test_for_serving_every_error_is_raised_at_once(write: Write) -> None:
    root = write(ARTICLE.replace("related", "relatd").replace("as_of: 2026-08-15", "as_of: x"))
    with pytest.raises(ContentError, match=r"relatd[\s\S]*as_of"):
        load_or_raise(root)


def test_a_folder_without_vi_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="thư mục con vi"):
        load_or_raise(tmp_path)


def test_the_digest_changes_with_any_byte(write: Write) -> None:
    before = load_or_raise(write()).digest
    assert load_or_raise(write()).digest == before
    assert load_or_raise(write(ARTICLE + "\n")).digest != before


@given(st.text())
def test_any_text_parses_or_is_refused_by_line(text: str) -> None:
    line, message = 1, "."
    try:
        parse("---\n" + text)
    except FrontMatterError as error:
        line, message = error.line, error.message
    assert line >= 1
    assert message


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes_load_or_are_refused(write: Write, front: bytes, body: bytes) -> None:
    result = load(write(b"---\n" + front + b"\n---\n" + body))
    assert result.content is None
    assert result.findings
