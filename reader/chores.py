"""Work that takes long, done by processes of their own while the reader reads."""

import asyncio
import os
from collections.abc import Sequence
from contextlib import suppress

from index.system.beside import command

#: The lowest priority but a little: whoever reads comes first, on a shared host too.
_NICENESS = 15

#: Seconds that leaving the application waits for the end of a chore.
_PATIENCE = 0.5


class Chores:
    """Command lines of this program, one after the other, heard and seen by nobody.

    What they make is in the cache or beside the archive, whole or not at all, so that they
    may be stopped at any moment; and they end when this process does, even if it is killed.
    Threads: the event loop's.
    """

    def __init__(self, commands: Sequence[Sequence[str]]) -> None:
        self._commands = commands
        self._running: asyncio.subprocess.Process | None = None
        self._stopped = False

    async def run(self) -> bool:
        """Do all of them; whether every one went well."""
        went_well = True
        for words in self._commands:
            if self._stopped:
                return False
            went_well = await self._done(words) and went_well
        return went_well

    async def _done(self, words: Sequence[str]) -> bool:
        nothing = asyncio.subprocess.DEVNULL
        try:
            process = await asyncio.create_subprocess_exec(
                *command("reader", *words),
                stdin=asyncio.subprocess.PIPE,  # never written to, see `command`
                stdout=nothing,
                stderr=nothing,
            )
        except OSError:  # no more processes for this account: it is only a chore
            return False
        self._running = process
        with suppress(OSError):  # it has ended already
            os.setpriority(os.PRIO_PROCESS, process.pid, _NICENESS)
            if self._stopped:  # while it was being started
                process.terminate()
        code = await process.wait()
        self._running = None
        return code == 0

    async def stop(self) -> None:
        """Begin nothing more, and end what is running; what does not end at once ends later."""
        self._stopped = True
        if self._running is not None:
            with suppress(ProcessLookupError):
                self._running.terminate()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._running.wait(), _PATIENCE)
