"""Who gets in and who is shown out: accounts, their sessions and failed attempts, kept in step with one another."""

from __future__ import annotations

import time
from dataclasses import dataclass

from assistant.errors import AssistantError, BadInput
from assistant.state.accounts import Account, Accounts, Now
from assistant.state.database import State
from assistant.state.failures import Failures, Tried, Wait
from assistant.state.passwords import Passwords
from assistant.state.sign_ins import SignIns
from assistant.values import Access

TOLD = {
    Tried.HERE: "Too many attempts to sign in with this name have failed from this network.",
    Tried.NETWORK: "Too many attempts to sign in from this network have failed.",
    Tried.NAME: "Too many attempts to sign in with this name have failed, from many networks.",
}


class NotAdmitted(AssistantError):
    """The name and password open no account; which of the two is wrong is not told."""


class LockedOut(AssistantError):
    """Too many attempts failed: with this name from here, from here with any name, or with it from everywhere.

    A name that nobody has is told the same.
    """

    def __init__(self, wait: Wait) -> None:
        self.wait_s = max(1, round(wait.seconds))
        minutes = -(-self.wait_s // 60)
        helped = "" if wait.tried is Tried.NETWORK else ", or ask an administrator to unlock it"
        super().__init__(TOLD[wait.tried], f"Try again in {minutes} minute{'s' if minutes > 1 else ''}{helped}.")


@dataclass(frozen=True, slots=True)
class Admission:
    """Sign in, sign out, and what ends a session."""

    accounts: Accounts
    sessions: SignIns
    failures: Failures

    @classmethod
    def over(cls, state: State, passwords: Passwords | None = None, now: Now = time.time) -> Admission:
        """Admission by the accounts of a state database."""
        return cls(Accounts(state, passwords, now), SignIns(state, now), Failures(state, now))

    def enter(self, name: str, password: str, network: str = "") -> str:
        """The token of a new session; `network` is where its person comes from. Raises NotAdmitted or LockedOut."""
        return self.sessions.start(self.prove(name, password, network))

    def prove(self, name: str, password: str, network: str = "") -> Account:
        """The account that the name and password open. Raises NotAdmitted or LockedOut."""
        wait = self.failures.note(name, network)
        if wait:
            raise LockedOut(wait)
        account = self.accounts.proven(name.strip(), password)
        if account is None:
            raise NotAdmitted(
                "The name and the password don't belong together.", "Check both, capital letters included."
            )
        self.failures.welcome(name, network)
        return account

    def enter_from(self, issuer: str, subject: str, name: str, access: Access, grounds: str) -> str:
        """The token of a new session for a person whom a provider vouches for. Raises NotAdmitted."""
        account = self.accounts.from_provider(issuer, subject, name, access)
        if account.disabled:
            raise NotAdmitted("This account has been disabled.", "Ask an administrator to enable it.")
        return self.sessions.start(account, grounds)

    def change_password(self, account: Account, old: str, new: str, network: str = "") -> str:
        """Change one's own password: every session ends, and a new one's token is given.

        Raises NotAdmitted or LockedOut where the old one is wrong, BadInput where the new one won't do.
        """
        if account.issuer:
            raise BadInput(f"This account signs in with {account.issuer}.", "Change the password there.")
        self.prove(account.name, old, network)
        if new == old:
            raise BadInput("The new password is the old one.", "Choose another.")
        self.set_password(str(account.number), new)
        return self.sessions.start(account)

    def set_password(self, name: str, password: str) -> Account:
        """Set an account's password, unlock it, and end its sessions. Raises BadInput or UnknownName."""
        account = self.accounts.set_password(name, password)
        self.sessions.end_all(account)
        self.failures.forget(account.name)
        return account

    def disable(self, name: str) -> Account:
        """Shut an account out and end its sessions. Raises UnknownName or BadInput."""
        account = self.accounts.set_disabled(name, True)
        self.sessions.end_all(account)
        return account

    def unlock(self, name: str) -> Account:
        """Forget the failed attempts of an account. Raises UnknownName or BadInput."""
        account = self.accounts.find(name)
        self.failures.forget(account.name)
        return account
