"""What is cited after the deciding clause: exceptions, conditions, cross-references and definitions that bear on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.beside.bearing import Bearing, Reason, bearing, qualifies, read_with
from assistant.answering.beside.references import Reference, led_to, lifts, policies_named, references
from assistant.answering.beside.second import second_rule
from assistant.answering.cite import cite
from assistant.answering.notices import notices_on
from assistant.answering.understand import understand
from assistant.clauses import split
from assistant.values import Clause, Document, Hit, Policy, Question, Source

DAY = date(2026, 11, 21)
BOATS = """# Boats and Water Policy

## 1. Words

1.1 "Club boat" means a canoe, kayak or dinghy that the school owns.

1.2 "Pupil" means anyone on roll.

## 2. On the water

2.1 Pupils must not take a club boat out alone. The one exception is the sailing captain.

2.2 Staff may lend life jackets to families. They must be returned within two days. Paddles are kept in the shed.

2.3 Nobody swims in the dock. Ropes are coiled after use.

2.4 Pupils must not:

- stand up in a boat;
- use a whistle;*
- fish from the jetty.

\\* Coxes may use one in a race.

2.5 The rule on fishing from the jetty does not apply in August.

2.6 A boat may go beyond the buoys only if the steps in 3.2 have been taken. Pupils in S2 stay inshore.

2.7 Pupils must not leave the slipway, as section 4 says.

## 3. Before going out

3.1 The log is filled in.

3.2 The leader checks the tide and tells the harbour office.

3.3 Paragraph 2.3 does not apply to the lifeboat crew.

## 4. Slipway

4.1 The slipway is washed on Fridays.

4.2 A pupil on the slipway wears shoes.
"""


def document_of(text: str, name: str = "boats.md") -> Document:
    policy = Policy("gull-point", name.split(".")[0], name, "Boats and Water Policy", "2026")
    return Document(policy, text, tuple(split(Source(name, text, ""))))


DOCUMENT = document_of(BOATS)


def clause(words: str) -> Clause:
    return next(each for each in DOCUMENT.clauses if words in each.text)


def found(words: str, asked: str = "is it allowed", hits: tuple[Hit, ...] = ()) -> list[tuple[Reason, str]]:
    question = understand(Question(asked, "gull-point"))
    return [(each.reason, each.clause.text) for each in bearing(clause(words), question, DOCUMENT, hits)]


def test_a_sentence_that_names_an_exception_bears_on_the_one_before() -> None:
    assert (Reason.EXCEPTION, "The one exception is the sailing captain.") in found("take a club boat out")


def test_the_exception_is_shown_with_its_rule() -> None:
    assert found("sailing captain") == [(Reason.RULE, "Pupils must not take a club boat out alone.")]


def test_an_exception_to_a_neighbouring_rule_is_not_shown() -> None:
    assert found("use a whistle") == [(Reason.EXCEPTION, clause("Coxes").text)]
    assert found("stand up in a boat") == []


def test_an_exception_that_names_its_rule_is_found_wherever_it_stands() -> None:
    assert [reason for reason, _ in found("fish from the jetty")] == [Reason.EXCEPTION]


def test_an_exception_that_gives_the_rule_s_number_is_found_in_another_section() -> None:
    assert (Reason.EXCEPTION, clause("lifeboat").text) in found("swims in the dock")


def test_a_clause_that_lifts_a_whole_section_is_shown_to_those_whom_it_spares() -> None:
    text = (
        "## 7. Fees\n\n7.1 Late fees are due at once.\n\n## 8. Scope\n\n8.1 Nothing in section 7 applies to cadets.\n"
    )
    document = document_of(text, "fees.md")
    for asked, reasons in (("when are late fees due", []), ("must cadets pay late fees", [Reason.EXCEPTION])):
        question = understand(Question(asked, "gull-point"))
        assert [each.reason for each in bearing(document.clauses[0], question, document, ())] == reasons


def test_a_sentence_that_limits_a_permission_is_its_condition() -> None:
    assert found("lend life jackets") == [(Reason.CONDITION, "They must be returned within two days.")]


def test_the_next_sentence_about_something_else_is_no_condition() -> None:
    assert found("Paddles") == []


def test_a_number_leads_to_the_clause_that_bears_it() -> None:
    assert found("beyond the buoys") == [(Reason.REFERENCE, clause("checks the tide").text)]


def test_a_school_year_is_no_reference() -> None:
    assert references("Pupils in S2 and Years 7 to 9 may stay until 3.30 pm on A4 paper at Key Stage 2.") in (
        (),
        (Reference("", "S2"),),
    )
    assert led_to(Reference("", "S2"), DOCUMENT.clauses) == ()


def test_of_a_whole_section_only_what_the_question_speaks_of_is_shown() -> None:
    assert found("leave the slipway", "what shoes must a pupil wear") == [(Reason.REFERENCE, clause("shoes").text)]
    assert found("leave the slipway", "can they run home") == []
    hit = Hit(clause("washed"), 1.0)
    assert found("leave the slipway", "can they run home", (hit,)) == [(Reason.REFERENCE, hit.clause.text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as set out in 3.2", [Reference("", "3.2")]),
        ("see Section 4", [Reference("section", "4")]),
        ("under 6.4(d) or (e)", [Reference("", "6.4", ("d",)), Reference("", "6.4", ("e",))]),
        ("paragraphs 5, 15 and 17", [Reference("paragraph", number) for number in ("5", "15", "17")]),
        ("the form in Appendix B", [Reference("appendix", "B")]),
        ("at Stage Two", [Reference("stage", "Two")]),
        ("from 8.30 to 9.15 am, by 3.20", []),
        ("a child under 13", []),
        ("12 per cent of 2.5 kg", []),
    ],
)
def test_references_are_read_and_times_and_ages_are_none(text: str, expected: list[Reference]) -> None:
    assert list(references(text)) == expected


def test_an_ambiguous_number_leads_nowhere() -> None:
    twice = tuple(replace(DOCUMENT.clauses[0], clause=address) for address in ("Part-A.1", "Part-B.1"))
    assert led_to(Reference("paragraph", "1"), twice) == ()
    assert led_to(Reference("paragraph", "1"), twice[:1]) == twice[:1]


def test_a_stage_is_found_under_the_heading_that_names_it() -> None:
    staged = replace(DOCUMENT.clauses[0], clause="4.1", headings=("4. Stage Two: the head",))
    assert led_to(Reference("stage", "Two"), (staged,)) == (staged,)
    assert led_to(Reference("stage", "1"), (replace(staged, clause="1.1"),)) == ()


def test_a_rule_that_another_clause_merely_mentions_is_not_lifted() -> None:
    mentions = replace(clause("lifeboat"), text="Paragraph 2.3 does not fall within this part.")
    assert not lifts(mentions, clause("swims in the dock"))


def test_a_term_of_the_deciding_clause_is_defined_beside_it() -> None:
    assert (Reason.DEFINITION, clause('"Club boat"').text) in found("take a club boat out")


def test_a_word_that_every_rule_uses_is_defined_only_when_the_question_touches_its_meaning() -> None:
    many = "".join(f"{number}. Pupils must not use rope number {number}.\n\n" for number in range(2, 60))
    document = document_of(f"1. “Pupil” means anyone on roll, evening learners included.\n\n{many}", "ropes.md")
    deciding = document.clauses[10]
    for asked, expected in (("may i use rope ten", []), ("may evening learners use rope ten", [Reason.DEFINITION])):
        question = understand(Question(asked, "gull-point"))
        assert [each.reason for each in bearing(deciding, question, document, ())] == expected


def test_a_tied_note_that_only_says_what_a_word_means_does_not_qualify_a_verdict() -> None:
    text = "Adventurous trips* need two adults.\n\n\\* Climbing and caving count as adventurous.\n"
    document = document_of(text, "trips.md")
    question = understand(Question("how many adults for the climbing wall", "gull-point"))
    beside = bearing(document.clauses[0], question, document, ())
    assert [each.reason for each in beside] == [Reason.DEFINITION]
    assert not qualifies(beside[0])


def test_an_exception_qualifies_a_verdict_and_nothing_else_does() -> None:
    assert [reason for reason in Reason if qualifies(Bearing(reason, DOCUMENT.clauses[0]))] == [Reason.EXCEPTION]


@given(st.sampled_from(DOCUMENT.clauses), st.text(max_size=60), st.permutations(DOCUMENT.clauses))
@settings(max_examples=60)
def test_at_most_three_others_of_the_document_are_shown_each_once_and_the_same_each_time(
    deciding: Clause, asked: str, ranked: list[Clause]
) -> None:
    question = understand(Question(asked, "gull-point"))
    hits = tuple(Hit(each, 1.0 / place) for place, each in enumerate(ranked, 1))
    beside = [each.clause for each in bearing(deciding, question, DOCUMENT, hits)]
    assert all(each in DOCUMENT.clauses for each in beside)
    assert len(set(beside)) == len(beside) <= 3
    assert deciding not in beside
    assert beside == [each.clause for each in bearing(deciding, question, DOCUMENT, hits)]


PHOTOS = """## Pictures

Parents may take photographs at sports day.

## Online

Pictures of other children must not be put on Facebook.

## Parking

Parents must not park on the grass.
"""


def asked_of_two(text: str, scores: tuple[float, ...] = (1.0, 0.9, 0.85)) -> Clause | None:
    document = document_of(PHOTOS, "photos.md")
    hits = [Hit(each, score, chance=score) for each, score in zip(document.clauses, scores, strict=True)]
    return second_rule(understand(Question(text, "gull-point")), hits)


def test_the_open_half_of_a_question_gets_its_own_rule() -> None:
    second = asked_of_two("can i take photographs at sports day and put the pictures on facebook")
    assert second is not None
    assert "Facebook" in second.text


@pytest.mark.parametrize(
    "asked",
    [
        "can i take photographs at sports day",
        "can i take photographs at sports day and concerts",
        "can i take photographs at sports day and sell my old trombone",
        "can i take photographs at sports day and stay late? i put my pictures on facebook",
        "it was a lovely day " * 8 + "can i take photographs at sports day and put the pictures on facebook",
    ],
)
def test_a_question_of_one_part_or_a_story_has_no_second_rule(asked: str) -> None:
    assert asked_of_two(asked) is None


def test_a_weak_hit_is_no_second_rule() -> None:
    asked = "can i take photographs at sports day and put the pictures on facebook"
    assert asked_of_two(asked, (1.0, 0.05, 0.04)) is None


def test_the_second_rule_comes_after_what_bears_on_the_first() -> None:
    document = document_of(PHOTOS, "photos.md")
    hits = [Hit(each, score, chance=score) for each, score in zip(document.clauses, (1.0, 0.9, 0.85), strict=True)]
    question = understand(Question("can i take photographs at sports day and put the pictures on facebook", "x"))
    assert [each.reason for each in read_with(hits[0].clause, question, document, hits)][-1] is Reason.SECOND


def test_each_reason_is_told_with_the_number_of_its_citation() -> None:
    deciding = clause("take a club boat out")
    question = understand(Question("is it allowed", "gull-point"))
    beside = bearing(deciding, question, DOCUMENT, ())
    documents = {DOCUMENT.policy.document: DOCUMENT}
    cited = cite((deciding, *(each.clause for each in beside)), documents, (DOCUMENT.policy,), DAY)
    notices = {notice.kind: notice.text for notice in notices_on(cited, documents, DAY, beside)}
    assert "exception in [2]" in notices["exception"]
    assert "[3]" in notices["definition"]


def test_a_clause_that_could_not_be_cited_is_not_told_of() -> None:
    deciding = clause("take a club boat out")
    documents = {DOCUMENT.policy.document: DOCUMENT}
    cited = cite((deciding,), documents, (DOCUMENT.policy,), DAY)
    assert notices_on(cited, documents, DAY, (Bearing(Reason.EXCEPTION, clause("sailing captain")),)) == ()


def test_another_policy_is_named_when_the_organisation_has_it() -> None:
    titles = ("Boats and Water Policy", "Visits Policy", "Phones")
    assert policies_named("Day trips follow the visits policy.", titles[0], titles) == ("Visits Policy",)
    assert policies_named("This Boats and Water Policy is read yearly; phones stay home.", titles[0], titles) == ()
