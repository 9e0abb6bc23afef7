"""What a page says first: what was done just now, as the address that a form led to tells it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from assistant.scenarios.values import ScenarioSet


@dataclass(frozen=True, slots=True)
class Message:
    """What a page says first: what was done, or (`problem`) what could not be; `restore` can be put back (an id)."""

    text: str = ""
    remedy: str = ""
    problem: bool = False
    restore: str = ""


NOTHING = Message()
LISTED = {"yes": "The set stands in the list for self-study.", "no": "The set was taken off the list for self-study."}


def told(request: Request, prepared: ScenarioSet) -> Message:
    """What was done just now, as the address that a form led to says it; anything else in it is left unsaid."""
    query = request.query_params
    places = {scenario.id: place for place, scenario in enumerate(prepared.scenarios, 1)}
    if query.get("dropped"):
        return Message("The scenario was taken out of the set.", restore=query["dropped"])
    if query.get("moved") in places:
        return Message(f"Moved: it is number {places[query['moved']]} of {len(places)} now.")
    if query.get("saved") in places:
        return Message(f"Scenario {places[query['saved']]} was saved.")
    if query.get("tempted") in places:
        held = "another clause that tempts now" if query.get("way") == "other" else "no clause that tempts now"
        return Message(f"Scenario {places[query['tempted']]} has {held}.")
    if query.get("offered") in LISTED:
        return Message(LISTED[query["offered"]])
    if query.get("named"):
        return Message("The set has its new name.")
    return _told_of_drawing(query.get("drawn", ""), query.get("of", ""))


def moved(request: Request) -> tuple[str, str]:
    """The scenario that was moved or changed just now, and the button to go on from: focus stays with it."""
    query = request.query_params
    if "tempted" in query:
        return query["tempted"], query.get("way", "")
    return (query["moved"], query.get("way", "")) if "moved" in query else (query.get("saved", ""), "saved")


def _told_of_drawing(drawn: str, of: str) -> Message:
    if not (drawn.isascii() and drawn.isdigit()):
        return NOTHING
    if drawn == "0":
        return Message("There are no other questions for that choice.", "Write scenarios of your own, or add topics.")
    said = f"{drawn} scenario{'' if drawn == '1' else 's'} drawn."
    if of.isascii() and of.isdigit() and int(drawn[:4]) < int(of[:4]):
        return Message(said, f"There were no more for that choice, though {of} were asked for.")
    return Message(said)
