"""What other processes do to the archive, noticed while the reader reads."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from index.errors import HexaplaError
from reader.i18n import ngettext
from reader.screens import questions
from reader.screens.base import SessionScreen
from reader.screens.over import OverScreen

if TYPE_CHECKING:
    from index.model import Standing
    from reader.config import Launch

#: Seconds between two looks whether another process changed the archive.
FOLLOW = 4.0

#: Seconds between two looks whether something that takes long is done.
CHORE = 2.0


class FollowingScreen(SessionScreen):
    """Has made what takes long, and lists what was added meanwhile."""

    standing: Standing | None = None
    """How far the archive had come when it was listed."""
    notice: str | None = None
    """What the archive said last of its own trouble."""
    settling = False
    """Whether Enter was pressed in the box and its answer has not come yet."""

    def __init__(self, launch: Launch) -> None:
        super().__init__(launch)
        self.making = bool(launch.chores)
        """Whether the words of other languages, or stories, are being made, or may have to be."""

    def ask_again(self) -> None:
        """The answer to what is asked may be another one now."""
        raise NotImplementedError

    def follow(self) -> None:
        """Look again from time to time."""
        self.set_interval(FOLLOW, self.look_again)

    @work(group="chores")
    async def do_chores(self) -> None:
        """Have made, beside, what takes long; ask again as soon as some of it is there."""
        if not self.launch.chores:
            return
        with suppress(HexaplaError):
            left = await self.finder.ask(questions.chores)
            working = asyncio.ensure_future(self.chores.run()) if left else None
            while working is not None and not working.done():
                await asyncio.wait([working], timeout=CHORE)
                before, left = left, await self.finder.ask(questions.chores)
                if left != before and not working.done():
                    self._ask_what_is_asked()
        self.making = False
        self._ask_what_is_asked()

    def _ask_what_is_asked(self) -> None:
        if not self.session.question.is_blank:
            self.ask_again()
        for screen in self.app.screen_stack:
            if isinstance(screen, OverScreen):
                screen.look_again()

    @work(group="news", exclusive=True)
    async def look_again(self) -> None:
        """Notice what another process did to the archive, and list it."""
        if self.standing is None or self.settling:
            return
        with suppress(HexaplaError):  # the next search says what is wrong
            seen, notice = await self.finder.ask(partial(questions.news, since=self.standing))
            if not self.app.is_running:
                return
            if notice and notice != self.notice:
                self.say(notice)
            self.notice = notice
            if seen is not None:
                self.standing, self.holdings = seen.standing, seen.holdings
                self._relist(seen.added)

    def _relist(self, added: int) -> None:
        """List the archive as it is now; the reader stays where they are."""
        self.become(self.session.over([each.code for each in self.holdings.languages]))
        self.desk.fill(self.session, self.holdings, self.limit, again=True)
        if added:
            new = ngettext("{n} new article", "{n} new articles", added)
            self.say(new.format(n=added))
        self.ask_again()
