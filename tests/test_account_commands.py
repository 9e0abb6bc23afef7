"""The command line's accounts, and when `serve` refuses to start."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from fastapi import FastAPI

from assistant.commands.listening import server_settings
from assistant.errors import BadInput
from assistant.reach import address_for_others, is_loopback, only_here, require_sign_in
from assistant.state import State
from assistant.state.admission import Admission
from tests.cli_runs import run
from tests.sign_in_fakes import GOOD


def add(monkeypatch: pytest.MonkeyPatch, data: Path, name: str, access: str, password: str = GOOD) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    return run(data, "account", "add", name, "--access", access, "--password-stdin")


def test_an_account_is_made_listed_changed_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "new"
    assert add(monkeypatch, data, "J.Tern", "admin") == 0
    assert run(data, "account", "access", "j.tern", "trainer") == 0
    assert run(data, "account", "disable", "1") == 0
    capsys.readouterr()
    assert run(data, "account", "list", "--json") == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["name"], listed["access"], listed["disabled"], listed["locked"]) == (
        "j.tern",
        "trainer",
        True,
        False,
    )
    assert GOOD not in json.dumps(listed)
    assert run(data, "account", "enable", "j.tern") == 0
    assert run(data, "account", "remove", "j.tern") == 0
    assert run(data, "account", "list") == 0
    assert "There is no account yet" in capsys.readouterr().out


def test_a_new_password_ends_sessions_and_unlock_ends_a_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(monkeypatch, tmp_path, "j.tern", "staff")
    entry = Admission.over(State.open(tmp_path))
    token = entry.enter("j.tern", GOOD)
    for _ in range(10):
        entry.failures.note("j.tern")
    assert entry.failures.locked("j.tern")
    assert run(tmp_path, "account", "unlock", "j.tern") == 0
    assert not entry.failures.locked("j.tern")
    monkeypatch.setattr("sys.stdin", io.StringIO("an altogether new walrus\n"))
    assert run(tmp_path, "account", "password", "j.tern", "--password-stdin") == 0
    assert entry.sessions.account(token) is None
    assert entry.enter("j.tern", "an altogether new walrus")


@pytest.mark.parametrize(
    ("name", "password", "told"),
    [
        ("j tern", GOOD, "name of an account"),
        ("kit", "short", "Use 12 to 256"),
        ("kit", "", "Pipe one line"),
        ("taken", GOOD, "already"),
    ],
)
def test_what_will_not_do_is_told_with_what_to_do(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    password: str,
    told: str,
) -> None:
    add(monkeypatch, tmp_path, "taken", "staff")
    assert add(monkeypatch, tmp_path, name, "staff", password) == 2
    assert told in capsys.readouterr().err


def test_no_terminal_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run(tmp_path, "account", "add", "kit", "--access", "staff") == 2
    assert "--password-stdin" in capsys.readouterr().err


def test_an_account_of_a_data_folder_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "none", "account", "list") == 2
    assert "There is no data folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [["--host", "0.0.0.0"], ["--host-name", "policies.school.example"], ["--sign-in"], ["--proxy", "127.0.0.1"]],
)
def test_serving_others_without_anybody_who_could_sign_in_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    assert run(tmp_path, "serve", *options) == 2
    told = capsys.readouterr().err
    assert "account add NAME --access admin" in told


def test_serving_on_the_network_needs_a_name_and_a_proxy_needs_one_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch, tmp_path, "j.tern", "admin")
    assert run(tmp_path, "serve", "--host", "0.0.0.0") == 2
    assert "--host-name" in capsys.readouterr().err
    assert run(tmp_path, "serve", "--proxy", "127.0.0.1") == 2
    assert "--host-name" in capsys.readouterr().err


def test_an_administrator_who_is_shut_out_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch, tmp_path, "j.tern", "admin")
    run(tmp_path, "account", "disable", "j.tern")
    assert run(tmp_path, "serve", "--sign-in") == 2
    assert "no enabled administrator" in capsys.readouterr().err


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "192.168.1.4", "::", "school.example", "", "127.0.0.1.evil.example", "[::]:80"]
)
def test_an_address_that_others_can_reach_is_known_as_such(host: str) -> None:
    assert not is_loopback(host)
    assert not only_here("127.0.0.1", [host])
    with pytest.raises(BadInput, match="account add"):
        require_sign_in(host, (), (), can_sign_in=False)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.2", "localhost", "::1", "[::1]", "localhost:8080", "[::1]:8080"]
)
def test_this_machine_is_known_as_such(host: str) -> None:
    assert is_loopback(host)
    require_sign_in(host, (), (), can_sign_in=True)


@pytest.mark.parametrize(
    ("host", "names", "proxies", "address"),
    [
        ("127.0.0.1", (), (), ""),
        ("127.0.0.1", ("localhost",), (), ""),
        ("127.0.0.1", ("policies.school.example",), ("127.0.0.1",), "https://policies.school.example"),
        ("0.0.0.0", ("policies.school.example",), ("10.0.0.1",), "https://policies.school.example"),
        ("0.0.0.0", ("laptop.school.example", "laptop"), (), "http://laptop.school.example:8080"),
    ],
)
def test_the_address_for_others_is_https_behind_a_proxy_and_plain_without_one(
    host: str, names: tuple[str, ...], proxies: tuple[str, ...], address: str
) -> None:
    require_sign_in(host, names, proxies, can_sign_in=True)
    assert address_for_others(host, 8080, names, proxies) == address


@pytest.mark.parametrize(("proxies", "believed"), [((), False), (("10.0.0.1",), True)])
def test_forwarded_addresses_are_believed_of_named_proxies_alone(proxies: tuple[str, ...], believed: bool) -> None:
    settings = server_settings(FastAPI(), proxies)
    assert settings.proxy_headers is believed
    assert settings.forwarded_allow_ips == list(proxies)
