"""The command line as a person uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli import main
from tests.cli_runs import PHONES, run, written

Output = pytest.CaptureFixture[str]
COMMANDS = (
    "add",
    "index",
    "remove",
    "ask",
    "policies",
    "clauses",
    "text",
    "show",
    "diff",
    "review",
    "feedback",
    "doctor",
    "tidy",
    "eval",
    "serve",
)


@pytest.fixture
def data(tmp_path: Path, capsys: Output) -> Path:
    """A data folder with one policy of one organisation."""
    assert run(tmp_path / "data", "add", written(tmp_path), "-o", "marram-bay") == 0
    capsys.readouterr()
    return tmp_path / "data"


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_with_an_example(command: str, capsys: Output) -> None:
    assert main([command, "--help"]) == 0
    assert f"Example: policy-assistant {command}" in " ".join(capsys.readouterr().out.split())


def test_add_shows_what_it_understood(tmp_path: Path, capsys: Output) -> None:
    assert run(tmp_path / "data", "add", written(tmp_path), "-o", "marram-bay") == 0
    shown = capsys.readouterr().out
    for fact in ("new", "Mobile Phones Policy", "January 2026", "January 2098", "clauses: "):
        assert fact in shown


def test_add_says_whom_to_name_while_no_safeguarding_lead_can_be_reached(tmp_path: Path, capsys: Output) -> None:
    data = tmp_path / "data"
    assert run(data, "add", written(tmp_path), "-o", "marram-bay") == 0
    assert "name the safeguarding lead and the office under “marram-bay”" in capsys.readouterr().out
    manifest = data / "manifest.yaml"
    lead = '    safeguarding_lead: {name: Ada Ash, phone: "0300 123 4567", email: ash@bay.sch.uk}\n    policies:'
    manifest.write_text(manifest.read_text("utf-8").replace("    policies:", lead), "utf-8")
    assert run(data, "add", tmp_path / "phones.md", "-o", "marram-bay") == 0
    assert "Next:" not in capsys.readouterr().out


def test_adding_the_same_file_twice_changes_nothing(data: Path, tmp_path: Path, capsys: Output) -> None:
    assert run(data, "add", tmp_path / "phones.md", "-o", "marram-bay", "--json") == 0
    assert [each["status"] for each in json.loads(capsys.readouterr().out)] == ["unchanged"]


def test_the_only_organisation_needs_no_naming(data: Path, capsys: Output) -> None:
    run(data, "ask", "may staff use a phone in a classroom?", "--json")
    assert json.loads(capsys.readouterr().out)["organisation"] == "marram-bay"


def test_several_organisations_must_be_told_apart(data: Path, tmp_path: Path, capsys: Output) -> None:
    run(data, "add", written(tmp_path, "other.md"), "-o", "sallowfield")
    assert run(data, "ask", "may I use a phone?") == 2
    assert "marram-bay, sallowfield" in capsys.readouterr().err


def test_a_document_tells_its_organisation(data: Path, tmp_path: Path, capsys: Output) -> None:
    run(data, "add", written(tmp_path, "other.md"), "-o", "sallowfield")
    capsys.readouterr()
    run(data, "ask", "may I use a phone?", "--document", "other.md", "--json")
    assert json.loads(capsys.readouterr().out)["organisation"] == "sallowfield"


def test_a_disclosure_gets_its_card_even_without_a_data_folder(tmp_path: Path, capsys: Output) -> None:
    assert run(tmp_path / "none", "ask", "a child told me that her stepdad hits her") == 2
    assert "999" in capsys.readouterr().out


def test_clauses_of_a_file_that_is_not_indexed_have_exact_offsets(tmp_path: Path, capsys: Output) -> None:
    assert run(tmp_path / "none", "clauses", written(tmp_path), "--json") == 0
    clauses = json.loads(capsys.readouterr().out)
    assert any("personal phone" in clause["text"] for clause in clauses)
    assert all(PHONES[clause["start"] : clause["end"]] == clause["text"] for clause in clauses)
    keys = ["clause", "label", "headings", "stem", "text", "start", "end", "page", "modality", "binds"]
    assert all(list(clause) == keys for clause in clauses)


def test_clauses_reports_the_share_in_no_clause_and_shows_it(data: Path, capsys: Output) -> None:
    assert run(data, "clauses", "phones.md") == 0
    assert "% of the text is in none" in capsys.readouterr().out
    assert run(data, "clauses", "phones.md", "--uncovered") == 0
    shown = capsys.readouterr().out
    assert "Photographs" in shown
    assert "Visitors may take" not in shown


def test_text_is_printed_to_the_character(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    windows = tmp_path / "windows.md"
    windows.write_bytes(PHONES.replace("\n", "\r\n").encode())
    assert run(tmp_path / "none", "text", windows) == 0
    assert capfdbinary.readouterr().out == windows.read_bytes()


def test_show_gives_the_clause_asked_for(data: Path, capsys: Output) -> None:
    run(data, "clauses", "phones.md", "--json")
    clause = json.loads(capsys.readouterr().out)[-1]
    assert run(data, "show", f"phones.md#{clause['clause']}", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"document": "phones.md", **clause}


def test_policies_lists_what_is_in_force(data: Path, capsys: Output) -> None:
    assert run(data, "policies", "--json", "--as-of", "2026-06-01") == 0
    [policy] = json.loads(capsys.readouterr().out)
    assert (policy["document"], policy["status"]) == ("phones.md", "in force")


def test_diff_of_two_files_counts_what_changed(tmp_path: Path, capsys: Output) -> None:
    new = written(tmp_path, "new.md", PHONES.replace("a classroom", "any room"))
    assert run(tmp_path / "none", "diff", written(tmp_path), new, "--json") == 0
    difference = json.loads(capsys.readouterr().out)
    assert ["any room" in change["new"]["text"] for change in difference["changed"]] == [True]


def test_review_names_what_is_overdue(data: Path, capsys: Output) -> None:
    assert run(data, "review", "--as-of", "2099-01-01", "--json") == 0
    assert "review overdue" in {finding["kind"] for finding in json.loads(capsys.readouterr().out)}


def test_a_removed_document_is_gone(data: Path, capsys: Output) -> None:
    assert run(data, "remove", "phones.md") == 0
    assert run(data, "text", "phones.md") == 2


def test_a_batch_is_answered_in_order_and_its_bad_line_exits_with_2(data: Path, tmp_path: Path, capsys: Output) -> None:
    lines = ['{"id": "b", "question": "May staff use a phone?"}', "{", '{"id": "a", "question": "May I film?"}']
    batch, out = written(tmp_path, "q.jsonl", "\n".join(lines)), tmp_path / "a.jsonl"
    assert run(data, "ask", "--batch", batch, "--out", out) == 2
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [answer.get("id") for answer in answers] == ["b", None, "a"]
    assert answers[1]["line"] == 2
    assert "line 2" in capsys.readouterr().err


def test_a_batch_never_overwrites_its_questions(data: Path, tmp_path: Path) -> None:
    batch = written(tmp_path, "q.jsonl", '{"id": "a", "question": "May I film?"}')
    assert run(data, "ask", "--batch", batch, "--out", batch) == 2
    assert "May I film?" in batch.read_text(encoding="utf-8")


def test_a_fault_of_our_own_shows_no_stack_trace_unless_asked(tmp_path: Path, capsys: Output) -> None:
    def broken(data: Path) -> object:
        raise KeyError("shelf")

    assert main(["index", "--data", str(tmp_path)], broken) == 1  # type: ignore[arg-type]
    assert "Traceback" not in capsys.readouterr().err
    with pytest.raises(KeyError):
        main(["index", "--data", str(tmp_path), "--debug"], broken)  # type: ignore[arg-type]


def test_a_word_that_is_no_command_exits_with_2() -> None:
    assert main(["enquire"]) == 2
