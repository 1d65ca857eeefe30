"""hoidap inspect, as a script runs it."""

import json
from pathlib import Path

from tests.bot.cli.running import hoidap
from tests.intents.safety.drawing import drawn, payment_code, saved


def test_each_line_gets_one_object_with_the_keys_that_others_rely_on() -> None:
    lines = ["dichvucong-gov.vn.xyz", "", "số 0905 123 456 có phải công an không", "lỡ đọc mã otp rồi", "\udcff"]
    out, _ = hoidap("inspect", stdin="\n".join(lines).encode("utf-8", errors="surrogateescape"))
    found = [json.loads(line) for line in out.splitlines()]
    assert len(found) == len(lines)
    assert all(list(one) == ["message", "links", "phones", "kind", "signals"] for one in found)
    assert list(found[0]["links"][0]) == ["domain", "verdict", "reason"]
    assert found[0]["links"][0]["verdict"] == "imitation"
    assert found[2]["phones"] == [{"number": "0905 123 456", "verdict": "unknown"}]
    assert [one["kind"] for one in found] == ["ordinary", "ordinary", "ordinary", "victim", "ordinary"]


def test_the_codes_of_a_picture_are_given_the_same_way(tmp_path: Path) -> None:
    picture = tmp_path / "qr.jpg"
    picture.write_bytes(saved(drawn("https://dichvucong-gov.com/a")))
    out, _ = hoidap("inspect", "--image", str(picture))
    assert json.loads(out)["links"][0]["verdict"] == "imitation"


def test_a_payment_code_is_given_with_its_account_hidden(tmp_path: Path) -> None:
    picture = tmp_path / "qr.jpg"
    picture.write_bytes(saved(drawn(payment_code())))
    (code,) = json.loads(hoidap("inspect", "--image", str(picture))[0])["codes"]
    assert (code["kind"], code["bank"], code["amount"], code["sound"]) == ("payment", "Vietcombank", "50000", True)
    assert "0123456789" not in str(code)


def test_malformed_and_huge_lines_each_get_their_object() -> None:
    lines = [b"a\0b", b"\xff\xfe\xc3", b"  ", b"http://[::1", b"https://%%", b"x" * 200_000, b"a." * 50_000 + b"com"]
    out, _ = hoidap("inspect", stdin=b"\n".join(lines))
    found = [json.loads(line) for line in out.splitlines()]
    assert len(found) == len(lines)
    assert {one["kind"] for one in found} == {"ordinary"}


def test_a_file_that_is_no_picture_has_no_codes(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff no picture")
    found = json.loads(hoidap("inspect", "--image", str(tmp_path / "a.jpg"))[0])
    assert (found["links"], found["phones"], found["kind"], found["codes"]) == ([], [], "ordinary", [])


def test_a_picture_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    out, err = hoidap("inspect", "--image", str(tmp_path / "none.jpg"), code=2)
    assert out == ""
    assert "none.jpg" in err
