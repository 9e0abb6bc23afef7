"""How a raw message becomes the question that is looked up."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.message.follow_up import leans, read_with
from assistant.answering.message.message import KEPT, LONG, in_short, questions_in, read
from assistant.answering.message.pasted import without_mail
from assistant.answering.message.spelling import slips, tidy
from assistant.answering.missing import missing_fact
from assistant.answering.understand import Form, form_of, understand
from assistant.values import Clause, Modality, Question, Role

CRESTS = "Can I use the school's crest on a friend's leaflet because it's for tomorrow?"
SPELLINGS = (
    CRESTS.upper(),
    "can i use the school's crest on a friend's leaflet because it's for tomorrow",
    "Can I use the school’s crest on a friend’s leaflet because it’s for tomorrow???",
    "can I use the school's crest on a friend's leaflet cos its for 2moro",
    "Hi there, can I use the school's crest on a friend's leaflet because it's for tomorrow? Many thanks!",
    "Can I pls use the school's crest on a friend's leaflet because it's for tommorrow? 🙏🙏",
    "Can I use the school's crest on a friend's leaflet because it's for tomorrow - asking for a friend lol",
    "C\u200ban I use the\u00a0school's crest on a freind's leaflet becuase it's for tomorrow?!",
    "Sorry to bother you, can I use the shcool's crest on a frieend's leaflet bcos it's for tmrw xx",
    "can i use teh scool's crest on a friend's leaflet, please, because it's for tomorroww. thank you",
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_one_question_in_many_spellings_is_looked_up_as_one(spelling: str) -> None:
    asked = understand(Question(spelling, "gull-point"))
    plain = understand(Question(CRESTS, "gull-point"))
    assert asked.form is plain.form
    assert asked.search.replace(",", "") == plain.search


@pytest.mark.parametrize("word", ["not", "no", "never", "isn't", "mustn't", "without", "unless"])
def test_a_word_of_denial_is_never_lost(word: str) -> None:
    assert word in tidy(f"So PUPILS are {word.upper()} allowed PHONES!!!").split()


@pytest.mark.parametrize(
    "text",
    [
        "i'm a ta",
        "see clause 3.b4 of section iii",
        "write to office@gull.example.org or www.gull.example.org",
        "who teaches mediation",
        "it's 38° outside",
        "has the hr team bought it",
    ],
)
def test_what_only_looks_like_a_slip_is_left_alone(text: str) -> None:
    assert tidy(text).rstrip("?") == text


def test_letters_without_vowels_are_read_as_the_words_they_stand_for() -> None:
    assert tidy("cn i frnd stdnts on fb") == "can i friend students on facebook?"


def test_a_slip_stands_for_one_word_that_is_no_slip_itself() -> None:
    assert not set(slips()) & set(slips().values())


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_tidying_leaves_something_and_changes_nothing_the_second_time_that_matters(text: str) -> None:
    assert bool(tidy(text)) == bool(" ".join(text.split()))


def test_a_message_of_thanks_alone_stays_as_it_is() -> None:
    assert tidy("Thanks!") == "Thanks!"


@pytest.mark.parametrize(
    "text",
    [
        "Can I, and if so how?",
        "My son is in Year 9. He has a new phone. Can he bring it in? Is that ok?",
        "We found a vape on a boy. His mum has been told. Who else do we tell?",
        "Shoes as well?? Have I honestly got to put a name in those?",
        "Can I ask something? Do parents have to sign in at the office?",
        "A girl said “can I go home?” and then “who takes me to the bus stop?” What do I say to her?",
        "Is Mr. Dale allowed to open a pupil's bag, e.g. after a fire drill?",
    ],
)
def test_a_scenario_with_one_question_is_one_question(text: str) -> None:
    assert questions_in(text) == (text,)


def test_questions_that_stand_alone_are_parted_and_the_background_stays() -> None:
    text = "I help in the library. Can I take photos of pupils for the display? Also, who approves a school Instagram account?"
    first, second = questions_in(text)
    assert first == "I help in the library. Can I take photos of pupils for the display?"
    assert second == "who approves a school Instagram account?"


def test_a_list_of_questions_is_parted_at_its_numbers() -> None:
    asked = read(
        "1. Can I bring my dog on site?\n2. What time does the school day start?\n3. Who is the lead for trips?"
    )
    assert asked.question == "Can I bring my dog on site?"
    assert asked.others == ("What time does the school day start?", "Who is the lead for trips?")


def test_the_questions_left_for_later_are_named() -> None:
    (notice,) = read("Can staff wear jeans on Fridays? Who signs the visitors book?").notices
    assert notice.kind == "other_questions"
    assert notice.text == "You also asked: “Who signs the visitors book?”. Ask each by itself."
    assert read("Can staff wear jeans on Fridays?").notices == ()


MAIL = """From: Jane Cole <jane@example.org>
Sent: 3 May 2026 10:02
To: Office
Subject: Phones on trips

Dear Mrs Lowe,

We are going to the museum on Friday with Year 6 and several of the parents
have asked me about it. Can pupils bring their own phones on the trip?

Kind regards,
Jane Cole
Class teacher

This email and any attachments are confidential and intended for the addressee only.

On 2 May 2026 Sue wrote:
> Hi Jane, can you send me the list?
"""


def test_a_pasted_mail_is_reduced_to_what_its_writer_asks() -> None:
    assert without_mail(MAIL) == (
        "We are going to the museum on Friday with Year 6 and several of the parents have asked me about it. "
        "Can pupils bring their own phones on the trip?"
    )


def test_a_forwarded_mail_is_read_when_nothing_is_asked_above_it() -> None:
    text = "See below.\n\nJo\n\n-----Original Message-----\nFrom: Ann\nSubject: dog\n\nHi Jo,\nCan I bring my dog to sports day?\nThanks\nAnn"
    assert without_mail(text) == "Can I bring my dog to sports day?"


def test_a_quoted_mail_alone_is_read() -> None:
    assert without_mail("> Can I park in the staff car park?\n> Ann") == "Can I park in the staff car park?\nAnn"


def test_a_subject_line_asks_when_the_body_does_not() -> None:
    text = "Subject: RE: Can dogs come to sports day\nFrom: Ann\n\nOurs is very quiet.\n\nThanks,\nAnn"
    assert without_mail(text) == "Can dogs come to sports day\nOurs is very quiet."


def test_a_question_after_the_signature_is_kept() -> None:
    assert "Is parking free?" in without_mail("We come by car.\nThanks\nAnn\nIs parking free?")


def test_a_very_long_message_keeps_its_question_and_what_stands_nearest() -> None:
    story = " ".join(f"On day {day} we waited at the gate for a while." for day in range(60))
    short = in_short(f"{story} My son is ten. Can he walk home alone? That is all I wanted to know.")
    assert "My son is ten. Can he walk home alone?" in short
    assert len(short.split()) <= KEPT


def test_a_message_without_a_stop_is_cut_all_the_same() -> None:
    assert len(in_short("word " * 5000).split()) <= LONG


@pytest.mark.parametrize(
    "clause",
    [
        "Staff must not accept friend requests from current or former pupils on any platform.",
        "Visitors may use the car park only after they have signed in at the office.",
        "The headteacher will review the arrangements for remote learning once in every school year",
        "Pupils in the sixth form are not permitted to park on the school site during the day.",
    ],
)
def test_a_clause_pasted_as_a_question_asks_for_itself(clause: str) -> None:
    assert form_of(tidy(clause)) is Form.FACT


@pytest.mark.parametrize(
    "text",
    [
        "staff must wear the lanyards on site at all times then, right?",
        "my son will be bringing his own tablet to the trip on Friday",
        "can visitors use the car park once they have signed in at the office",
        "pupils must not swear",
    ],
)
def test_a_question_or_a_short_saying_is_not_taken_for_a_clause(text: str) -> None:
    assert form_of(tidy(text)) is not Form.FACT


BEFORE = ("Can I accept a friend request from a former pupil?",)


@pytest.mark.parametrize(
    "text",
    [
        "and if she's 19?",
        "what about parents?",
        "without asking me first?",
        "even then?",
        "so who do I tell",
        "only on a trip",
    ],
)
def test_a_question_that_needs_the_one_before_leans_on_it(text: str) -> None:
    assert leans(text, BEFORE)
    assert understand(Question(text, "gull-point", history=BEFORE)).search.startswith("can i accept a friend request")


@pytest.mark.parametrize(
    "text",
    [
        "Do visitors to the nursery have to leave their mobile phones in the office locker?",
        "thanks. how many days before a residential trip must the consent form be handed in?",
        "Which staff may give pupils paracetamol when the school nurse is off for the day?",
        "by the way, who do parents ring about a complaint at the primary school?",
    ],
)
def test_a_full_question_about_something_else_changes_the_topic(text: str) -> None:
    assert not leans(text, BEFORE)
    assert read_with(text, BEFORE) == ()


def test_a_first_question_leans_on_nothing() -> None:
    assert not leans("and if she's 19?", ())


def test_a_follow_up_of_a_follow_up_is_read_with_both() -> None:
    assert read_with("and on a trip?", (*BEFORE, "what about parents?")) == (*BEFORE, "what about parents?")


def test_the_form_of_a_question_is_not_taken_from_one_that_it_does_not_lean_on() -> None:
    text = "the old minibus parked behind the sports hall on a Saturday by a parent of a pupil in the choir"
    assert understand(Question(text, "gull-point", history=("who drives the bus?",))).form is Form.PERMISSION


def clause(text: str, modality: Modality = Modality.PERMITS, stem: str = "") -> Clause:
    return Clause("p.md", "1", "Section 1", text, 0, len(text), stem=stem, modality=modality)


@pytest.mark.parametrize(
    ("question", "text", "back"),
    [
        ("can i follow a former pupil back", "Staff may follow a former pupil who is over 18.", "How old is the former pupil: 18 or over, or younger?"),
        ("can i put a pupil's picture on the leaflet", "A picture may be used only with the parent's written consent.", "Has written consent been given?"),
        ("can staff text on the mobile", "A phone may not be used during lessons.", "Is this during school hours or outside them?"),
        ("can i take photos of the class play", "Photos may be taken only on a school camera.", None),
        ("can pupils put a phone on the wifi", "Only pupils in Year 12 may put a phone on the Wi-Fi.", "Which year group is the pupil in?"),
        ("can i message a pupil about football", "Staff may message a former pupil if the headteacher knows.", "Is this a current pupil or a former one?"),
        ("can pupils go for a run", "Pupils may run only on the school grounds.", "Is this on the school site or away from it?"),
        ("can i store photos on a tablet", "Images may be kept only on a school-owned device.", "Is it a personal device or one that belongs to the school?"),
    ],
)  # fmt: skip
def test_the_one_fact_a_rule_turns_on_is_asked_back(question: str, text: str, back: str | None) -> None:
    assert missing_fact(question, clause(text)) == back


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("can i follow a former pupil who is 20", "Staff may follow a former pupil who is over 18."),
        ("who may follow a former pupil", "Staff may follow a former pupil who is over 18."),
        ("can i follow a pupil", "Staff may follow current or former pupils if the headteacher knows."),
        ("can i use the picture, mum signed the form", "A picture may be used only with the parent's written consent."),
        ("can i use a picture", "Staff may use pictures of pupils over 16 only with written consent."),
        ("can i use a picture", "Pictures are kept in the archive."),
        ("can i use a picture", "A picture must not be used, even with a parent's consent."),
    ],
)
def test_nothing_is_asked_back_when_the_fact_is_told_or_does_not_decide(question: str, text: str) -> None:
    modality = Modality.STATES if text.startswith("Pictures are") else Modality.PERMITS
    assert missing_fact(question, clause(text, modality)) is None


HOSTILE = ("a", "?", ". ", "> ", "\n", "can i ", "thanks ", "aaab", "the the ", "🙂")


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("work", [tidy, read, form_of])
def test_time_grows_with_the_length_alone(work: Callable[[str], object], piece: str) -> None:
    """Four times the text takes less than ten times the time; a quadratic step would take sixteen."""

    def taken(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        work(text)
        return time.process_time() - start

    small, large = taken(25_000), taken(100_000)
    assert large < 10 * small + 0.1


def test_the_whose_rules_stay_with_the_asker() -> None:
    assert understand(Question("CN I FRND PPLS ON FB", "gull-point", role=Role.STAFF)).binds == "staff"
