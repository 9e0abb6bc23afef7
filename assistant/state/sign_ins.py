"""Sign-in sessions, kept here and not in the browser: a random token opens one, until it ends or is revoked."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ForeignKey, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from assistant.state.accounts import Account, AccountRow, Now, account_of
from assistant.state.database import Base, State

IDLE_S = 20 * 3600
"""WCAG 2.2.1 asks for a warning before a limit that is shorter than 20 hours; the cookie goes with the browser."""
LONGEST_S = 7 * 24 * 3600
NOTED_EVERY_S = 60
"""A session's last use is written once a minute: a page asks for a dozen files."""


class SignInRow(Base):
    """`token` is the SHA-256 of what the browser holds; `grounds` the digest of the provider's rules, "" for none."""

    __tablename__ = "sign_ins"

    token: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("accounts.number", ondelete="CASCADE"), index=True)
    grounds: Mapped[str]
    created: Mapped[int]
    seen: Mapped[int]


@dataclass(frozen=True, slots=True)
class SignIns:
    """The sign-in sessions of a state database."""

    state: State
    now: Now = time.time

    def start(self, account: Account, grounds: str = "") -> str:
        """A new session; gives the token, 256 random bits, which is kept nowhere else."""
        token, now = secrets.token_urlsafe(32), int(self.now())
        with self.state.session() as session:
            session.execute(delete(SignInRow).where(SignInRow.created < now - LONGEST_S))
            session.execute(delete(SignInRow).where(SignInRow.seen < now - IDLE_S))
            session.add(SignInRow(token=digest(token), account=account.number, grounds=grounds, created=now, seen=now))
        return token

    def account(self, token: str, used: bool = True) -> Account | None:
        """The enabled account whose session the token opens, as it stands now; None once the session is over.

        `used` counts as use: a page that lies open and only looks whether the session holds keeps none alive.
        """
        now = int(self.now())
        found = select(SignInRow, AccountRow).join(AccountRow, AccountRow.number == SignInRow.account)
        with self.state.session() as session:
            pair = session.execute(found.where(SignInRow.token == digest(token))).one_or_none()
            if pair is None:
                return None
            entry, row = pair
            if row.disabled or now - entry.created >= LONGEST_S or now - entry.seen >= IDLE_S:
                return None
            if used and now - entry.seen >= NOTED_EVERY_S:
                session.execute(update(SignInRow).where(SignInRow.token == entry.token).values(seen=now))
            return account_of(row)

    def end(self, token: str) -> None:
        """Sign out."""
        with self.state.session() as session:
            session.execute(delete(SignInRow).where(SignInRow.token == digest(token)))

    def end_all(self, account: Account) -> None:
        """Sign an account out everywhere."""
        with self.state.session() as session:
            session.execute(delete(SignInRow).where(SignInRow.account == account.number))

    def end_other_grounds(self, grounds: frozenset[str]) -> None:
        """End the sessions that a provider's rules gave which are no longer among those in force."""
        with self.state.session() as session:
            session.execute(delete(SignInRow).where(SignInRow.grounds.not_in({"", *grounds})))


def digest(secret: str) -> str:
    """What is stored of a secret with 256 random bits: no salt and no stretching needed."""
    return sha256(secret.encode()).hexdigest()
