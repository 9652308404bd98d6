"""Where settings come from, and that no secret of theirs is shown."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from gongbao import redaction
from gongbao.errors import SettingsError
from gongbao.settings import Address, Settings, list_secrets, read_settings, settings

CANARY = "c4nary-0f-the-mine"
SECRETS = {
    "GONGBAO_DATABASE_URL": f"postgresql://u:{CANARY}@h/db",
    "GONGBAO_KAFKA__PASSWORD": CANARY,
    "GONGBAO_KAFKA__OAUTH_TOKEN": CANARY,
    "GONGBAO_KAFKA__OAUTH_URL": f"https://h/token?client_secret={CANARY}",
    "GONGBAO_KAFKA__OAUTH_CLIENT_SECRET": CANARY,
    "GONGBAO_KAFKA__TLS_KEY_PASSWORD": CANARY,
    "GONGBAO_ELASTICSEARCH__URL": f"https://u:{CANARY}@h:9200",
    "GONGBAO_ELASTICSEARCH__API_KEY": CANARY,
    "GONGBAO_ELASTICSEARCH__PASSWORD": CANARY,
    "GONGBAO_KIBANA__URL": f"https://u:{CANARY}@h:5601",
    "GONGBAO_KIBANA__API_KEY": CANARY,
    "GONGBAO_KIBANA__PASSWORD": CANARY,
}


@pytest.fixture(autouse=True)
def _own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test's secrets in another's messages."""
    monkeypatch.setattr(redaction, "_known", set())
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_no_secret_is_in_a_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor in its words, nor in JSON; where servers are can be seen. Each of them is known as a secret."""
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    found = settings()
    for shown in (repr(found), str(found), f"{found}", repr(found.model_dump()), found.model_dump_json()):
        assert CANARY not in shown
    assert "https://h:9200" in repr(found)
    assert list(list_secrets(found)) == [CANARY] * len(SECRETS)
    assert redaction.redact(f"Bearer {CANARY}") == "Bearer ***"


def test_every_setting_that_sounds_like_a_secret_is_one() -> None:
    """One that is added later can't be forgotten: its type tells, by its name."""

    def walk(model: object) -> Iterator[tuple[str, str]]:
        for name, field in type(model).model_fields.items():  # type: ignore[attr-defined]
            value = getattr(model, name)
            if hasattr(type(value), "model_fields"):
                yield from walk(value)
            elif any(word in name for word in ("password", "secret", "token", "api_key", "url")):
                yield name, str(field.annotation)

    found = list(walk(Settings()))
    assert len(found) == len(SECRETS)
    for name, kind in found:
        assert ("Address" if "url" in name else "SecretStr") in kind, name


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("GONGBAO_KAFKA", f'{{"password": "{CANARY}"', "GONGBAO_KAFKA is not the JSON"),
        ("GONGBAO_KAFKA", json.dumps({"password": CANARY, "batch": CANARY}), "GONGBAO_KAFKA__BATCH: input should be"),
        ("GONGBAO_KAFKA__BATCH", CANARY, "GONGBAO_KAFKA__BATCH: input should be a valid integer"),
        ("GONGBAO_KAFKA__PASSWORD", "", ""),
        ("GONGBAO_ELASTICSEARCH", json.dumps({"url": [CANARY]}), "GONGBAO_ELASTICSEARCH__URL: input should be"),
        ("GONGBAO_RUNNER_OPTIONS", CANARY, "GONGBAO_RUNNER_OPTIONS is not the JSON"),
        ("GONGBAO_KAFKA__SASL_MECHANISM", CANARY, "GONGBAO_KAFKA__SASL_MECHANISM: input should be 'PLAIN'"),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not(
    name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be a secret, or JSON that holds one."""
    monkeypatch.setenv(name, value)
    if not said:
        assert settings().kafka.password == SecretStr("")
        return
    with pytest.raises(SettingsError) as raised:
        settings()
    assert said in str(raised.value)
    assert CANARY not in f"{raised.value} {raised.value.next_step}"
    assert raised.value.__cause__ is None and raised.value.__suppress_context__


def test_a_file_is_read_only_where_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `.env` that lies in the working folder could send keys to another server."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("GONGBAO_KIBANA__URL=http://evil.example\nGONGBAO_OCR__DPI=72\n")
    assert settings().kibana.url is None
    settings.cache_clear()
    monkeypatch.setenv("GONGBAO_ENV_FILE", ".env")
    monkeypatch.setenv("GONGBAO_OCR__DPI", "300")
    assert settings().kibana.url == Address("http://evil.example")
    assert settings().ocr.dpi == 300  # the environment goes before


@pytest.mark.parametrize(("content", "said"), [(None, "No such file"), (b"\xff\xfe", "UTF-8")])
def test_a_file_that_was_asked_for_must_be_there(content: bytes | None, said: str, tmp_path: Path) -> None:
    """Settings that are silently not read are worse than none."""
    if content is not None:
        (tmp_path / "env").write_bytes(content)
    with pytest.raises(SettingsError, match=said):
        read_settings(tmp_path / "env")
