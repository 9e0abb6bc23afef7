"""The short paths over all policies: which of them mention something, and which there are."""

from __future__ import annotations

from assistant.answering import word
from assistant.answering.short.about import Subject
from assistant.answering.short.across import Mention, mentions
from assistant.answering.short.inquiry import MOST_CITED, Inquiry, answered, as_written, declined
from assistant.dates import say
from assistant.values import Answer, Policy

NO_MENTION = "None of the {count} policies searched mentions “{topic}”: {ask}."
MENTIONED = "{found} of the {count} policies searched {verb} “{topic}”: {listed}."
POLICIES = "{name} has {count} in force{open_to}: {titles}."


def list_mentions(asked: Subject, inquiry: Inquiry) -> Answer | None:
    """The policies that mention the topic, with the best clause of each; None when one document alone is asked."""
    if inquiry.question.document:
        return None
    found, count = mentions(asked.topic, inquiry.current), len(inquiry.current)
    topic = as_written(asked.topic, inquiry.question)
    if not found:
        return declined(NO_MENTION.format(count=count, topic=topic, ask=inquiry.ask), inquiry)
    listed = "; ".join(_mention(each, number) for number, each in enumerate(found, 1))
    verb = "mentions" if len(found) == 1 else "mention"
    sentence = MENTIONED.format(found=len(found), count=count, verb=verb, topic=topic, listed=listed)
    return answered(sentence, [each.best for each in found[:MOST_CITED]], inquiry)


def _mention(found: Mention, number: int) -> str:
    clauses = f"{found.clauses} clause{'s' * (found.clauses > 1)}"
    mark = f" [{number}]" if number <= MOST_CITED else ""
    return f"{found.document.policy.title} ({clauses}){mark}"


def list_policies(asked: Subject, inquiry: Inquiry) -> Answer | None:
    """The policies in force, by title; None when one document alone is asked."""
    held = inquiry.in_force
    if inquiry.question.document or not held:
        return None
    titles = "; ".join(f"{each.policy.title}{_dated(each.policy)}" for each in held)
    count = f"{len(held)} polic{'y' if len(held) == 1 else 'ies'}"
    open_to = word.OPEN_TO.get(inquiry.question.role, "")
    sentence = POLICIES.format(name=inquiry.organisation.name, count=count, open_to=open_to, titles=titles)
    return answered(sentence, [], inquiry)


def _dated(policy: Policy) -> str:
    """Since when it is in force, or else when it was approved; a date alone could be either."""
    if policy.effective:
        return f" (in force since {say(policy.effective)})"
    return f" (approved {say(policy.approved)})" if policy.approved else ""
