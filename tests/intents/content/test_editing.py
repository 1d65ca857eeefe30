"""What staff send of content: which file is meant, what is refused, how two changes come together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from intents.content.articles import read_article
from intents.content.editable import (
    EditableFile,
    alike,
    editable_files,
    find,
    known_name,
    new_article,
    without_copy_mark,
)
from intents.content.findings import Report
from intents.content.merging import difference, merged
from intents.content.received import RefusedError, received
from intents.content.stamping import stamped
from tests.intents.content.conftest import ARTICLE, Write

ARTICLE_NAME = "dich-vu-cong/can-cuoc.md"
LINES = st.lists(st.sampled_from("abcdef"), max_size=12).map(lambda chars: "".join(f"{one}\n" for one in chars))


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("can-cuoc", ARTICLE_NAME),
        ("Can-Cuoc.MD", ARTICLE_NAME),
        ("dich-vu-cong/can-cuoc", ARTICLE_NAME),
        ("vi/dich-vu-cong/can-cuoc.md", ARTICLE_NAME),
        ("facts", "facts.toml"),
        ("từ điển", "lexicon.toml"),
        ("tu-dien", "lexicon.toml"),
        ("danh-ba/tuyen-pho", "danh-ba/tuyen-pho.csv"),
        ("tuyen-pho.csv", "danh-ba/tuyen-pho.csv"),
    ],
)
def test_a_file_is_found_by_its_id_or_what_it_is_called(write: Write, asked: str, name: str) -> None:
    assert find(asked, editable_files(write())) == EditableFile(name)


@pytest.mark.parametrize(
    "asked",
    ["../../etc/passwd", "/etc/passwd", "vi/../../x", "..", ".", "", "can-cuoc\0", "can-cuoc/", "C:\\a", "README", "~"],
)
def test_nothing_outside_the_content_is_found(write: Write, asked: str) -> None:
    root = write()
    (root / "vi" / "README.md").write_text("Cho cán bộ", encoding="utf-8")
    assert find(asked, editable_files(root)) is None
    assert known_name(asked) is None


@given(st.text(max_size=60))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    file = known_name(name)
    root = Path("content")
    assert file is None or (root / "vi").resolve() in file.path(root).resolve().parents


@pytest.mark.parametrize(
    ("topic", "article_id"), [("..", "a"), ("dich-vu-cong", "../a"), ("dich-vu-cong", "Á"), ("x", "a")]
)
def test_a_new_article_needs_a_known_topic_and_a_sound_id(topic: str, article_id: str) -> None:
    assert new_article(topic, article_id) is None


def test_links_that_lead_out_are_not_edited(write: Write, tmp_path: Path) -> None:
    root = write()
    outside = tmp_path / "ngoai"
    outside.mkdir()
    (outside / "bi-mat.md").write_text(ARTICLE, encoding="utf-8")
    (root / "vi" / "dich-vu-cong" / "bi-mat.md").symlink_to(outside / "bi-mat.md")
    (root / "vi" / "chu-ky-so").symlink_to(outside, target_is_directory=True)
    assert find("bi-mat", editable_files(root)) is None
    for name in ("dich-vu-cong/bi-mat.md", "chu-ky-so/bi-mat.md"):
        with pytest.raises(ValueError, match="leads out"):
            EditableFile(name).path(root)


def test_a_name_that_is_nearly_right_gets_suggestions(write: Write) -> None:
    assert alike("can cuoc", editable_files(write()))[0] == EditableFile(ARTICLE_NAME)


@pytest.mark.parametrize(
    "given", ["can-cuoc (1).md", "can-cuoc(2).md", "can-cuoc - Copy.md", "can-cuoc_1.md", "can-cuoc.md"]
)
def test_what_a_phone_puts_behind_a_name_does_not_rename_the_article(given: str) -> None:
    assert without_copy_mark(given) == "can-cuoc.md"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"x" * 200_001, "quá 200 kB"),
        (b"", "trống"),
        (b"PK\x03\x04....", "Word"),
        (b"\x89PNG....", "ảnh"),
        (b"a\0b", "UTF-8"),
        ("Ghi bằng bảng mã cũ: căn".encode("utf-16"), "UTF-8"),
        (b"dong mot\nd\xe0ng hai", "dòng 2"),
        (b"\n" * 6000, "trống"),
        (b"a\n" * 6000, "dòng"),
        (b"a" * 30_000, "xuống dòng"),
        (ARTICLE.replace("names: [", "names: &x [").encode(), "dòng 3"),
        (ARTICLE.replace("related: []", "related: *x").encode(), "dòng 7"),
        (ARTICLE.replace("related: []", "related: !!python/object:os.system x").encode(), "dòng 7"),
        (("---\na: &a [" + "*a," * 50 + "]\n---\n").encode(), "dòng 2"),
        (("---\na: " + "[" * 500 + "]" * 500 + "\n---\n").encode(), "lồng nhau"),
        (b"khong co phan dau", "---"),
    ],
)  # fmt: skip
def test_what_cannot_be_an_article_is_refused_with_a_reason(raw: bytes, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        received(ARTICLE_NAME, raw)


def test_what_windows_does_to_a_file_is_mended(write: Write) -> None:
    taken = received(ARTICLE_NAME, b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode())
    assert taken.text == ARTICLE


@given(LINES, LINES)
def test_one_change_alone_is_taken_as_it_is(base: str, other: str) -> None:
    assert merged(base, other, base).text == merged(base, base, other).text == merged(base, other, other).text == other


@given(LINES, LINES, LINES)
def test_putting_together_does_not_depend_on_who_came_first(base: str, one: str, other: str) -> None:
    assert merged(base, one, other) == merged(base, other, one)


@given(st.lists(st.integers(0, 9), min_size=5, max_size=9, unique=True), st.integers(0, 9), st.integers(0, 9))
def test_changes_apart_from_each_other_are_both_made(numbers: list[int], first: int, second: int) -> None:
    lines = [f"dòng {number}\n" for number in numbers]
    mine, theirs = lines.copy(), lines.copy()
    mine[0], theirs[-1] = f"tôi {first}\n", f"họ {second}\n"
    both = merged("".join(lines), "".join(mine), "".join(theirs)).text
    assert both == "".join([mine[0], *lines[1:-1], theirs[-1]])


def test_the_difference_shows_what_goes_and_what_comes() -> None:
    assert difference("a\nb\nc\n", "a\nB\nc\n") == "Dòng 1:\n a\n-b\n+B\n c"


def test_of_a_long_line_the_difference_shows_what_changed_and_what_stands_around_it() -> None:
    line = "Làm ở công an phường. " * 9 + "Thường {} ngày làm việc có thẻ. " + "Mang theo thẻ cũ. " * 9
    gone, come = difference(line.format(7), line.format(5)).splitlines()[1:]
    assert gone == "-… phường. Làm ở công an phường. Thường 7 ngày làm việc có thẻ. Mang theo thẻ cũ. …"
    assert come == gone.replace("-", "+").replace("7", "5")


@given(st.text(alphabet="ab ", max_size=300), st.text(alphabet="ab ", max_size=20), st.integers(0, 300))
def test_what_differs_still_differs_in_what_is_shown(line: str, inserted: str, at: int) -> None:
    assume(inserted)
    gone, come = difference(line + ".", line[:at] + inserted + line[at:] + ".").splitlines()[1:]
    assert gone[1:] != come[1:]


@pytest.mark.parametrize("role", ["Chuyên viên CĐS", 'Tổ "một cửa": phường', "yes", "# Trưởng phòng", "*x"])
@pytest.mark.parametrize(
    "before", ["checked_by:\n", "checked_by: Ai đó\n", "checked_by: >\n  Một\n  hai\n", '"checked_by": Ai\n', ""]
)
def test_day_and_role_are_filled_in_whatever_stood_there(role: str, before: str) -> None:
    text = ARTICLE.replace("checked_by:\n", before)
    report = Report(Path("can-cuoc.md"))
    article = read_article(
        report.path, stamped(text, date(2026, 11, 28), role, text).text.encode(), "dich-vu-cong", report
    )
    assert article is not None, report.findings
    assert (article.updated, article.checked_by) == (date(2026, 11, 28), role)
