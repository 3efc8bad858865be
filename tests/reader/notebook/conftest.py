"""An article to keep passages of, and a notebook with a clock that ticks."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.model import Article, Passage
from reader.notebook.notebook import Notebook

NOON = datetime(2026, 5, 1, 12, 0, 0, 250_000, tzinfo=UTC)
LEAD = "Запуск DeepSeek R2 відкладено, бо навчання моделі на чипах Huawei не вдалося."


def article(*texts: str, key: str = "seed-001", revision: str = "r1") -> Article:
    return Article(
        id=key,
        title="DeepSeek",
        title_derived=False,
        lang="uk",
        source="double.news",
        date="2025-08-14",
        date_from="text",
        url="https://double.news/a",
        revision=revision,
        passages=tuple(Passage(n, "body", text) for n, text in enumerate(texts, 1)),
    )


SEED = article("Заголовок", LEAD)


def ticking(start: datetime = NOON) -> Callable[[], datetime]:
    times = iter(start + timedelta(seconds=n) for n in range(1000))
    return lambda: next(times)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notebook.sqlite"


@pytest.fixture
def notebook(path: Path) -> Iterator[Notebook]:
    with Notebook.open(path, now=ticking(), patience=0.1) as opened:
        yield opened
