"""What the linter finds over the whole content; each finding has a test."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from intents.content.fix import fix
from intents.content.lint import MAX_ANSWER, lint
from intents.content.loader import load
from intents.content.model import Finding, Severity
from tests.intents.content.conftest import ARTICLE, DIRECTORY, FACTS, LEXICON, Write

TODAY = date(2026, 11, 24)


def findings(root: Path, today: date = TODAY, length: int = 100) -> list[Finding]:
    result = load(root)
    if result.content is None:
        return sorted(result.findings)
    return lint(result.content, result.findings, today, lambda _article, _day: length)


def said(root: Path, today: date = TODAY, length: int = 100) -> str:
    return "\n".join(str(one) for one in findings(root, today, length))


def test_a_sound_folder_has_no_finding(write: Write) -> None:
    assert said(write()) == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("as_of: 2026-08-15\n", "", "thiếu “as_of”"),
        ("url: https://example.gov.vn/1", "url: example.gov.vn", "địa chỉ nguồn “example.gov.vn” không mở được"),
        ("date: 2025-06-01", "date: 2027-01-01", "có ngày sau ngày sửa bài"),
        ("as_of: 2026-08-15", "as_of: 2026-11-24", "“as_of” sau “updated”"),
        ("review_by: 2027-04-30", "review_by: 2026-11-01", "“review_by” trước “updated”"),
        ("updated: 2026-11-23", "updated: 2026-12-01", "“updated” ở tương lai"),
        ("related: []", "related: [can-cuoc]", "bài nêu chính nó"),
        ("related: []", "related: [can-cuo]", "Có phải là “can-cuoc”?"),
        ("related: []", 'not_listed: "Chưa thấy {name}."', "có “not_listed” mà không có “directory”"),
        ("related: []", "directory: tuyen-pho\nnot_listed: Chưa thấy.", "“not_listed” thiếu {name}"),
        ("related: []", 'directory: tuyen-pho\nwhich_one: "{name} nào?"', "“which_one” không dùng {name}"),
        ("related: []", 'directory: tuyen-pho\nnot_listed: "<b>{name}</b>"', "có thẻ HTML"),
        ("related: []", "directory: tuyen-ph", "không có danh bạ “tuyen-ph”. Có phải là “tuyen-pho”?"),
        ("{{phi}}", "{{fi}}", "can-cuoc.md:18: không có dữ kiện “fi”"),
        ("Đổi thẻ căn cước", "mat can cuoc thi sao", "can-cuoc.md:6: câu này đã có ở dòng 5"),
        ("Đổi thẻ căn cước", "?!", "can-cuoc.md:6: câu hỏi mẫu này không có chữ nào"),
        ("Đổi thẻ căn cước", "căn cước " * 50, "dài hơn 400 ký tự"),
        ("Hết {{phi}}.", "Hết <b>{{phi}}</b>.", "can-cuoc.md:18: có thẻ HTML"),
        ("Hết {{phi}}.", "| a | b |\n|---|---|\n{{phi}}", "không hiện được bảng"),
        ("Hết {{phi}}.", "![hình](https://a.vn) {{phi}}", "không hiện được hình"),
        ("Hết {{phi}}.", "[xem](javascript:x) {{phi}}", "liên kết “javascript:x”"),
        ("title: Làm căn cước", "title: Lam can cuoc", "tên bài không có dấu tiếng Việt"),
        ("Làm ở công an phường.", "Làm ở công an phường. " * 40, "câu trả lời ngắn dài hơn 600"),
        ("title: Làm", "title: Là\u0300m".replace("à\u0300", "a\u0300"), "dấu tiếng Việt bị tách rời"),
        ("title: Làm căn", "title: Làm сăn", "bảng chữ khác"),
        ("as_of: 2026-08-15", "as_of: 2025-05-31", "“as_of” trước nguồn mới nhất của bài (01/06/2025)"),
        ("url: https://example.gov.vn/1", "url: https://example.gov.vn", "chỉ là trang chủ"),
        ("Hết {{phi}}.", "Hết **{{phi}}.", "can-cuoc.md:18: có dấu ** lẻ"),
        ("Hết {{phi}}.", "Hết {{phi}}, xem [trang] (https://example.gov.vn/1)", "liên kết viết dở"),
        ("Hết {{phi}}.", "Hết `{{phi}}.", "có dấu ` lẻ"),
        ("Hết {{phi}}.", "-hết {{phi}}.", "thiếu dấu cách sau dấu đầu dòng"),
        ("Hết {{phi}}.", "Hết {{phi}}, xem nopphi.vn.", "can-cuoc.md:18: tên miền “nopphi.vn” không có trong danh bạ"),
        ("Hết {{phi}}.", "Hết {{phi}}, [xem](https://www.nopphi.vn/a).", "tên miền “nopphi.vn”"),
    ],
)
def test_each_slip_is_found_with_its_line_and_remedy(write: Write, old: str, new: str, message: str) -> None:
    assert old in ARTICLE
    assert message in said(write(ARTICLE.replace(old, new, 1)))


@pytest.mark.parametrize(
    "text",
    ["xem example.gov.vn", "xem [trang](https://example.gov.vn/x)", "giả: `dichvucong.gov.vn.abc.com`", "tệp a.apk"],
)
def test_a_domain_of_a_source_and_an_example_between_backticks_are_no_finding(write: Write, text: str) -> None:
    assert said(write(ARTICLE.replace("Hết {{phi}}.", f"Hết {{{{phi}}}}, {text}."))) == ""


def test_a_domain_in_the_directory_is_official_and_one_like_it_is_named(write: Write) -> None:
    row = "cong,dichvucong.gov.vn,,,Cổng.,Báo,https://example.vn/3,2024-06-01,2024-06-01,dang-dung\n"
    root = write(ARTICLE.replace("Hết {{phi}}.", "Hết {{phi}}, xem dichvucong.gov.vn."))
    (root / "vi/danh-ba/ten-mien.csv").write_text(DIRECTORY.split("\n")[0] + "\n" + row, encoding="utf-8")
    assert said(root) == ""
    file = root / "vi/dich-vu-cong/can-cuoc.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("xem dichvucong.gov.vn", "xem dichvucong.govn.vn"), "utf-8"
    )
    assert "“dichvucong.govn.vn” không có trong danh bạ ten-mien.csv, cũng không phải nguồn. Có phải là" in said(root)


def test_an_example_message_that_stands_twice_is_named_with_where_it_stood_first(write: Write) -> None:
    root = write(ARTICLE)
    (root / "vi/an-toan").mkdir()
    (root / "vi/an-toan/tin-lua-dao.txt").write_text("# mẫu\nđọc mã OTP cho em\n", encoding="utf-8")
    (root / "vi/an-toan/tin-thuong.txt").write_text("chào em\nĐọc mã OTP cho em!\n", encoding="utf-8")
    assert "tin-thuong.txt:2: tin này đã có ở tin-lua-dao.txt:2" in said(root)


def test_a_domain_in_a_fact_is_checked_like_those_of_articles(write: Write) -> None:
    assert "facts.toml:1: tên miền “nopphi.vn”" in said(write(facts=FACTS.replace("35.000 đồng", "xem nopphi.vn")))


def test_a_source_that_has_no_address_says_so(write: Write) -> None:
    assert said(write(ARTICLE.replace("url: https://example.gov.vn/1", "url: không có"))) == ""


def test_a_word_without_its_accents_in_a_title_that_has_others_is_warned_of(write: Write) -> None:
    article = ARTICLE.replace("title: Làm căn cước", "title: Làm can cước").replace("Làm ở", "Căn cước, căn cước làm ở")
    assert "can-cuoc.md:2: cảnh báo: “Làm can cước” có chữ thiếu dấu: can" in said(write(article))


def test_a_related_article_that_is_there_but_broken_is_not_called_unknown(write: Write) -> None:
    broken = ARTICLE.replace("title: Làm căn cước\n", "")
    root = write(ARTICLE.replace("related: []", "related: [khac]"), **{"dich-vu-cong__khac": broken})
    assert "khac.md:1: thiếu “title”" in said(root)
    assert "“related” nêu bài" not in said(root)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("Mất căn cước, thì sao", "ngoai-pham-vi.txt:2: câu này là câu hỏi mẫu của bài “can-cuoc”"),
        ("Giá vàng?\ngia vang", "ngoai-pham-vi.txt:3: câu này đã có ở dòng 2"),
    ],
)
def test_a_question_said_to_be_not_ours_is_claimed_nowhere_else(write: Write, lines: str, message: str) -> None:
    root = write()
    (root / "vi/ngoai-pham-vi.txt").write_text(f"# Câu không phải việc của mình\n{lines}\n", encoding="utf-8")
    assert message in said(root)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2024-06-01,2024-06-01", "2024-07-01,2024-06-01", "tuyen-pho.csv:2: ô source_date sau ô as_of"),
        ("2024-06-01,2024-06-01", "2024-06-01,2026-12-01", "tuyen-pho.csv:2: ô as_of ở tương lai"),
    ],
)
def test_the_days_of_a_directorys_row_are_in_order(write: Write, old: str, new: str, message: str) -> None:
    assert message in said(write(directory=DIRECTORY.replace(old, new)))


def test_an_answer_that_gets_too_long_on_a_day_to_come_is_found(write: Write) -> None:
    later = '[[phi.value]]\ntext = "70.000 đồng"\nvalid_from = 2027-01-01\nsource = {title = "a", url = "https://example.gov.vn/2"}\n'
    result = load(write(facts=FACTS + "valid_until = 2026-12-31\n" + later))
    assert result.content is not None
    found = lint(result.content, (), TODAY, lambda _article, day: MAX_ANSWER + (day >= date(2027, 1, 1)))
    assert any("khi hiện ra từ ngày 01/01/2027 dài 3501 ký tự" in one.message for one in found)


def test_an_article_without_sources_is_found(write: Write) -> None:
    lines = [line for line in ARTICLE.split("\n") if "sources" not in line and "example.gov.vn/1" not in line]
    assert "bài chưa có nguồn" in said(write("\n".join(lines)))


def test_an_article_about_the_assistant_needs_no_sources(write: Write) -> None:
    lines = [line for line in ARTICLE.split("\n") if not line.startswith(("sources", "as_of", "  - {"))]
    assert said(write("\n".join(lines), name="tro-ly/ban-la-ai.md")) == ""


def test_a_phrase_that_two_articles_claim_is_found(write: Write) -> None:
    other = ARTICLE.replace("Mất căn cước thì sao?", "MẤT CĂN CƯỚC, thì sao").replace("Đổi thẻ căn cước", "khác")
    assert "câu này đã có ở bài" in said(write(**{"dich-vu-cong__khac": other}))


def test_an_answer_over_the_limit_as_rendered_is_found(write: Write) -> None:
    assert "quá 3500" in said(write(), length=MAX_ANSWER + 1)
    assert said(write(), length=MAX_ANSWER) == ""


@pytest.mark.parametrize(
    ("today", "message"),
    [(date(2027, 3, 20), "sắp tới ngày xem lại 30/04/2027"), (date(2027, 5, 1), "đã quá ngày xem lại 30/04/2027")],
)
def test_a_review_that_comes_near_or_has_passed_is_warned_of(write: Write, today: date, message: str) -> None:
    assert message in said(write(), today)
    assert all(one.severity is Severity.WARNING for one in findings(write(), today))


@pytest.mark.parametrize(
    ("today", "message"),
    [(date(2026, 11, 24), "hết hiệu lực ngày 31/12/2026. Hãy xem lại"), (date(2027, 1, 1), "đã hết hiệu lực")],
)
def test_a_fact_that_lapses_is_warned_of(write: Write, today: date, message: str) -> None:
    assert message in said(write(facts=FACTS + "valid_until = 2026-12-31\n"), today)


def test_a_fact_that_no_article_uses_is_warned_of(write: Write) -> None:
    assert "facts.toml:1: cảnh báo: không bài nào dùng “phi”" in said(write(ARTICLE.replace("{{phi}}", "ít tiền")))


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('"CCCD" = "thẻ"', "lexicon.toml:3: “CCCD” đã có ở dòng 2"),
        ('"Thẻ" = "thẻ"', "có nghĩa là chính nó"),
        ('"?" = "hỏi"', "không có chữ nào"),
        ('"vtv" = "truyền hình"', "“vtv” vô ích: không bài nào có chữ “truyền”"),
        ('[dialect]\n"thẻ mô" = "thẻ"\n[synonyms]\n"the mo" = "thẻ"', "“the mo” thừa: “thẻ mô” ở dòng 4"),
        ('[synonyms]\n"cccd cũ" = "thẻ"', "“cccd cũ” không bao giờ gặp: “cccd” ở dòng 2 đổi chữ trước"),
    ],
)
def test_a_dead_lexicon_entry_is_found(write: Write, entry: str, message: str) -> None:
    assert message in said(write(lexicon=LEXICON + entry + "\n"))


@pytest.mark.parametrize(
    ("phrases", "message"),
    [
        ('"mất", "MẤT"', "lexicon.toml:4: trong “mất”, “MẤT” viết hai lần"),
        ('"mất", "?!"', "trong “mất”, “?!” không có chữ nào"),
    ],
)
def test_a_way_of_saying_that_stands_in_a_concept_for_nothing_is_found(
    write: Write, phrases: str, message: str
) -> None:
    assert message in said(write(lexicon=f'{LEXICON}[concepts]\n"mất" = [{phrases}]\n'))


def test_fix_mends_what_is_mechanical_and_says_what(write: Write) -> None:
    messy = "\ufeff" + ARTICLE.replace("\n", "  \r\n").replace("title: Làm căn", "title: La\u0300m сăn").rstrip()
    root = write(messy.encode())
    file = root / "vi/dich-vu-cong/can-cuoc.md"
    done = fix(file)
    assert len(done) == 6
    assert file.read_text(encoding="utf-8") == ARTICLE
    assert said(root) == ""


@pytest.mark.parametrize(
    ("good", "bad", "done"),
    [
        ("## Lệ phí", "##Le phi", "viết lại tên mục cho đúng"),
        ("## Lệ phí", "## LỆ PHÍ ##", "viết lại tên mục cho đúng"),
        ("updated: 2026-11-23", "updated: 23/11/2026", "đổi ngày sang dạng năm-tháng-ngày"),
        ("Làm ở công", "Làm\u00a0ở công", "thay khoảng trắng lạ bằng dấu cách"),
    ],
)
def test_fix_mends_each_slip_alone(write: Write, good: str, bad: str, done: str) -> None:
    root = write(ARTICLE.replace(good, bad))
    file = root / "vi/dich-vu-cong/can-cuoc.md"
    assert fix(file) == [done]
    assert file.read_text(encoding="utf-8") == ARTICLE


def test_fix_puts_the_blank_after_a_bullet_and_leaves_the_front_matter_alone(write: Write) -> None:
    root = write(ARTICLE.replace("Hết {{phi}}.", "-hết {{phi}}\n2.xong").replace("title: Làm", 'title: "-Làm'))
    file = root / "vi/dich-vu-cong/can-cuoc.md"
    before = file.read_text(encoding="utf-8")
    assert fix(file) == ["thêm dấu cách sau dấu đầu dòng"]
    assert file.read_text(encoding="utf-8") == before.replace("-hết", "- hết").replace("2.xong", "2. xong")


def test_fix_leaves_a_heading_that_is_no_facet_to_its_writer(write: Write) -> None:
    root = write(ARTICLE.replace("## Lệ phí", "## Phí tổn"))
    assert fix(root / "vi/dich-vu-cong/can-cuoc.md") == []


def test_fix_leaves_a_clean_file_and_a_file_of_unknown_letters_alone(write: Write) -> None:
    root = write()
    file = root / "vi/dich-vu-cong/can-cuoc.md"
    assert fix(file) == []
    file.write_bytes(b"\xff\xfe\x00")
    assert fix(file) == []
    assert file.read_bytes() == b"\xff\xfe\x00"
