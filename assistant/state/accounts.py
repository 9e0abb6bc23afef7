"""Accounts: who may sign in, with which access; made on the command line, or by a provider that the school trusts."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import UniqueConstraint, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.errors import BadInput, UnknownName
from assistant.state.account_names import checked_name
from assistant.state.database import Base, State
from assistant.state.passwords import Passwords, require_good
from assistant.values import Access

Now = Callable[[], float]
"""The time in seconds since 1970, UTC."""
LOCAL_ISSUER = ""


class AccountRow(Base):
    """`issuer` and `subject` are the provider's; a local account has no issuer and its name as subject."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    name: Mapped[str] = mapped_column(index=True)
    password: Mapped[str]
    access: Mapped[str]
    disabled: Mapped[bool]
    created: Mapped[int]
    signed_in: Mapped[int | None]


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in. `issuer` is "" for an account with a password; times are seconds since 1970."""

    number: int
    name: str
    access: Access
    issuer: str = LOCAL_ISSUER
    disabled: bool = False
    created: int = 0
    signed_in: int | None = None


class Accounts:
    """The accounts of a state database."""

    def __init__(self, state: State, passwords: Passwords | None = None, now: Now = time.time) -> None:
        self._state = state
        self._passwords = passwords or Passwords()
        self._now = now

    def add(self, name: str, password: str, access: Access) -> Account:
        """A new account with a password. Raises BadInput for a name or password that won't do, or a name taken."""
        name = checked_name(name)
        require_good(password, name)
        row = self._row(LOCAL_ISSUER, name, name, access)
        row.password = self._passwords.hashed(password)
        try:
            with self._state.session() as session:
                session.add(row)
        except IntegrityError as error:
            raise _taken(name) from error
        return account_of(row)

    def require_free(self, name: str) -> None:
        """Raise BadInput for a name that won't do, or that a local account has."""
        name = checked_name(name)
        with self._state.session() as session:
            if _local(session, name):
                raise _taken(name)

    def from_provider(self, issuer: str, subject: str, name: str, access: Access) -> Account:
        """The account of a person whom a provider vouches for, made or brought up to date."""
        with self._state.session() as session:
            found = select(AccountRow).where(AccountRow.issuer == issuer, AccountRow.subject == subject)
            row = session.scalar(found)
            if row is None:
                row = self._row(issuer, subject, name, access)
                session.add(row)
            row.name, row.access, row.signed_in = name, access.value, int(self._now())
            session.flush()
            return account_of(row)

    def all(self) -> tuple[Account, ...]:
        """Every account, by name."""
        with self._state.session() as session:
            return tuple(account_of(row) for row in session.scalars(select(AccountRow).order_by(AccountRow.name)))

    def find(self, name: str) -> Account:
        """The account with this name or number. Raises UnknownName, or BadInput where two have the name."""
        with self._state.session() as session:
            return account_of(_found(session, name))

    def set_password(self, name: str, password: str) -> Account:
        """Give a local account another password. Raises BadInput or UnknownName."""
        with self._state.session() as session:
            row = _found(session, name)
            if row.issuer:
                raise BadInput(f"“{row.name}” signs in with {row.issuer}.", "Change the password there.")
            require_good(password, row.name)
            row.password = self._passwords.hashed(password)
            return account_of(row)

    def set_access(self, name: str, access: Access) -> Account:
        """Give a local account another access. Raises BadInput or UnknownName."""
        with self._state.session() as session:
            row = _found(session, name)
            if row.issuer:
                raise BadInput(
                    f"“{row.name}” signs in with {row.issuer}, which decides the access.", "Change sign-in.yaml."
                )
            row.access = access.value
            return account_of(row)

    def set_disabled(self, name: str, disabled: bool) -> Account:
        """Shut an account out, or let it in again. Raises UnknownName."""
        with self._state.session() as session:
            row = _found(session, name)
            row.disabled = disabled
            return account_of(row)

    def remove(self, name: str) -> Account:
        """Delete an account with its sessions. Raises UnknownName."""
        with self._state.session() as session:
            row = _found(session, name)
            session.delete(row)
            return account_of(row)

    def has_admin(self) -> bool:
        """Whether an administrator with a password could sign in."""
        admins = select(func.count()).where(
            AccountRow.access == Access.ADMIN.value, AccountRow.issuer == LOCAL_ISSUER, ~AccountRow.disabled
        )
        with self._state.session() as session:
            return bool(session.scalar(admins))

    def proven(self, name: str, password: str) -> Account | None:
        """The enabled local account that the password opens; the same work is done for a name nobody has."""
        with self._state.session() as session:
            row = _local(session, name.casefold())
            stored = row.password if row else ""
        if not self._passwords.matches(stored, password) or row is None or row.disabled:
            return None
        fresh = self._passwords.hashed(password) if self._passwords.outdated(stored) else stored
        with self._state.session() as session:
            current = _local(session, name.casefold())
            if current is None or current.password != stored or current.disabled:
                return None
            current.password, current.signed_in = fresh, int(self._now())
            return account_of(current)

    def _row(self, issuer: str, subject: str, name: str, access: Access) -> AccountRow:
        return AccountRow(
            issuer=issuer,
            subject=subject,
            name=name,
            password="",
            access=access.value,
            disabled=False,
            created=int(self._now()),
            signed_in=None,
        )


def _taken(name: str) -> BadInput:
    return BadInput(
        f"There is an account “{name}” already.", "Choose another name, or set its password or access instead."
    )


def account_of(row: AccountRow) -> Account:
    """The row as a value, without its password."""
    return Account(row.number, row.name, Access(row.access), row.issuer, row.disabled, row.created, row.signed_in)


def _local(session: Session, name: str) -> AccountRow | None:
    return session.scalar(select(AccountRow).where(AccountRow.issuer == LOCAL_ISSUER, AccountRow.subject == name))


def _found(session: Session, name: str) -> AccountRow:
    wanted = AccountRow.number == int(name) if name.isdecimal() else AccountRow.name == name.casefold()
    rows = session.scalars(select(AccountRow).where(wanted)).all()
    if not rows:
        raise UnknownName(f"There is no account “{name}”.", "List them with: policy-assistant account list")
    if len(rows) > 1:
        numbers = ", ".join(str(row.number) for row in rows)
        raise BadInput(f"Several accounts are called “{name}”.", f"Give the number instead: {numbers}.")
    return rows[0]
