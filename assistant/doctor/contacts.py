"""Whether an organisation's safeguarding lead and office can be reached: without them nobody is helped (S1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.doctor.findings import Finding, Level
from assistant.values import Contact, Organisation

# What stands where no person is named: the role, or a place kept free.
ROLE = re.compile(
    r"the|an?|our|of|for|and|at|school|academy|college|trust|provision|designated|deputy|lead|safeguarding|person|officer|"
    r"child|protection|head|teacher|headteacher|office|contact|d?dsl|dsp|name|somebody|someone|staff|member|"
    r"tb[acd]|todo|to|be|confirmed|appointed|none|na?|unknown|xxx"
)
RUN = re.compile(r"\+?[\d()./\s\u00a0–-]{10,}")
EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}")
WHOLE_LEAD = 'Give the person\'s name, phone and e-mail: `safeguarding_lead: {name: …, phone: "…", email: …}`.'
FEWEST_DIGITS, MOST_DIGITS = 10, 15
# The numbers that Ofcom keeps for films and plays, and the names that RFC 2606 keeps for examples.
INVENTED_PHONE = re.compile(r"(?:0|44)(?:1632960|2079460|7700900|11[3-8]4960|1[2-6]14960|1914980)\d{3}$")
INVENTED_EMAIL = re.compile(r"[@.](?:example(?:\.(?:com|net|org))?|test|invalid)$", re.I)


def contacts(organisation: Organisation) -> Iterator[Finding]:
    """What stands in the way of reaching the safeguarding lead or the office."""
    lead, office, slug = organisation.safeguarding_lead, organisation.office, organisation.slug
    yield from _lead(lead, f"{slug}: safeguarding_lead")
    if not office.phone and not office.email:
        yield _error(
            f"{slug}: office",
            "The office has neither a phone number nor an e-mail address, and unanswered questions point to it.",
            'Give it as `office: {name: the school office, phone: "…", email: …}`.',
        )
    yield from _malformed(office, f"{slug}: office")
    if any(_invented(contact) for contact in (lead, office)):
        yield Finding(
            Level.NOTE,
            f"{slug}: contacts",
            "The contact details are invented ones, as in the sample policies: nobody answers there.",
            "Put in your own before anybody relies on them.",
        )


def _lead(lead: Contact, where: str) -> Iterator[Finding]:
    if not names_somebody(lead.name):
        yield _error(where, "No safeguarding lead is named.", WHOLE_LEAD)
        if not (lead.phone or lead.email):
            return
    if not lead.phone:
        yield _error(where, "The safeguarding lead has no phone number.", "Give it as `phone`, in quotes.")
    if not lead.email:
        yield _error(where, "The safeguarding lead has no e-mail address.", "Give it as `email`.")
    yield from _malformed(lead, where)


def _malformed(contact: Contact, where: str) -> Iterator[Finding]:
    if contact.phone and not is_phone(contact.phone):
        yield _error(
            f"{where}: phone",
            f"“{contact.phone}” is not a phone number that can be rung from outside.",
            "Write the whole number with its area code, in quotes.",
        )
    if contact.email and not is_email(contact.email):
        yield _error(f"{where}: email", f"“{contact.email}” is not an e-mail address.", "Write one, as name@school.uk.")


def names_somebody(name: str) -> bool:
    """Whether more than a role or a place kept free is named."""
    return any(not ROLE.fullmatch(word) for word in re.findall(r"[^\W\d_]+", name.casefold()))


def is_phone(phone: str) -> bool:
    """Whether a whole telephone number stands in it, whatever is said beside it ("ext. 12")."""
    runs = (len(re.sub(r"\D", "", run)) for run in RUN.findall(phone))
    return any(FEWEST_DIGITS <= digits <= MOST_DIGITS for digits in runs)


def is_email(email: str) -> bool:
    """Whether it is one e-mail address."""
    return bool(EMAIL.fullmatch(email))


def _invented(contact: Contact) -> bool:
    digits = re.sub(r"\D", "", contact.phone)
    return bool(INVENTED_PHONE.match(digits) or INVENTED_EMAIL.search(contact.email))


def _error(where: str, problem: str, remedy: str) -> Finding:
    return Finding(Level.ERROR, where, problem, remedy)
