"""Which questions are about documents themselves, and which only sound like it."""

from __future__ import annotations

import pytest

from assistant.answering.short.about import Aspect, asked_about

FACTS = {
    Aspect.REVIEW: (
        "when is it reviewed?",
        "When is the behaviour policy due for review?",
        "whens the phone policy up for review",
        "when will this policy be looked at again",
        "when's the next review",
        "next review date?",
        "what is the review date of the code of conduct?",
        "when does this document expire",
        "is the complaints policy overdue for a review?",
        "until when is this version valid?",
        "when are you going to update the policy",
        "how long is the policy valid for?",
        "when does the uniform policy come up for renewal?",
    ),
    Aspect.CYCLE: (
        "how often is this policy reviewed",
        "how regularly is the document updated?",
        "how often do the governors review the policy?",
    ),
    Aspect.LAST: (
        "when was it last updated?",
        "when was the safeguarding policy last reviewed",
        "when did the governors last review the policy?",
        "when was the last update to this policy",
        "when was the behaviour policy changed?",
    ),
    Aspect.APPROVER: (
        "who approved it?",
        "who approved the social media policy",
        "who signed off this document?",
        "which committee adopted the complaints policy?",
        "who was this policy approved by",
        "has this policy been approved by the governors?",
        "by whom was the policy ratified?",
        "do you know who signed it off",
    ),
    Aspect.APPROVED: (
        "when was it approved?",
        "when was the phone policy adopted by the governors",
        "when did the trustees sign off the policy?",
        "what is the date on this policy",
        "date of approval?",
        "when was this policy written",
        "when was the document published?",
        "what year is the policy from",
    ),
    Aspect.START: (
        "when did it come into force?",
        "when does the new uniform policy start",
        "since when has this policy been in force?",
        "when did the phone policy take effect",
        "how long has the policy been in place?",
        "effective date?",
        "when will the policy go live",
    ),
    Aspect.VERSION: (
        "which version is this?",
        "what version of the policy is in force?",
        "what version are you using",
        "which version of the phone policy do you have?",
        "what's the version number of this document?",
    ),
    Aspect.CURRENT: (
        "is this policy still current?",
        "is the behaviour policy up to date",
        "is it still in force?",
        "is this the latest version?",
        "is this the most recent policy",
        "does this policy still apply?",
        "is the code of conduct out of date?",
        "is the 2025 policy still valid",
        "is there a newer version of this policy?",
    ),
    Aspect.AUTHOR: (
        "who wrote it?",
        "who wrote the policy",
        "who is the author of this document?",
        "who owns the data protection policy?",
        "who looks after this policy",
        "who is responsible for the policy?",
        "who's in charge of keeping this policy up to date",
        "whose policy is this",
    ),
    Aspect.AGE: ("how old is this policy?", "how old is the phone policy", "how old is it"),
    Aspect.TITLE: (
        "what's it called?",
        "what is this policy called",
        "what's the full name of the policy?",
        "which policy am I looking at",
    ),
    Aspect.CHANGES: (
        "what changed since 2025?",
        "what's new in the policy",
        "What has changed in the phone policy since last year?",
        "did the phone rule change from last year",
        "has the behaviour policy changed since the last version?",
        "how does the policy differ from the old one",
        "what are the changes in this policy",
        "what was removed from the policy?",
        "which rules have changed since 2024",
        "what's different about former pupils in the new policy?",
        "is the policy different from last year's",
        "list the changes in the policy",
        "has the rule about former pupils changed since last year?",
        "did the rule on friend requests change",
        "has anything changed since 2025?",
        "are there any changes to the phone policy?",
        "compare the 2025 and 2026 policies",
        "what changes were made to the new policy?",
        "have the rules on phones changed since 2025?",
    ),
    Aspect.MENTIONS: (
        "which of our policies mention WhatsApp?",
        "do any policies talk about vapes",
        "what policies cover drones?",
        "which policy deals with cash handling",
        "do any of our policies say anything about dogs",
        "show me the policies that mention photos",
        "is swimming mentioned in any of our policies?",
        "is there a policy on bullying",
        "do we have a lone working policy?",
        "where do our policies mention e-scooters",
        "does any policy mention AI",
        "search all our policies for drones",
        "is there anything about vapes in our policies?",
    ),
    Aspect.LIST: (
        "what policies do we have?",
        "which policies are there",
        "list all policies",
        "show me the policies",
        "what policies can I ask about",
        "how many policies do we have?",
        "which policies are in force",
    ),
}
RULES = (
    "who approves trips?",
    "when is a behaviour plan reviewed?",
    "how often is the filtering reviewed?",
    "who signs off the risk assessment?",
    "when is my son's care plan reviewed",
    "who agreed the timetable change?",
    "who wrote on the wall",
    "when does the trip start?",
    "how old do you have to be to walk home alone?",
    "how old is old enough for a phone",
    "when did the new uniform come in",
    "who is responsible for first aid?",
    "who looks after the medicines",
    "who owns work that pupils make?",
    "what has my daughter done since last year",
    "what changed in the menu",
    "has the school day changed since September?",
    "is my DBS still valid?",
    "is the fire certificate up to date",
    "how long is a detention?",
    "how long is parental consent valid for",
    "when does the ban expire",
    "who approved her leave?",
    "can the policy be changed by the head alone?",
    "does the policy apply to supply staff?",
    "when does this policy apply to volunteers on a trip",
    "who has to sign the policy?",
    "who must read this document and when",
    "what does the policy say about reviews",
    "must the governors approve the policy?",
    "who can I ask about the policy?",
    "which policy applies if a pupil is hurt on a trip to France in the holidays?",
    "what happens when a complaint is reviewed",
    "where can parents find the policies on the website?",
    "is there a policy for when two pupils bring the same allergy medicine on a coach",
    "what's new with the lunch menu",
    "did anyone approve my request from last year?",
    "when will the review of my complaint be finished?",
    "who reviews the attendance figures each term",
    "what is the name of the safeguarding lead?",
    "can I have a copy of the old policy",
    "what policies must staff sign in September?",
    "has anything changed for my son since we spoke?",
    "did he change the rules of the game",
    "are there any changes to the bus times?",
    "which policies must I read before I start",
    "who is the owner of the lost bike",
    "is there a newer coat in lost property",
)


@pytest.mark.parametrize(("aspect", "text"), [(aspect, text) for aspect, texts in FACTS.items() for text in texts])
def test_a_question_about_a_document_is_known_by_what_it_wants(aspect: Aspect, text: str) -> None:
    asked = asked_about(text)
    assert asked is not None
    assert asked.aspects[0] is aspect


@pytest.mark.parametrize("text", RULES)
def test_a_question_about_a_rule_is_never_taken_for_one_about_a_document(text: str) -> None:
    assert asked_about(text) is None


def test_a_question_in_parts_wants_each_of_them() -> None:
    asked = asked_about("When is the phone policy reviewed, and who approved it?")
    assert asked is not None
    assert (asked.aspects, asked.name) == ((Aspect.REVIEW, Aspect.APPROVER), "phone")


def test_a_question_with_one_part_about_a_rule_is_left_to_the_search() -> None:
    assert asked_about("who approved the policy and may I bring my dog?") is None


def test_the_words_that_name_a_document_are_kept_and_the_noun_policy_is_not() -> None:
    asked = asked_about("who approved the staff code of conduct?")
    assert asked is not None
    assert asked.name == "staff code of conduct"


def test_a_document_only_pointed_at_is_told_from_one_that_is_named() -> None:
    pointed, named = asked_about("who approved it?"), asked_about("who approved the policy?")
    assert pointed is not None
    assert named is not None
    assert (pointed.pointed, named.pointed) == (True, False)


def test_the_topic_of_a_change_and_its_year_are_read() -> None:
    asked = asked_about("have the phone rules changed since 2024?")
    assert asked is not None
    assert (asked.topic, asked.year) == ("phone", "2024")
