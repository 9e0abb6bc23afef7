"""The state database: what people add (feedback, accounts, sessions) and files can't rebuild; SQLAlchemy's home."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import StaticPool

from assistant.errors import DataFolderError

NAME = "state.sqlite"
WAIT_MS = 5_000
"""How long one writer waits for another before it gives up."""
PRAGMAS = (
    f"busy_timeout = {WAIT_MS}",
    "journal_mode = WAL",
    "foreign_keys = ON",
    "synchronous = NORMAL",
    "secure_delete = ON",
)


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
        with suppress(OSError):  # what can't be made here, SQLite says in its own words below
            path.touch(mode=0o600)  # for its owner alone: there are accounts and names in it
        return cls.at(f"sqlite:///{path}")

    @classmethod
    def at(cls, url: str) -> State:
        """The database at an SQLAlchemy URL. Raises DataFolderError."""
        engine = create_engine(url, hide_parameters=True)  # names and words of people would stand in the log
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _careful)
        return cls(engine)

    @classmethod
    def in_memory(cls) -> State:
        """A database that is gone with the process: for tests."""
        threads = {"check_same_thread": False}
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args=threads, hide_parameters=True)
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

    def compact(self) -> None:
        """Give back the room of deleted rows: their bytes are then in no file, the log beside it included.

        Raises DataFolderError. A database in memory, or of another kind than SQLite, is left to itself.
        """
        if self._engine.dialect.name != "sqlite" or not self._engine.url.database:
            return
        with _told(self.place), self._engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.execute(text("VACUUM"))
            alone.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def faults(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file, none when it is sound. Raises DataFolderError."""
        if self._engine.dialect.name != "sqlite":
            return ()
        with self.session() as session:
            found = session.scalars(text("PRAGMA integrity_check")).all()
        return tuple(str(each) for each in found if each != "ok")

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
    """A patient writer, readers beside it, references that hold, and zeros where something was deleted."""
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
