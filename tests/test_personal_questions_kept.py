"""V2 where words stay: sets, the names of a room and of read records, approved questions; masking by itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.commands.listening import server_settings
from assistant.errors import BadInput
from assistant.personal import found, masked, published, withheld
from assistant.state import State, read_records, scenario_sets
from assistant.state.live_room import checked_name
from assistant.state.live_values import Naming
from assistant.web.train.sets import forms
from tests.cli_runs import run, written
from tests.planted_values import POSTCODE, Planted, planted
from tests.scenario_fakes import PHONES, School, pages_over

Output = pytest.CaptureFixture[str]
REFUSED = [each for each in planted(14, seed=11) if each.kind != POSTCODE]
NEW = {"organisation": "gull-rock", "audience": "staff", "number": "5", "title": "Induction", "topics": ["phones"]}


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("ring 07700 900123 or 01632 960983.", "ring [telephone number] or [telephone number]."),
        ("Mail sam@example.org, then ring", "Mail [e-mail address], then ring"),
        ("her NI is AB-12-34-56-C", "her NI is [National Insurance number]"),
        ("\u202a+44\u00a07700\u2011900\u2011123\u202c please", "\u202a[telephone number]\u202c please"),
        ("０７７００９００１２３", "[telephone number]"),
        ("sam\u00adson@example.org", "[e-mail address]"),
        ("sam.01.02.2010@example.org", "[e-mail address]"),
        ("ring 07700.900.123 today", "ring [telephone number] today"),
        ("at LE1 4XX, not ll57 2ab", "at [postcode], not [postcode]"),
        ("NHS 943 476 5919 at SW1A 1AA", "NHS [NHS number] at [postcode]"),
    ],
)
def test_what_is_withheld_is_named_in_its_place_and_the_rest_stands(text: str, bare: str) -> None:
    assert withheld(text) == bare
    assert found(bare) == ""


@pytest.mark.parametrize(
    "text",
    [
        "is year 6 on the B1 1st floor, or S2 3rd period?",
        "room E5 3MK, code AB1 2CD3",
        "KS2 1a, Y10 4AB and Q1 2DE",
        "form 12345678901, clause 3.2.1, £1,250.00, 14/02/2026 and 2026-02-14",
        "open 08.30 12.15 15.45, 100 of 2026",
        "0.1234567891 of it",
        "",
    ],
)
def test_places_dates_and_numbers_of_forms_stand_as_they_are(text: str) -> None:
    assert withheld(text) == text


def test_masking_takes_the_postcode_alone() -> None:
    assert masked("ring 07700 900123 at LE1 4XX") == "ring 07700 900123 at [postcode]"


@pytest.mark.parametrize("as_written", ["01632 960 000", "+44 1632 960000", "(01632) 960000", "0044 1632 960000"])
def test_a_published_number_passes_however_it_is_written_and_no_other_does(as_written: str) -> None:
    own = published(["01632 960000 (mornings) or 01632 960009", "Office@Gull.example.org", ""])
    assert found(f"ring {as_written}, mail OFFICE@gull.example.org", own) == ""
    assert found(f"ring {as_written} or 01632 960001", own) == "a telephone number"


@pytest.mark.parametrize("each", REFUSED, ids=lambda each: each.value)
@pytest.mark.parametrize("naming", [Naming.NICKNAME, Naming.NAME])
def test_the_name_of_who_joins_holds_no_personal_data_beside_it(naming: Naming, each: Planted) -> None:
    with pytest.raises(BadInput) as refused:
        checked_name(f"Sam {each.value}", naming)
    assert each.kind in refused.value.problem
    assert "a name by itself is enough" in refused.value.remedy
    assert each.value not in str(refused.value)
    assert checked_name("Sam O’Connor-Lowe 3", naming) == "Sam O’Connor-Lowe 3"


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State.open(tmp_path)


@pytest.fixture
def client(state: State) -> TestClient:
    return TestClient(pages_over(School(), state), base_url="http://localhost", headers={"accept": "text/html"})


@pytest.mark.parametrize("each", REFUSED, ids=lambda each: each.value)
def test_what_a_trainer_types_is_refused_before_it_is_looked_up_or_saved(
    client: TestClient, state: State, tmp_path: Path, each: Planted
) -> None:
    there = client.post("/train/sets", data=NEW).url.path
    edition = str(scenario_sets.find(state, there.rpartition("/")[2]).edition)
    for typed in ({"action": "ask"}, {"action": "find"}, {"action": "find", "looked": each.value}, {"verdict": "no"}):
        page = client.post(
            f"{there}/write", data={"edition": edition, "question": f"May I ring {each.value}?", **typed}
        )
        assert page.status_code == 422
        assert each.kind in page.text
    page = client.post(
        f"{there.replace('/train/sets', '/learn')}/record", data={"name": each.value, "versions": PHONES.id}
    )
    assert page.status_code == 422
    assert read_records.records(state) == ()
    disk = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"Induction" in disk
    assert not any(trace.encode() in disk for trace in each.traces)


def test_a_postcode_in_a_scenario_is_kept_masked() -> None:
    assert forms.question("Do we admit from LE1 4XX?") == "Do we admit from [postcode]?"


def test_an_approved_question_holds_no_personal_data_and_is_found_whatever_the_postcode(
    tmp_path: Path, capsys: Output
) -> None:
    data = tmp_path / "data"
    run(data, "add", written(tmp_path), "--organisation", "marram-bay")
    capsys.readouterr()
    run(data, "clauses", "phones.md", "--json")
    address = json.loads(capsys.readouterr().out)[0]["clause"]
    approval = ("--clause", f"phones.md#{address}", "--verdict", "no", "--by", "A. Head")
    assert run(data, "known", "add", "May I ring 07700 900123?", *approval) == 2
    assert run(data, "known", "add", "May phones be used at LE1 4XX?", *approval) == 0
    capsys.readouterr()
    run(data, "ask", "may phones be used at LE9 8ZZ?", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert (answer["verdict"], answer["question"]) == ("no", "may phones be used at [postcode]?")
    assert run(data, "known", "remove", "May phones be used at LE2 3AB?") == 0


@pytest.mark.parametrize("proxies", [(), ("10.0.0.1",)])
def test_the_server_writes_no_line_for_an_address_asked_for(proxies: tuple[str, ...]) -> None:
    assert server_settings(FastAPI(), proxies).access_log is False
