"""Visits to a provider under way: what was asked of it, kept until it answers, once, within ten minutes."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Mapped, mapped_column

from assistant.state.accounts import Now
from assistant.state.database import Base, State
from assistant.state.sign_ins import digest

LONGEST_S = 600


class VisitRow(Base):
    """`state` and `browser` are digests of what the provider hands back and of what the browser's cookie holds."""

    __tablename__ = "provider_visits"

    state: Mapped[str] = mapped_column(primary_key=True)
    browser: Mapped[str]
    provider: Mapped[str]
    nonce: Mapped[str]
    verifier: Mapped[str]
    wanted: Mapped[str]
    at: Mapped[int] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Visit:
    """What a provider was asked; `verifier` is PKCE's, `wanted` the path to go to in the end."""

    provider: str
    nonce: str
    verifier: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Visits:
    """The visits of a state database."""

    state: State
    now: Now = time.time

    def begin(self, provider: str, wanted: str) -> tuple[Visit, str, str]:
        """A visit with its state for the provider and its secret for the browser's cookie."""
        visit = Visit(provider, secrets.token_urlsafe(32), secrets.token_urlsafe(48), wanted)
        state, browser, now = secrets.token_urlsafe(32), secrets.token_urlsafe(32), int(self.now())
        row = VisitRow(state=digest(state), browser=digest(browser), provider=provider, at=now)
        row.nonce, row.verifier, row.wanted = visit.nonce, visit.verifier, wanted
        with self.state.session() as session:
            session.execute(delete(VisitRow).where(VisitRow.at <= now - LONGEST_S))
            session.add(row)
        return visit, state, browser

    def end(self, state: str, browser: str) -> Visit | None:
        """The visit that both belong to; None for one that is over, unknown, or another browser's."""
        with self.state.session() as session:
            taken = delete(VisitRow).where(VisitRow.state == digest(state)).returning(VisitRow)
            row = session.scalars(taken).one_or_none()
            if row is None or row.browser != digest(browser) or self.now() - row.at >= LONGEST_S:
                return None
            return Visit(row.provider, row.nonce, row.verifier, row.wanted)
