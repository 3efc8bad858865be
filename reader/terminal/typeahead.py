"""Keys that come faster than they can be dealt with, kept in their order.

Textual hands a key to whatever has the focus when it comes in, and the key then climbs
from there to the application, task by task. Keys that come in one piece, as over a slow
line, would all go to the same widget: of `/chip` the list would get `chip`. So a key
waits until the one before has been dealt with.
"""

import asyncio
from collections import deque

from textual import events, on
from textual.app import App
from textual.driver import Driver
from textual.message import Message

#: Seconds after which a key counts as dealt with if nobody said so: its widget is gone.
_PATIENCE = 0.25


class _DealtWith(Message):
    """Climbs behind a key; where it comes out, the key has been everywhere it could."""

    second = False
    """Whether it climbs behind what the key's action has sent in its turn."""


class TypeAheadApp(App[None]):
    """An application that deals with one key, or one paste, after the other."""

    def __init__(self, driver: type[Driver] | None = None) -> None:
        super().__init__(driver)
        self._ahead: deque[events.Key | events.Paste] = deque()
        self._behind: _DealtWith | None = None
        self._patience: asyncio.TimerHandle | None = None

    def understood(self, event: events.Key | events.Paste) -> events.Key | events.Paste:
        """What to take this for, where the focus is when its turn comes."""
        return event

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait for the one before; everything else takes its way."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._ahead.append(event)
            if self._behind is None:
                await self._take_next()
        else:
            await super().on_event(event)

    async def _take_next(self) -> None:
        event = self._ahead.popleft()
        self._first = self.focused or self.screen
        await super().on_event(self.understood(event))
        self._follow(_DealtWith())

    def _follow(self, message: _DealtWith) -> None:
        self._behind = message
        self._first.post_message(message)
        loop = asyncio.get_running_loop()
        self._patience = loop.call_later(_PATIENCE, self.post_message, message)

    @on(_DealtWith)
    async def _dealt_with(self, message: _DealtWith) -> None:
        if message is not self._behind:
            return
        if self._patience is not None:
            self._patience.cancel()
        if not message.second and self._first.is_attached:
            # Actions run here, at the top; what they send begins below again.
            again = _DealtWith()
            again.second = True
            self._follow(again)
            return
        self._behind = None
        if self._ahead:
            await self._take_next()
