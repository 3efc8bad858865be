"""The one thread that talks to the archive, so that the screen never waits for it."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from index import Archive


T = TypeVar("T")
_Opener = Callable[[], "Archive"]
_Job = Callable[[_Opener], None]


class Finder:
    """An archive in a thread of its own.

    Threads: `ask` and `close` belong to the event loop's thread; what is asked runs in
    the archive's. Jobs run one after the other, in the order they were asked.
    Lifetime: the thread starts with the first question and ends after `close`. It is
    a daemon, so that leaving the application never waits for a long job.
    """

    def __init__(self, open_archive: _Opener) -> None:
        self._open = open_archive
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    async def ask(self, question: "Callable[[Archive], T]") -> T:
        """What a function gives when it is called with the archive, in its thread.

        Raises:
            HexaplaError: the archive cannot be opened, or the function raised it.
        """
        answer: Future[T] = Future()

        def job(archive: _Opener) -> None:
            if not answer.set_running_or_notify_cancel():
                return
            try:
                answer.set_result(question(archive()))
            except BaseException as error:  # it is raised where it was asked
                answer.set_exception(error)

        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="archive", daemon=True)
            self._thread.start()
        self._jobs.put(job)
        return await asyncio.wrap_future(answer)

    def close(self) -> None:
        """Give the archive back when the jobs before this are done; does not wait."""
        self._jobs.put(None)

    def _work(self) -> None:
        opened: list[Archive] = []

        def archive() -> "Archive":
            if not opened:
                opened.append(self._open())
            return opened[0]

        while (job := self._jobs.get()) is not None:
            job(archive)
        for one in opened:
            one.close()
