"""Every engine there is, for tests that ask all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import engines
from index.engines import Engine, EngineType


@pytest.fixture(params=engines.names())
def kind(request: pytest.FixtureRequest) -> EngineType:
    return engines.load(request.param)


@pytest.fixture
def engine(kind: EngineType, tmp_path: Path) -> Iterator[Engine]:
    made = kind.create(tmp_path / "index")
    yield made
    made.close()
