"""Known questions: approved by a person or shipped, matched to a new question, kept while policies change."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import BadMetadata
from assistant.index import bank
from assistant.index.asked import OwnQuestions, StoredQuestions, same_words, texts_of
from assistant.index.bank import Links, ShippedBank, link
from assistant.known import KnownQuestion, fault, places, read, render
from assistant.values import Document, Verdict
from tests.index_fakes import HashEmbedder, document

LOCKERS = "Phones stay in lockers until the bell."
CALLS = "Staff may carry a phone for calls."
PHONES = document("phones.md", LOCKERS, CALLS)
ENTRY = KnownQuestion("Can I ring mum at lunch?", "phones", "1", LOCKERS, role="pupil", verdict="no")
ANYBODY = KnownQuestion("Who may carry a phone?", "phones", "2", CALLS)


def newer(*rules: str) -> Document:
    made = document("phones-2027.md", *rules, version="2027-01")
    return replace(made, policy=replace(made.policy, slug="phones"))


def keys(entry: KnownQuestion, *documents: Document) -> list[str]:
    return [clause.key for clause in places([entry], documents)[0]]


def vectors(entries: tuple[KnownQuestion, ...]) -> StoredQuestions:
    pairs = [(entry, text) for entry in entries for text in texts_of(entry)]
    return StoredQuestions(tuple(entry for entry, _ in pairs), HashEmbedder().encode([text for _, text in pairs]))


def own(*entries: KnownQuestion, documents: tuple[Document, ...] = (PHONES,)) -> OwnQuestions:
    rows = [clause.key for each in documents for clause in each.clauses]
    named = {each.policy.document: each for each in documents}
    return OwnQuestions(vectors(entries), named, {key: row for row, key in enumerate(rows)})


def test_what_is_written_reads_back_the_same(tmp_path: Path) -> None:
    odd = replace(ANYBODY, question="no: 'yes' – or “off”?", quote="Two\n lines: # and\ttabs ", date="2026-11-21")
    (tmp_path / "questions.yaml").write_text(render([ENTRY, odd]), "utf-8")
    assert read(tmp_path / "questions.yaml") == (ENTRY, odd)


def test_no_file_is_no_questions(tmp_path: Path) -> None:
    assert read(tmp_path / "questions.yaml") == ()


def test_a_bare_yes_or_no_and_a_date_written_by_hand_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text(
        "- {question: May I, policy: phones, clause: 1, quote: Never., verdict: no, date: 2026-11-21}", "utf-8"
    )
    assert read(path) == (KnownQuestion("May I", "phones", "1", "Never.", verdict="no", date="2026-11-21"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("questions: 7", "not a list"),
        ("- just words", "keys and values"),
        ("- {question: May I, policy: phones, clause: 1}", "has no quote"),
        ("- {question: May I, policy: p, clause: 1, quote: No., rank: 2}", "'rank' is not known"),
        ("- {question: May I, policy: p, clause: 1, quote: No., verdict: perhaps}", "'perhaps'"),
        ("- {question: May I, policy: p, clause: 1, quote: No., role: governor}", "'governor'"),
        ("- {question: [May, I], policy: p, clause: 1, quote: No.}", "not a line of text"),
        ("- &a {question: May I, policy: p, clause: 1, quote: No.}\n- *a", "twice"),
        ("- [", "readable"),
    ],
)
def test_a_file_edited_wrongly_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "questions.yaml").write_text(text, "utf-8")
    with pytest.raises(BadMetadata, match=said) as error:
        read(tmp_path / "questions.yaml")
    assert "questions.yaml" in error.value.problem


def test_an_entry_finds_its_clause_in_every_version_that_says_it() -> None:
    assert keys(ENTRY, PHONES, newer(CALLS, LOCKERS)) == ["phones.md#1", "phones-2027.md#2"]


def test_an_entry_is_out_of_use_when_its_clause_changed_by_a_word_or_went() -> None:
    assert keys(ENTRY, newer(LOCKERS.replace("until", "after"), CALLS)) == []
    assert "no longer says" in fault(ENTRY, [newer(CALLS)])
    assert "No policy" in fault(ENTRY, [])
    assert fault(ENTRY, [PHONES]) == ""


def test_line_breaks_do_not_change_a_clause() -> None:
    assert keys(replace(ENTRY, quote="Phones stay in\n   lockers until the bell."), PHONES) == ["phones.md#1"]


def test_the_same_words_under_another_stem_are_another_clause() -> None:
    [first, second] = PHONES.clauses
    turned = replace(PHONES, clauses=(replace(first, stem="It is wrong that"), second))
    assert keys(ENTRY, turned) == []


def test_words_that_stand_twice_are_told_apart_by_the_address_or_not_at_all() -> None:
    assert keys(ENTRY, newer(LOCKERS, LOCKERS)) == ["phones-2027.md#1"]
    assert keys(ENTRY, newer(CALLS, LOCKERS, LOCKERS)) == []
    assert "several places" in fault(ENTRY, [newer(CALLS, LOCKERS, LOCKERS)])


def test_another_policys_identical_words_are_not_followed() -> None:
    assert keys(ENTRY, document("uniform.md", LOCKERS)) == []


@pytest.mark.parametrize(
    "typed",
    [
        "CAN I RING MUM AT LUNCH",
        "hi, can i please ring mum at lunch??",
        "can i ring mum at lnuch 🙏",
        "can i ring mum, at luunch",
    ],
)
def test_a_question_typed_otherwise_is_the_same_question(typed: str) -> None:
    assert same_words(typed) == same_words(ENTRY.question)


@pytest.mark.parametrize(
    "turned",
    ["can't I ring mum at lunch?", "can I ring mum at 1?", "can mum ring at lunch?", "can I ring mum just at lunch?"],
)
def test_a_question_that_differs_in_one_word_is_another(turned: str) -> None:
    assert same_words(turned) != same_words(ENTRY.question)


def test_an_approved_question_decides_for_its_role_alone() -> None:
    known = own(ENTRY, ANYBODY).approved("can i ring mum at LUNCH", "pupil", frozenset({"phones.md"}))
    assert known is not None
    assert (known.clause, known.verdict) == ("phones.md#1", Verdict.NO)
    assert own(ENTRY).approved(ENTRY.question, "staff", frozenset({"phones.md"})) is None


def test_an_approval_for_anybody_holds_for_each_role_unless_the_role_has_its_own() -> None:
    special = replace(ENTRY, question=ANYBODY.question)
    bank_of_both = own(ANYBODY, special)
    clauses = [bank_of_both.approved(ANYBODY.question, role, frozenset({"phones.md"})) for role in ("parent", "pupil")]
    assert [known.clause for known in clauses if known] == ["phones.md#2", "phones.md#1"]


def test_an_approval_says_nothing_of_documents_that_are_not_asked() -> None:
    assert own(ENTRY).approved(ENTRY.question, "pupil", frozenset({"uniform.md"})) is None


def test_entries_that_read_alike_and_disagree_decide_nothing() -> None:
    other = replace(ENTRY, question="Please can I ring mum at lunch?", verdict="yes")
    assert own(ENTRY, other).approved(ENTRY.question, "pupil", frozenset({"phones.md"})) is None


def test_a_question_of_no_words_is_never_approved() -> None:
    assert own(replace(ENTRY, question="please")).approved("?!", "pupil", frozenset({"phones.md"})) is None


def test_a_clause_scores_by_its_nearest_known_question_above_the_floor() -> None:
    links = link([(2, 0), (0, 1), (2, 2)])
    cosines = np.array([0.5, 0.3, 0.9], dtype=np.float32)
    assert links.scores(cosines, 0.4, 4).tolist() == pytest.approx([0, 0, 0.5, 0])


def test_no_links_score_nothing() -> None:
    assert link([]).scores(np.zeros(0, dtype=np.float32), 0.4, 3).tolist() == [0, 0, 0]


def random_bank(path: Path, model: str = "hash") -> tuple[ShippedBank, np.ndarray]:
    """Twelve questions on four clauses, of sixteen numbers each."""
    rows = np.random.default_rng(1).normal(size=(16, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    bank.write(path, model, rows[:12], np.array([3, 0, 1, 2] * 3), rows[12:])
    return bank.read(path.read_bytes()), rows


def test_a_bank_keeps_its_directions_to_a_hundredth(tmp_path: Path) -> None:
    stored, rows = random_bank(tmp_path / "bank.npz")
    order = np.argsort([3, 0, 1, 2] * 3, kind="stable")
    assert stored.settled_by.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert np.sum(stored.questions * rows[:12][order], axis=1).tolist() == pytest.approx([1] * 12, abs=0.001)


def test_the_same_bank_is_written_to_the_same_bytes(tmp_path: Path) -> None:
    random_bank(tmp_path / "one.npz")
    random_bank(tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_questions_are_carried_to_the_clauses_that_say_the_same(tmp_path: Path) -> None:
    stored, rows = random_bank(tmp_path / "bank.npz")
    links: Links = stored.carry(rows[[14, 12]], least=0.9)
    assert links.clauses.tolist() == [0, 0, 0, 1, 1, 1]
    assert stored.settled_by[links.asked].tolist() == [2, 2, 2, 0, 0, 0]
    assert links.weights.tolist() == pytest.approx([1] * 6, abs=0.001)


def test_a_clause_is_given_the_questions_of_its_nearest_clauses_only(tmp_path: Path) -> None:
    stored, rows = random_bank(tmp_path / "bank.npz")
    links = stored.carry(rows[[13]], least=-1, nearest=2)
    assert len(links.asked) == 6
    assert set(stored.settled_by[links.asked]) >= {1}


def test_clauses_like_none_of_the_banks_get_nothing(tmp_path: Path) -> None:
    stored, rows = random_bank(tmp_path / "bank.npz")
    assert len(stored.carry(rows[:3], least=0.999).asked) == 0
    assert len(stored.carry(np.zeros((0, 0), dtype=np.float32)).asked) == 0


def shipping(folder: Path, model: str) -> Path:
    random_bank(folder / bank.FILE, model)
    digest = bank.sha256((folder / bank.FILE).read_bytes()).hexdigest()
    (folder / "digests.json").write_text(f'{{"{bank.FILE}": "{digest}"}}', "utf-8")
    return folder


def test_a_bank_is_used_with_the_model_that_made_it_and_with_no_other(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert bank.shipped(HashEmbedder(), shipping(tmp_path, "hash")) is not None
    with caplog.at_level(logging.INFO):
        assert bank.shipped(HashEmbedder(), shipping(tmp_path, "another")) is None
    assert "made with another, not hash" in caplog.text


def test_a_damaged_or_missing_bank_is_done_without(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = shipping(tmp_path, "hash")
    (folder / bank.FILE).write_bytes(b"nothing")
    with caplog.at_level(logging.WARNING):
        assert bank.shipped(HashEmbedder(), folder) is None
    assert "going on without it" in caplog.text
    (folder / bank.FILE).unlink()
    assert bank.shipped(HashEmbedder(), folder) is None


def test_what_is_no_bank_is_refused() -> None:
    with pytest.raises(ValueError):
        bank.read(b"PK\x03\x04 and no more")
