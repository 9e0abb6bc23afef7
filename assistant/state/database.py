"""The state database: what people add (feedback, accounts, sessions) and files can't rebuild; SQLAlchemy's home."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import StaticPool

from assistant.errors import DataFolderError

NAME = "state.sqlite"
WAIT_MS = 5_000
"""How long one writer waits for another before it gives up."""


class Base(DeclarativeBase):
    """The tables' common ancestor; each module of this room declares its own."""


class State:
    """One database, opened: hand out sessions that commit when their block ends well."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        with _told(self.place):
            Base.metadata.create_all(engine)

    @classmethod
    def open(cls, data: Path) -> State:
        """The database of a data folder, made when it is not there. Raises DataFolderError."""
        path = data / NAME
        if not data.is_dir():
            raise DataFolderError(f"There is no data folder at {data}.", "Add a policy first, or name another folder.")
        return cls.at(f"sqlite:///{path}")

    @classmethod
    def at(cls, url: str) -> State:
        """The database at an SQLAlchemy URL. Raises DataFolderError."""
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _careful)
        return cls(engine)

    @classmethod
    def in_memory(cls) -> State:
        """A database that is gone with the process: for tests."""
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        event.listen(engine, "connect", _careful)
        return cls(engine)

    @property
    def place(self) -> str:
        """Where the database is, without a password."""
        return self._engine.url.render_as_string(hide_password=True)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session: committed when the block ends, rolled back when it raises. Raises DataFolderError."""
        with _told(self.place), Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


@contextmanager
def _told(place: str) -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        if error.__class__.__name__ == "IntegrityError":  # the caller's to explain: a name taken, an answer given twice
            raise
        raise DataFolderError(
            f"The state database {place} can't be used ({error.orig}).",
            "Check the disk and the permissions of the data folder; another program may hold it open.",
        ) from error


def _careful(connection: Any, _record: object) -> None:
    """Readers beside one writer, a patient writer, and references that hold."""
    for pragma in ("journal_mode = WAL", f"busy_timeout = {WAIT_MS}", "foreign_keys = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
