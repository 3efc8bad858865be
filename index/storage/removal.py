"""Taking articles out of a store for good: the only thing that deletes."""

from collections.abc import Iterable

from index.model import ArticleSummary
from index.storage.origins import Origins
from index.storage.sightings import Sightings
from index.storage.store import Store
from index.system.database import reported


def remove(store: Store, ids: Iterable[str]) -> tuple[ArticleSummary, ...]:
    """Delete articles by their whole ids; see `Archive.remove`."""
    removed = []
    with reported(store.path), store.transaction():
        connection = store.connection
        sightings = Sightings(connection, Origins(connection))
        for article_id in dict.fromkeys(ids):
            stored = store.get(article_id)
            sightings.dismiss(stored.key)
            connection.execute(
                "INSERT OR REPLACE INTO removed VALUES (?, ?)",
                (stored.key, store.last_change() + 1),
            )
            connection.execute("DELETE FROM article WHERE key = ?", (stored.key,))
            removed.append(stored.article)
    return tuple(removed)
