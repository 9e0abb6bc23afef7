"""Questions about documents, answered from their facts, their versions and all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.answering import Parts, ask
from assistant.answering.screening.small_talk import THANKS
from assistant.answering.stems import finder
from assistant.values import Answer, Document, Modality, Outcome, Question, Role, Status, Verdict
from tests.answering_fakes import document, parts

RULE = Modality.PROHIBITS
RULES = (
    ("Pupils must not use a phone in a lesson.", RULE),
    ("Staff may wear a smart watch.", Modality.PERMITS),
    ("A behaviour plan is reviewed every half term.", Modality.STATES),
)
PHONES = (
    ("Approved by the governing body on 4 March 2026", Modality.STATES),
    ("Next review: March 2028", Modality.STATES),
    ("Owner: Nia Prosser, Deputy Head", Modality.STATES),
    *RULES,
)


def policy(
    name: str,
    title: str,
    lines: Sequence[tuple[str, Modality]],
    head: str = "",
    **facts: str | tuple[str, ...],
) -> Document:
    """A policy of its own, whose text opens with a line that is no clause."""
    made = document(name, lines)
    moved = tuple(
        replace(clause, start=clause.start + len(head), end=clause.end + len(head)) for clause in made.clauses
    )
    own = replace(made.policy, slug=name.partition(".")[0], title=title, **facts)  # type: ignore[arg-type]
    return replace(made, policy=own, text=head + made.text, clauses=moved)


def phones(**facts: str) -> Document:
    known = {"version": "2026-03-04", "approved": "2026-03-04", "review": "2028-03", "approver": "governing body"}
    return policy("phones.txt", "Mobile Phone Policy", PHONES, **(known | facts))


def trips(**facts: str) -> Document:
    lines = (("WhatsApp groups for trips must not hold pupils.", RULE), ("Trips are approved by the head.", RULE))
    known = {"version": "2025-09", "approved": "2025-09", "review": "", "approver": ""}
    return policy("trips.txt", "Educational Visits Policy", lines, **(known | facts))


def put(text: str, given: Parts, **more: str) -> Answer:
    return ask(Question(text, "gull-point", as_of=more.pop("as_of", "2026-11-20"), **more), given)  # type: ignore[arg-type]


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def test_the_review_date_is_said_and_cited_where_it_stands() -> None:
    answer = put("when is the phone policy reviewed?", parts(phones(), trips()))
    assert (answer.outcome, answer.verdict) == (Outcome.ANSWERED, Verdict.INFO)
    assert "March 2028 [1]" in answer.answer
    assert quotes(answer) == ["Next review: March 2028"]


def test_who_approved_it_and_when_are_answered_in_one_sentence() -> None:
    answer = put("who approved the phone policy and when?", parts(phones(), trips()))
    assert answer.answer == ("Mobile Phone Policy: approved by the governing body [1]; approved on 4 March 2026 [1].")


def test_a_fact_that_stands_in_no_clause_is_cited_by_its_line() -> None:
    given = policy(
        "trips.txt", "Educational Visits Policy", RULES, head="VISITS\nReview due: May 2027\n", review="2027-05"
    )
    answer = put("when is the visits policy reviewed?", parts(given))
    cited = answer.citations[0]
    assert (cited.quote, cited.clause) == ("Review due: May 2027", "")
    assert given.text[cited.start : cited.end] == cited.quote


def test_a_fact_that_the_policy_does_not_hold_is_declined_with_whom_to_ask() -> None:
    answer = put("who approved the visits policy?", parts(phones(), trips()))
    assert (answer.outcome, answer.citations) == (Outcome.NOT_COVERED, ())
    assert "does not say who approved it" in answer.answer
    assert "01632 960000" in answer.answer


def test_without_a_name_each_policy_is_answered_for() -> None:
    answer = put("when is it reviewed?", parts(phones(), trips()))
    assert "Mobile Phone Policy: the review is due in March 2028 [1]." in answer.answer
    assert "Educational Visits Policy: does not say when it is next reviewed." in answer.answer


def test_with_many_policies_the_question_must_name_one() -> None:
    many = [policy(f"p{n}.txt", f"Number {n} Policy", RULES, review="2028-01") for n in range(9)]
    answer = put("when is it reviewed?", parts(*many))
    assert answer.outcome is Outcome.UNCLEAR_QUESTION
    assert "There are 9 policies" in answer.answer


def test_a_policy_that_is_not_held_is_said_to_be_missing() -> None:
    answer = put("when is the uniform policy reviewed?", parts(phones(), trips()))
    assert (answer.outcome, answer.citations) == (Outcome.NOT_COVERED, ())
    assert "“uniform”" in answer.answer
    assert "Mobile Phone Policy" in answer.answer


def test_it_means_the_policy_spoken_of_before_and_nothing_else_that_was() -> None:
    given = parts(phones(), trips())
    after_policy = put("when is it reviewed?", given, history=("what is in the phone policy?",))  # type: ignore[arg-type]
    assert quotes(after_policy) == ["Next review: March 2028"]
    after_plan = put("when is it reviewed?", given, history=("does he need a behaviour plan?",))  # type: ignore[arg-type]
    assert quotes(after_plan)[:1] != ["Next review: March 2028"]


def test_a_rule_that_sounds_like_a_fact_is_searched_for() -> None:
    answer = put("when is a behaviour plan reviewed?", parts(phones()))
    assert quotes(answer)[:1] == ["A behaviour plan is reviewed every half term."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("who wrote the phone policy?", "“Owner: Nia Prosser, Deputy Head” [1]"),
        ("which version of the phone policy is in force?", "approved on 4 March 2026 (in force) [1]"),
        ("is the phone policy still current?", "in force; approved on 4 March 2026 [1]; the review is due in March 2028 [2]"),
        ("how old is the phone policy?", "approved on 4 March 2026, 8 months ago [1]"),
        ("when did the phone policy come into force?", "no day is given on which it came into force"),
        ("when was the phone policy last updated?", "no date of a last review is given; approved on 4 March 2026 [1]"),
    ],
)  # fmt: skip
def test_other_facts_are_said_in_plain_words(text: str, said: str) -> None:
    assert said in put(text, parts(phones(), trips())).answer


def test_an_overdue_review_is_told_as_past_and_noticed() -> None:
    answer = put("when is the phone policy reviewed?", parts(phones()), as_of="2028-06-01")
    assert "the review was due in March 2028" in answer.answer
    assert [notice.kind for notice in answer.notices] == ["review_overdue"]


def test_a_parent_learns_nothing_of_a_policy_for_staff() -> None:
    private = replace(phones(), policy=replace(phones().policy, audiences=("staff",)))
    given = parts(private, trips())
    for text in ("what policies do we have?", "which policies mention phones?", "when is it reviewed?"):
        assert "Mobile Phone" not in put(text, given, role=Role.PARENT).answer
        assert "Mobile Phone" in put(text, given).answer


OLD = (
    ("Staff may photograph pupils on a personal phone.", Modality.PERMITS),
    ("Lost phones are kept for 7 days.", Modality.REQUIRES),
    ("Visitors sign in at the desk.", Modality.REQUIRES),
)
NEW = (
    ("Staff must not photograph pupils on a personal phone.", Modality.PROHIBITS),
    ("Lost phones are kept for 14 days.", Modality.REQUIRES),
    ("Visitors sign in at the desk.", Modality.REQUIRES),
    ("Pupils must not bring drones to any school event.", Modality.PROHIBITS),
)


def versions() -> Parts:
    return parts(document("new.txt", NEW), document("old.txt", OLD, version="2025-02"))


@pytest.mark.parametrize(
    "text", ["what changed since 2025?", "what's new in the phones policy?", "what's changed since last year"]
)
def test_changes_are_counted_and_the_most_telling_quoted_with_their_versions(text: str) -> None:
    answer = put(text, versions())
    assert (answer.outcome, answer.verdict) == (Outcome.ANSWERED, Verdict.INFO)
    assert "2 clauses changed, 1 added" in answer.answer
    first, second = answer.citations[:2]
    assert (first.quote, second.quote) == (OLD[0][0], NEW[0][0])
    assert (first.status, second.status) == (Status.SUPERSEDED, Status.IN_FORCE)
    assert [notice.kind for notice in answer.notices] == ["superseded"]


def test_marks_in_the_sentence_are_those_of_the_citations() -> None:
    answer = put("what changed since 2025?", versions())
    for citation in answer.citations:
        assert f"[{citation.number}]" in answer.answer
    assert "{}" not in answer.answer


def test_changes_are_narrowed_to_the_topic_asked_about() -> None:
    answer = put("have the drone rules changed since 2025?", versions())
    assert quotes(answer) == [NEW[3][0]]
    assert "1 clause added among those that mention “drone”" in answer.answer


def test_no_earlier_version_is_said_plainly() -> None:
    answer = put("what changed in the phone policy since 2024?", parts(phones()))
    assert (answer.outcome, answer.citations) == (Outcome.NOT_COVERED, ())
    assert "no version of 2024 or before to compare “Mobile Phone Policy” with" in answer.answer


def test_a_version_to_come_is_compared_when_there_is_none_before() -> None:
    given = parts(document("now.txt", OLD, version="2025-02"), document("next.txt", NEW, version="2027-01"))
    answer = put("what's new in the policy?", given)
    assert {citation.status for citation in answer.citations} == {Status.IN_FORCE, Status.NOT_YET_IN_FORCE}
    assert "not_yet_in_force" in [notice.kind for notice in answer.notices]


def test_policies_that_mention_a_word_are_listed_with_their_best_clause() -> None:
    answer = put("which of our policies mention WhatsApp?", parts(phones(), trips()))
    assert answer.answer == (
        "1 of the 2 policies searched mentions “WhatsApp”: Educational Visits Policy (1 clause) [1]."
    )
    assert quotes(answer) == ["WhatsApp groups for trips must not hold pupils."]


def test_a_word_in_another_ending_is_found_and_one_that_only_begins_alike_is_not() -> None:
    assert finder("vapes").search("No vaping on site")
    assert finder("trips").search("a day trip")
    assert not finder("trips").search("tripod")
    assert not finder("ai").search("paid")
    with pytest.raises(ValueError, match="without a word"):
        finder("?!")


def test_a_word_that_no_policy_holds_is_declined() -> None:
    answer = put("do any policies talk about drones?", parts(phones(), trips()))
    assert (answer.outcome, answer.citations) == (Outcome.NOT_COVERED, ())
    assert "None of the 2 policies" in answer.answer


def test_the_policies_in_force_are_listed_by_title_and_date() -> None:
    answer = put("what policies do we have?", parts(phones(), trips()))
    assert "Gull Point School has 2 policies in force: " in answer.answer
    assert (
        "Educational Visits Policy (approved September 2025); Mobile Phone Policy (approved 4 March 2026)"
        in answer.answer
    )


def test_questions_over_all_policies_are_searched_when_one_document_is_asked() -> None:
    answer = put("which policies mention smart watches?", parts(phones(), trips()), document="phones.txt")
    assert "policies searched" not in answer.answer


def test_a_short_path_shows_no_quote_that_does_not_check(caplog: pytest.LogCaptureFixture) -> None:
    tampered = replace(phones(), text=phones().text.replace("March 2028", "March 2099"))
    answer = put("when is the phone policy reviewed?", parts(tampered))
    assert (answer.outcome, answer.citations) == (Outcome.UNAVAILABLE, ())
    assert "not shown" in caplog.text


def test_thanks_need_no_index() -> None:
    def broken() -> None:
        raise RuntimeError("no such table")

    answer = put("cheers, that's great!", replace(parts(phones()), open_index=broken))
    assert (answer.outcome, answer.answer) == (Outcome.OUT_OF_SCOPE, THANKS)


@pytest.mark.parametrize(
    ("role", "opening"),
    [
        (Role.STAFF, "Gull Point School has 2 policies in force: "),
        (Role.PARENT, "Gull Point School has 2 policies in force that parents may read: "),
        (Role.PUPIL, "Gull Point School has 2 policies in force that pupils may read: "),
    ],
)
def test_the_list_of_policies_says_in_plain_words_whose_they_are_and_what_each_date_is(
    role: Role, opening: str
) -> None:
    answer = put("What policies are there?", parts(phones(effective="2026-04-01"), trips()), role=role)
    assert answer.answer == (
        f"{opening}Educational Visits Policy (approved September 2025); "
        "Mobile Phone Policy (in force since 1 April 2026)."
    )


def test_a_policy_without_a_date_is_listed_without_one() -> None:
    answer = put("What policies are there?", parts(trips(approved="", version="undated")))
    assert answer.answer.endswith(" has 1 policy in force: Educational Visits Policy.")


def test_who_may_read_no_policy_of_the_day_is_told_so_in_plain_words() -> None:
    said = put("Can I bring a dog?", parts(trips()), as_of="2020-01-01", role=Role.PARENT).answer
    assert said.startswith("On 1 January 2020 Gull Point School had no policy in force that parents may read: ask ")
    said = put("Can I bring a dog?", parts(trips()), as_of="2020-01-01").answer
    assert said.startswith("On 1 January 2020 Gull Point School had no policy in force: ask ")
