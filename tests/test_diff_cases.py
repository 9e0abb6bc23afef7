"""`diff --cases`: whose verdicts change between two versions, or the clause that decides; and rewording word by word."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.cases import Case, Kind, Target
from assistant.diff.answers import Probe, effects, from_cases, from_known
from assistant.diff.words import Mark, Stretch, stretches
from assistant.known import KnownQuestion
from assistant.values import Answer, Outcome, Role, Verdict
from tests.cli_runs import PHONES, run, written
from tests.web_fakes import CHARGE, LEND, answer_to, citation

Output = pytest.CaptureFixture[str]
NO = answer_to("May I lend a phone?")
NEW = PHONES.replace("January 2026", "September 2026").replace("must not use a personal", "may use a personal")
QUESTION = "may staff use a personal phone in a classroom while pupils are present?"
ASKED = Probe("May I lend a phone?")
CASE = Case("own", "1", "May I?", "gull-rock", Kind.PERMISSION, Outcome.ANSWERED, Verdict.NO)


def effect_of(before: Answer | None, after: Answer | None) -> Any:
    [found] = effects([ASKED], lambda _: before, lambda _: after)
    return found


def test_a_question_answered_alike_is_no_effect() -> None:
    assert effect_of(NO, replace(NO, confidence=0.1)) is None


def test_another_verdict_from_the_same_words_is_told_as_turned() -> None:
    assert effect_of(NO, replace(NO, verdict=Verdict.YES)).turned


def test_the_same_verdict_from_another_clause_is_told_and_not_as_turned() -> None:
    assert not effect_of(NO, replace(NO, citations=(citation(CHARGE),))).turned


def test_a_clause_that_only_moved_or_was_wrapped_otherwise_is_no_effect() -> None:
    moved = replace(citation(LEND), clause="7.b1", label="7.", quote=LEND.text.replace(" ", "\n"), start=900, end=999)
    assert effect_of(NO, replace(NO, citations=(moved,))) is None


def test_a_new_stem_over_the_same_words_is_an_effect() -> None:
    assert effect_of(NO, replace(NO, citations=(replace(citation(LEND), stem="Staff may:"),))) is not None


def test_a_version_that_the_asker_may_not_see_is_another_verdict() -> None:
    assert effect_of(NO, None).turned
    assert effect_of(None, None) is None


def test_the_cases_asked_are_those_of_the_policy_and_those_that_nothing_answers() -> None:
    about = replace(CASE, id="about", clauses=(Target("phones.md", clause="1"),))
    of_another_policy = replace(CASE, id="other", clauses=(Target("dogs.md", clause="1"),))
    of_another_school = replace(about, id="else", organisation="sallowfield")
    unanswerable = replace(CASE, id="none", kind=Kind.UNANSWERABLE)
    disclosure = replace(CASE, id="tells", kind=Kind.DISCLOSURE)
    named = replace(unanswerable, id="named", document="phones.md", asker=Role.PARENT)
    every = [about, of_another_policy, of_another_school, unanswerable, disclosure, named]
    chosen = from_cases(every, "gull-rock", {"phones.md", "phones-old.md"})
    assert [each.source for each in chosen] == ["own/about", "own/none", "own/named"]
    assert chosen[2].role is Role.PARENT


def test_known_questions_of_the_policy_are_asked_as_their_asker() -> None:
    bank = (
        KnownQuestion("May I?", "phones", "1", "words", role="parent"),
        KnownQuestion("May we?", "phones", "1", "words"),
        KnownQuestion("A dog?", "dogs", "1", "words"),
    )
    found = [(each.question, each.role, each.source) for each in from_known(bank, "phones")]
    assert found == [("May I?", Role.PARENT, "known"), ("May we?", Role.STAFF, "known")]


@pytest.fixture
def data(tmp_path: Path, capsys: Output) -> Path:
    """An organisation whose staff may use phones from September on, as it approved; another question lies in a file."""
    folder = tmp_path / "data"
    for name, text in (("old.md", PHONES), ("new.md", NEW)):
        assert run(folder, "add", written(tmp_path, name, text), "-o", "marram-bay") == 0
    capsys.readouterr()
    run(folder, "clauses", "new.md", "--json")
    [clause] = [each for each in json.loads(capsys.readouterr().out) if "personal phone" in each["text"]]
    approval = ("--clause", f"new.md#{clause['clause']}", "--verdict", "yes")
    assert run(folder, "known", "add", QUESTION, *approval) == 0
    asked = {"id": "q1", "question": "may visitors take photographs of the building?"}
    (tmp_path / "asked.jsonl").write_text(json.dumps(asked), encoding="utf-8")
    capsys.readouterr()
    return folder


def test_a_verdict_that_turned_is_shown_with_its_clause(data: Path, tmp_path: Path, capsys: Output) -> None:
    assert run(data, "diff", "old.md", "new.md", "--questions", tmp_path / "asked.jsonl") == 0
    shown = capsys.readouterr().out
    for line in (
        "Another verdict: 1",
        f"{QUESTION}  (staff, known)",
        "now yes: 1. Phones in lessons: Staff may use a personal phone",
        "2 questions asked of both: 1 another verdict, 0 other words, 1 answered as before",
    ):
        assert line in shown


def test_json_holds_clauses_and_cases(data: Path, tmp_path: Path, capsys: Output) -> None:
    assert run(data, "diff", "old.md", "new.md", "--cases", "--questions", tmp_path / "asked.jsonl", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    [changed] = told["cases"]["changed"]
    assert (told["cases"]["asked"], len(told["changed"]) > 0) == (2, True)
    assert (changed["question"], changed["verdict_changes"]) == (QUESTION, True)
    assert changed["new"]["verdict"] == "yes" != changed["old"]["verdict"]
    assert "may use" in changed["new"]["quote"]


def test_a_draft_on_disk_is_tried_against_the_indexed_version_and_leaves_no_trace(
    data: Path, tmp_path: Path, capsys: Output
) -> None:
    draft = written(tmp_path, "draft.md", NEW + "\n## 3. Dogs\n\nDogs may come to the summer fair.\n")
    before = sorted(path.name for path in data.rglob("*"))
    assert run(data, "diff", "old.md", draft, "--questions", tmp_path / "asked.jsonl", "--json") == 0
    [changed] = json.loads(capsys.readouterr().out)["cases"]["changed"]
    assert (changed["question"], changed["new"]["verdict"]) == (QUESTION, "yes")
    assert sorted(path.name for path in data.rglob("*")) == before


@pytest.mark.parametrize(
    ("line", "said"),
    [("{", "line 1"), ('{"question": 3}', "line 1"), ('{"question": "a", "role": "boss"}', "no role")],
)
def test_a_line_that_is_no_question_is_named(data: Path, tmp_path: Path, capsys: Output, line: str, said: str) -> None:
    (tmp_path / "bad.jsonl").write_text(line, encoding="utf-8")
    assert run(data, "diff", "old.md", "new.md", "--questions", tmp_path / "bad.jsonl") == 2
    assert said in capsys.readouterr().err


def test_a_set_that_asks_nothing_about_the_policy_says_so(data: Path, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    assert run(data, "known", "remove", QUESTION) == 0
    assert run(data, "diff", "old.md", "new.md", "--questions", tmp_path / "none.jsonl") == 2
    assert "No question about marram-bay/mobile-phones is known" in capsys.readouterr().err


def test_two_drafts_have_nothing_to_be_tried_against(data: Path, tmp_path: Path, capsys: Output) -> None:
    drafts = [written(tmp_path, name, f"# Dogs\n\n1. {name} may come.\n") for name in ("a.md", "b.md")]
    assert run(data, "diff", *drafts, "--cases") == 2
    assert "Index one of the two first" in capsys.readouterr().err


def test_words_that_went_and_came_are_marked_and_the_others_kept() -> None:
    assert stretches("Staff must not use a phone", "Staff may use a phone") == (
        Stretch("Staff", Mark.KEPT), Stretch("must not", Mark.REMOVED), Stretch("may", Mark.ADDED),
        Stretch("use a phone", Mark.KEPT),
    )  # fmt: skip


def test_both_wordings_can_be_read_back_from_the_marks() -> None:
    old = "Laptops must be locked away at the end of each day, and never lent."
    new = "Every laptop must be locked in a cupboard at the end of the day and never lent to anyone."
    marked = stretches(old, new)
    assert " ".join(each.text for each in marked if each.mark is not Mark.ADDED) == old
    assert " ".join(each.text for each in marked if each.mark is not Mark.REMOVED) == new


def test_a_sentence_that_took_another_s_place_is_not_cut_into_confetti() -> None:
    marks = [each.mark for each in stretches("Ask the office first.", "Dogs may come to the summer fair, on a lead.")]
    assert marks == [Mark.REMOVED, Mark.ADDED]


def test_equal_and_empty_wordings_need_no_marks() -> None:
    assert stretches("the same", "the  same") == (Stretch("the same", Mark.KEPT),)
    assert stretches("", "") == ()
