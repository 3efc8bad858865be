"""Work of other processes, beside the application."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.sample import open_sample
from reader.chores import Chores
from reader.config import Launch

Start = Any


async def test_chores_are_done_one_after_the_other_and_say_how_it_went() -> None:
    assert await Chores([["--version"], ["--version"]]).run()
    assert not await Chores([["--no-such-option"]]).run()
    assert await Chores([]).run()


async def test_a_chore_is_stopped_and_no_other_begins() -> None:
    # It waits for its standard input to end, which is at its end at once; so it is short,
    # and what is tested is that nothing follows.
    chores = Chores([["--version"], ["--version"]])
    running = asyncio.ensure_future(chores.run())
    await asyncio.sleep(0)
    await chores.stop()
    assert not await running


@pytest.mark.slow
async def test_the_application_searches_without_what_is_not_made_yet_and_again_with_it(
    start: Start, launch: Launch, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    patient = replace(
        launch,
        open_archive=lambda: open_sample(tmp_path / "hexapla", wait_for_lexicon=False),
        chores=(("dictionaries", "--make"),),
    )
    async with start((120, 40), given=patient) as reader:
        await reader.search("delay")
        assert not reader.library.session.offers  # nobody knows yet that no article has it
        await reader.press("C")
        await reader.until(lambda: reader.sees("KI     "))
        # Installed dictionaries take their time, too.
        await reader.until(lambda: reader.library.session.results.total, patience=600)
        # What is AI in one language and KI in another is one fact, on the open screen too.
        await reader.until(lambda: not reader.sees("name    KI "))
