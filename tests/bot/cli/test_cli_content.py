"""ask, match, eval and check, as a person or a script runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.cli import group
from tests.bot.cli.running import ROOT, hoidap


def test_ask_answers_a_badly_spelt_question() -> None:
    out, _ = hoidap("ask", "mat cccd lm lai o dau ntn")
    assert out.startswith("Cấp, đổi, cấp lại thẻ căn cước")


def test_ask_takes_a_question_without_quotes() -> None:
    out, _ = hoidap("ask", "chữ", "ký", "số", "là", "gì")
    assert out.startswith("Chữ ký số là gì")


def test_ask_answers_as_on_another_day() -> None:
    today, _ = hoidap("ask", "--on", "2026-12-31", "cấp lại căn cước bị mất bao nhiêu tiền")
    later, _ = hoidap("ask", "--on", "2027-01-05", "cấp lại căn cước bị mất bao nhiêu tiền")
    assert "35.000 đồng" in today
    assert "70.000 đồng" in later


def test_ask_refuses_a_day_that_is_none() -> None:
    _, err = hoidap("ask", "--on", "mai", "căn cước", code=2)
    assert "2027-01-05" in err


def test_ask_explains_what_was_read_and_which_phrase_won() -> None:
    out, _ = hoidap("ask", "--explain", "mat cccd thi sao")
    assert "cccd → căn cước" in out
    assert "giống câu" in out
    assert "Bằng chứng" in out


def test_ask_holds_a_conversation_until_the_end_of_input() -> None:
    out, _ = hoidap("ask", stdin="chữ ký số là gì\n\ngiá vàng\n".encode())
    assert out.startswith("Chữ ký số là gì")
    assert "1022" in out


def test_ask_gives_a_polite_line_for_whatever_comes() -> None:
    odd = ["", "😀" * 4096, "\u0301" * 1500, "<b>&amp;", "\x00\x07"]
    out, _ = hoidap("ask", stdin="\n".join([*odd, "chữ ký số là gì", ""]).encode())
    assert "Bạn viết câu hỏi bằng chữ giúp nhé" in out
    assert "Chữ ký số là gì" in out


LINES = (
    "mất căn cước".encode(),
    b"",
    b"   ",
    "giá vàng".encode(),
    b"\xff\xfe\x00",
    "lệ phí cấp lại căn cước bao nhiêu".encode(),
    b"duong phan chau trinh co quet ma duoc khong",
)


@pytest.fixture(scope="module")
def matched(fitted_models: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """What `hoidap match` says to LINES."""
    data = tmp_path_factory.mktemp("data")
    (data / "model").symlink_to(fitted_models, target_is_directory=True)
    out, _ = hoidap("match", stdin=b"".join(line + b"\n" for line in LINES), env={"HOIDAP_DATA": str(data)})
    return [json.loads(line) for line in out.splitlines()]


def test_match_writes_exactly_one_object_a_line_empty_lines_too(matched: list[dict[str, object]]) -> None:
    assert [one["question"] for one in matched] == [line.decode(errors="replace") for line in LINES]


def test_match_gives_the_keys_of_the_design(matched: list[dict[str, object]]) -> None:
    result = matched[5]
    assert list(result) == [
        "question", "decision", "articles", "facet", "entities", "parts", "score", "micros",
    ]  # fmt: skip
    assert (result["decision"], result["facet"]) == ("answer", "Lệ phí")
    assert result["articles"][0] == "can-cuoc"  # type: ignore[index]
    assert result["parts"] == [{key: result[key] for key in ("question", "decision", "articles", "facet")}]
    assert 0 <= float(str(result["score"])) <= 1
    assert int(str(result["micros"])) > 0


def test_match_names_a_street_of_the_directory(matched: list[dict[str, object]]) -> None:
    assert matched[6]["entities"] == [
        {"kind": "tuyen-pho", "text": "phan chau trinh", "id": "phan-chau-trinh", "alternatives": []}
    ]


def test_match_answers_each_line_before_the_next_is_written() -> None:
    command = [sys.executable, "-c", "from bot.cli import main; main()", "match"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for question in ("chữ ký số là gì", "mất căn cước"):
            process.stdin.write(f"{question}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question


def test_eval_prints_shares_by_style_and_topic_and_json_for_machines(tmp_path: Path) -> None:
    file = tmp_path / "q.tsv"
    rows = ["question\taccept\tstyle", "mất căn cước\tcan-cuoc\tplain", "giá vàng\t-\tplain", "x\tchua-co\tteen"]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    text, _ = hoidap("eval", str(file))
    assert "dich-vu-cong" in text
    out, _ = hoidap("eval", str(file), "--json")
    result = json.loads(out)
    assert result["in_scope"] == {"total": 1, "right": 1.0, "right_or_offered": 1.0, "wrong": 0.0}
    assert result["without_article"]["total"] == 1


def test_eval_prints_whether_probabilities_hold_and_what_thresholds_give(tmp_path: Path) -> None:
    file = tmp_path / "q.tsv"
    file.write_text("question\taccept\tstyle\nmất căn cước làm lại ở đâu\tcan-cuoc\tplain\n", encoding="utf-8")
    text, _ = hoidap("eval", str(file), "--curve")
    assert "Xác suất nói ra" in text
    assert "Trả lời từ xác suất" in text


def test_eval_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    _, err = hoidap("eval", str(tmp_path / "khong-co.tsv"), code=2)
    assert "khong-co.tsv" in err


def test_check_passes_on_our_content() -> None:
    _, err = hoidap("check")
    assert "0 lỗi" in err


def test_check_names_file_and_line_of_a_broken_article_and_exits_with_1(tmp_path: Path) -> None:
    file = tmp_path / "vi/chu-ky-so/cks-la-gi.md"
    file.parent.mkdir(parents=True)
    file.write_text("---\ntitle: Chữ ký số\ntitel: x\n---\nCâu trả lời.\n", encoding="utf-8")
    out, _ = hoidap("check", env={"HOIDAP_CONTENT": str(tmp_path)}, code=1)
    assert "cks-la-gi.md:3: không có mục nào tên “titel”. Có phải là “title”?" in out


def test_check_fix_mends_a_file_in_place(tmp_path: Path) -> None:
    source = ROOT / "content/vi/chu-ky-so/cks-la-gi.md"
    file = tmp_path / "vi/chu-ky-so/cks-la-gi.md"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"\xef\xbb\xbf" + source.read_bytes().replace(b"\n", b"\r\n"))
    hoidap("check", "--fix", str(file), code=1)
    assert file.read_bytes() == source.read_bytes()


def test_commands_refuse_content_that_is_broken_instead_of_serving_half_of_it(tmp_path: Path) -> None:
    (tmp_path / "vi/chu-ky-so").mkdir(parents=True)
    (tmp_path / "vi/chu-ky-so/hong.md").write_text("không có gì", encoding="utf-8")
    _, err = hoidap("ask", "chữ ký số", env={"HOIDAP_CONTENT": str(tmp_path)}, code=2)
    assert "hong.md:1" in err


def test_an_unknown_setting_stops_every_command_with_one_line() -> None:
    _, err = hoidap("match", env={"HOIDAP_CONTENTS": "x"}, code=2)
    assert "HOIDAP_CONTENT?" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", sorted(group.list_commands(click.Context(group))))
def test_every_command_says_what_it_does(command: str) -> None:
    found = CliRunner().invoke(group, [command, "--help"])
    assert found.exit_code == 0
    assert f"Usage: group {command}" in found.output


def test_the_overview_lists_the_commands() -> None:
    overview, _ = hoidap("--help")
    assert {"ask", "check", "eval", "match", "run", "stats", "try", "unanswered"} <= set(overview.split())
