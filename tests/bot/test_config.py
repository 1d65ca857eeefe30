"""Settings: what is read from where, and how everything wrong is refused by name without telling a secret."""

import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.config import SECRETS, ConfigError, Settings, load_settings

ROOT = Path(__file__).parents[2]
SECRET = "987654:bi-mat-khong-ai-duoc-thay"


def write(folder: Path, text: str, name: str = "config.toml") -> dict[str, str]:
    (folder / name).write_text(text, encoding="utf-8")
    return {"HOIDAP_CONFIG": name}


def refused(environ: dict[str, str], cwd: Path) -> str:
    with pytest.raises(ConfigError) as raised:
        load_settings(environ, cwd)
    return str(raised.value)


def test_without_anything_set_the_defaults_hold(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path)
    assert (settings.api_url, settings.data) == ("https://api.telegram.org/bot", tmp_path / "data")


def test_a_variable_overrides_dotenv_and_dotenv_overrides_the_file(tmp_path: Path) -> None:
    environ = write(tmp_path, 'listen = "127.0.0.1:1"\nproxy = "http://a:1"\ndata = "trong-tep"\n')
    (tmp_path / ".env").write_text("HOIDAP_LISTEN=127.0.0.1:2\nHOIDAP_PROXY=http://b:2\n", encoding="utf-8")
    settings = load_settings(environ | {"HOIDAP_LISTEN": "127.0.0.1:3"}, tmp_path)
    assert (settings.listen, settings.proxy, settings.data.name) == ("127.0.0.1:3", "http://b:2", "trong-tep")


def test_a_setting_in_a_section_has_a_variable_too(tmp_path: Path) -> None:
    environ = write(tmp_path, "[matcher]\nmin_score = 0.5\nmin_lead = 0.4\n")
    settings = load_settings(environ | {"HOIDAP_MATCHER__MIN_SCORE": "0.6"}, tmp_path)
    assert (settings.matcher.min_score, settings.matcher.min_lead) == (0.6, 0.4)


@pytest.mark.parametrize(("written", "weekday"), [("Chu nhat", 6), ("thứ hai", 0), ("THU BAY", 5)])
def test_a_day_of_the_week_may_be_written_without_accents(tmp_path: Path, written: str, weekday: int) -> None:
    assert load_settings({"HOIDAP_STAFF__WEEKLY_DAY": written}, tmp_path).staff.weekday == weekday


def test_an_unknown_setting_in_the_file_is_refused_with_its_line_and_the_nearest_name(tmp_path: Path) -> None:
    message = refused(write(tmp_path, '# ghi chú\n\nlisen = "127.0.0.1:1"\n'), tmp_path)
    assert "config.toml:3" in message
    assert "listen?" in message


def test_an_unknown_setting_in_a_section_is_refused_with_its_line(tmp_path: Path) -> None:
    message = refused(write(tmp_path, "[matcher]\nmin_scor = 0.5\n"), tmp_path)
    assert "config.toml:2" in message
    assert "matcher.min_score?" in message


def test_an_unknown_section_is_refused(tmp_path: Path) -> None:
    assert "operator.name?" in refused(write(tmp_path, '[operater]\nname = "x"\n'), tmp_path)


@pytest.mark.parametrize(
    ("variable", "near"),
    [
        ("HOIDAP_TOKN", "HOIDAP_TOKEN?"),
        ("HOIDAP_MATCHER__MIN_LEED", "HOIDAP_MATCHER__MIN_LEAD?"),
        ("HOIDAP_MATCHER", ""),
    ],
)
def test_an_unknown_variable_is_refused_by_name(tmp_path: Path, variable: str, near: str) -> None:
    message = refused({variable: "1"}, tmp_path)
    assert f"biến {variable}" in message
    assert near in message


def test_an_unknown_variable_in_dotenv_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HOIDAP_LISTN=1\n", encoding="utf-8")
    assert "HOIDAP_LISTEN?" in refused({}, tmp_path)


def test_other_programs_keys_in_dotenv_are_ignored(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=x\nhoidap=1\nHOIDAP_LISTEN=127.0.0.1:9\n", encoding="utf-8")
    assert load_settings({}, tmp_path).listen == "127.0.0.1:9"


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("LISTEN", "8080", "máy:cổng"),
        ("LISTEN", "127.0.0.1:99999", "máy:cổng"),
        ("API_URL", "api.telegram.org", "https://"),
        ("PROXY", "ftp://x", "https://"),
        ("STAFF_CHAT", "nhóm", "số nguyên"),
        ("LIMITS", "nope", "'on' hoặc 'off'"),
        ("MATCHER__MIN_SCORE", "cao", "phải là một số"),
        ("MATCHER__MIN_SCORE", "1.5", "nhỏ hơn hoặc bằng 1"),
        ("MATCHER__MAX_CHOICES", "0", "từ 1 trở lên"),
        ("STAFF__WEEKLY_DAY", "thứ tám", "'chủ nhật'"),
        ("STAFF__WEEKLY_HOUR", "24", "nhỏ hơn hoặc bằng 23"),
        ("OPERATOR__OFFICIAL", "chắc", "true hoặc false"),
    ],
)
def test_a_malformed_value_is_refused_by_name_with_what_it_must_be(
    tmp_path: Path, name: str, value: str, what: str
) -> None:
    message = refused({f"HOIDAP_{name}": value}, tmp_path)
    assert f"biến HOIDAP_{name}" in message
    assert what in message


def test_a_malformed_value_in_the_file_is_refused_with_its_line(tmp_path: Path) -> None:
    environ = write(tmp_path, '[matcher]\nmin_score = 0.2\nmin_lead = "cao"\n')
    assert "config.toml:3: matcher.min_lead phải là một số" in refused(environ, tmp_path)


def test_a_config_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    message = refused({"HOIDAP_CONFIG": "khong-co.toml"}, tmp_path)
    assert "HOIDAP_CONFIG" in message
    assert "khong-co.toml" in message


def test_broken_toml_is_refused_with_file_and_line(tmp_path: Path) -> None:
    assert "config.toml:2" in refused(write(tmp_path, 'data = "x"\nlisten 127.0.0.1:1\n'), tmp_path)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes('data = "dữ liệu"'.encode("utf-16"))
    assert "UTF-8" in refused({"HOIDAP_CONFIG": "config.toml"}, tmp_path)


def test_a_byte_order_mark_is_forgiven(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xef\xbb\xbf" + b'data = "x"\n')
    assert load_settings({"HOIDAP_CONFIG": "config.toml"}, tmp_path).data == tmp_path / "x"


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_a_secret_in_the_file_is_refused_and_not_printed(tmp_path: Path, name: str) -> None:
    message = refused(write(tmp_path, f'data = "x"\n{name} = "{SECRET}"\n'), tmp_path)
    assert "config.toml:2" in message
    assert SECRET not in message


@pytest.mark.parametrize(
    "environ",
    [
        {"HOIDAP_TOKEN": "bi-mat-khong-ai-duoc-thay"},
        {"HOIDAP_TOKEN": SECRET, "HOIDAP_LISTEN": "x"},
        {"HOIDAP_TOKEN": SECRET, "HOIDAP_LIMITS": "off"},
        {"HOIDAP_TOKN": SECRET},
        {"HOIDAP_SECRET": SECRET, "HOIDAP_MATCHER__MIN_SCORE": "x"},
    ],
)
def test_no_error_ever_prints_a_secret(tmp_path: Path, environ: dict[str, str]) -> None:
    assert "bi-mat" not in refused(environ, tmp_path)


def test_a_broken_file_with_a_secret_in_it_does_not_print_it(tmp_path: Path) -> None:
    assert "bi-mat" not in refused(write(tmp_path, f'token = "{SECRET}\n'), tmp_path)


def test_settings_do_not_show_their_secrets(tmp_path: Path) -> None:
    settings = load_settings({"HOIDAP_TOKEN": SECRET, "HOIDAP_SECRET": SECRET}, tmp_path)
    assert "bi-mat" not in f"{settings} {settings!r}"
    assert settings.secrets() == [SECRET, SECRET]


def test_limits_may_be_switched_off_on_loopback_only(tmp_path: Path) -> None:
    loopback = {"HOIDAP_LIMITS": "off", "HOIDAP_API_URL": "http://127.0.0.1:8081/bot"}
    assert load_settings(loopback, tmp_path).limits == "off"
    assert "limits" in refused({"HOIDAP_LIMITS": "off"}, tmp_path)


def test_a_missing_token_says_where_to_put_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="HOIDAP_TOKEN"):
        load_settings({}, tmp_path).require_token()


def _defaults(model: BaseModel) -> dict[str, object]:
    values: dict[str, object] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            values[name] = _defaults(value)
        elif name not in SECRETS:
            values[name] = "" if value is None else str(value) if isinstance(value, Path) else value
    return values


def test_config_toml_holds_every_setting_with_its_default() -> None:
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == _defaults(Settings())


def test_config_toml_explains_every_setting_in_a_comment_above_it() -> None:
    lines = (ROOT / "config.toml").read_text(encoding="utf-8").splitlines()
    settings = [number for number, line in enumerate(lines) if re.match(r"\w+ = ", line)]
    assert all(lines[number - 1].startswith("# ") for number in settings)
