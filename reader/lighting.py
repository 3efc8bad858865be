"""Which passages are lit as counterparts: transitions of the session, no Textual."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.columns import Mark
from reader.session import Session

if TYPE_CHECKING:
    from index.model import Pair


def unlit(session: Session) -> Session:
    """No counterpart is lit."""
    session = replace(session, lit_from=None)
    for column in session.columns:
        session = session.marked(column.article.id, "counterpart", ())
    return session


def lit(session: Session) -> tuple[Session, dict[int, Pair]]:
    """The counterparts of the passage the reader stands on are lit, and it too.

    Returns:
        The session, and by the number of a column the passage here and there.
    """
    if session.place is None:
        return session, {}
    name, n = session.place
    found = {
        number: pair
        for number, column in enumerate(session.columns)
        if number != session.active and (pair := session.links.of(name, n, column.article.id))
    }
    after = replace(unlit(session), lit_from=session.place if found else None)
    passages = {number: pair.right for number, pair in found.items()}
    if found:
        passages[session.active] = n
    for number, passage in passages.items():
        article = session.columns[number].article
        mark = Mark(passage, 0, len(article.passages[passage - 1].text), "counterpart")
        after = after.marked(article.id, "counterpart", [mark])
    return after, found
