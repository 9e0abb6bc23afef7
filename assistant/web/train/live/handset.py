"""What a participant's phone shows: the scenario with four answers, the clause after the reveal, the end."""

from __future__ import annotations

from fastapi import Request

from assistant.state import read_records
from assistant.state.live_room import Participant
from assistant.state.live_values import LiveSession, Naming, Place
from assistant.values import Role
from assistant.web import viewing
from assistant.web.templating import render
from assistant.web.train.live import words
from assistant.web.train.live.desk import Desk
from assistant.web.train.live.in_page import InPage
from assistant.web.train.live.shown import Course
from assistant.web.train.live.steps import Stage
from assistant.web.visitors import Access, visitor_of


def handset_page(desk: Desk, request: Request, session: LiveSession, participant: Participant, late: int) -> str:
    """The participant's page at this moment; `late` counts, from 1, the scenario that an answer came too late for."""
    common = {
        "session": session,
        "participant": participant,
        "organisation": desk.organisation(session.organisation),
        "said": words.SAID,
        "marks": words.MARKS,
        "late": _late(session, participant, late),
    }
    if session.over(desk.now()) or session.at.stage == Stage.END:
        return render("live/phone_end.html", **common, **_ending(desk, session, participant))
    if session.at.stage == Stage.START:
        return render("live/phone_wait.html", **common)
    return render("live/phone.html", **common, **_scenario(desk, request, session, participant))


def _scenario(desk: Desk, request: Request, session: LiveSession, participant: Participant) -> dict[str, object]:
    index = session.at.scenario
    role = Role.STAFF if visitor_of(request).may(Access.STAFF) else Role.PARENT
    revealed = session.closed > index
    course = desk.course(session)
    stage = Stage.CLAUSE if session.scenarios[index].deciding else Stage.VERDICT
    shown = course.shown(Place(index, stage if revealed else Stage.QUESTION), role)
    return {
        "shown": shown,
        "index": index,
        "revealed": revealed,
        "own": participant.answers.get(index),
        "may_open": bool(shown.clause and may_open(shown.clause, role)),
    }


def may_open(clause: InPage, role: Role) -> bool:
    """Whether the role may open the policy that a clause stands in."""
    return bool(viewing.visible((clause.policy,), role))


def _ending(desk: Desk, session: LiveSession, participant: Participant) -> dict[str, object]:
    course = desk.course(session)
    counted = [index for index in range(session.closed) if index < len(session.scenarios)]
    asked = [index for index in counted if index not in session.skipped and not course.left_out(index)]
    right = [index for index in asked if participant.answers.get(index) is session.scenarios[index].verdict]
    return {
        "asked": len(asked),
        "right": len(right),
        "again": [_again(desk, course, participant, index) for index in asked if index not in right],
        "policies": _policies(desk, session, participant) if session.naming is Naming.NAME else [],
    }


def _again(desk: Desk, course: Course, participant: Participant, index: int) -> dict[str, object]:
    scenario = course.standing(index).scenario
    policy = desk.title(scenario.deciding) if scenario.deciding else ""
    return {"number": index + 1, "scenario": scenario, "own": participant.answers.get(index), "policy": policy}


def _policies(desk: Desk, session: LiveSession, participant: Participant) -> list[dict[str, str]]:
    """The policies used, with when this participant confirmed having read each, "" for not yet."""
    made = read_records.records(desk.state, session.organisation, participant.name)
    mine = {each.version: each.at for each in made if (each.session, each.participant) == (session.id, participant.id)}
    return [
        {"id": version, "title": desk.title(cited), "version": version.partition("@")[2], "at": mine.get(version, "")}
        for version, cited in desk.policies_used(session).items()
    ]


def _late(session: LiveSession, participant: Participant, number: int) -> str:
    """What to tell whoever answered a scenario that takes no answers any more; "" for nothing."""
    if not 1 <= number <= len(session.scenarios) or session.is_open(number - 1):
        return ""
    own = participant.answers.get(number - 1)
    stands = f"The answer given before, “{words.SAID[own]}”, counts." if own else "No answer is counted there."
    return f"This answer to scenario {number} came after the room had moved on. {stands}"
