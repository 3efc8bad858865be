"""A real tmux with one window: types keys, reads the screen it shows."""

import re
import shlex
import subprocess
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from tests.terminal.screen import PATIENCE, Size

#: What the window says when the command is gone, before its exit code.
_WORDS = "the command ended with "
_ENDED = re.compile(rf"{_WORDS}[0-9]+")


class Tmux:
    """A command in a tmux server of its own. A context manager: both end with it.

    A socket name is never used twice, since a server that is still ending would be
    met again under it.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], size: Size, folder: Path
    ) -> None:
        self._socket = folder / f"{uuid.uuid4().hex[:8]}.tmux"
        self._environment = dict(environment)
        width, height = str(size.columns), str(size.rows)
        # As most people's tmux says it, for 256 colours.
        terminal = ["set-option", "-g", "default-terminal", "tmux-256color", ";"]
        # A shell outlives the command and says how it ended: tmux itself misses some ends.
        script = f"{shlex.join(command)}; echo '{_WORDS}'$?; cat"
        self._tmux(
            *("-f", "/dev/null", *terminal, "new-session", "-d", "-x", width, "-y", height),
            script,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._tmux("kill-server")

    @property
    def text(self) -> str:
        """What the screen shows."""
        return self._tmux("capture-pane", "-p")

    def type(self, keys: str) -> None:
        """Send keys as they would come from a keyboard."""
        self._tmux("send-keys", "-l", keys)

    def wait_for(self, condition: str | Callable[[str], bool], timeout: float = PATIENCE) -> str:
        """Look until the screen shows a text, or a condition on its text holds.

        Raises:
            AssertionError: it does not come in time; the message holds the screen.
        """
        holds = condition if callable(condition) else (lambda text: condition in text)
        end = time.monotonic() + timeout
        while not holds(shown := self.text):
            assert time.monotonic() < end, f"waited for {condition!r}; the screen is\n{shown}"
            time.sleep(0.05)
        return shown

    def wait_exit(self, timeout: float = PATIENCE) -> int:
        """Look until the command is gone; returns its exit code.

        Raises:
            AssertionError: it is still there when the time is over.
        """
        shown = self.wait_for(lambda text: _ENDED.search(text) is not None, timeout)
        return int(shown.rpartition(_WORDS)[2].split()[0])

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", str(self._socket), *words],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        return done.stdout
