"""A line that is slow: runs a command on a terminal of its own and carries what goes in
and out with a delay and at a rate.

    python -m bench.slowline ROUND_TRIP_MS BITS_PER_SECOND COMMAND...

Half of the round trip passes each way. What the command writes waits in a buffer as large
as an ssh channel's, so that an application that writes too much finds out too late.
"""

import fcntl
import os
import pty
import select
import sys
import termios
import time
import tty
from collections import deque
from dataclasses import dataclass, field

#: Bytes that are under way before the command has to wait: OpenSSH's channel is larger.
_WINDOW = 1 << 20

#: Seconds between two looks; a millisecond is 125 bytes at 1 Mbit/s.
_TICK = 0.001


@dataclass(slots=True)
class Way:
    """One direction: bytes with the moment at which each piece is out.

    `rate` is in bytes a second.
    """

    delay: float
    rate: float
    _pieces: deque[tuple[float, bytes]] = field(default_factory=deque)
    _free_at: float = 0.0
    waiting: int = 0

    def take(self, data: bytes) -> None:
        """Put bytes on their way."""
        for at in range(0, len(data), 1024):
            piece = data[at : at + 1024]
            self._free_at = max(self._free_at, time.monotonic()) + len(piece) / self.rate
            self._pieces.append((self._free_at + self.delay, piece))
            self.waiting += len(piece)

    def arrived(self) -> bytes:
        """What is out by now."""
        out = b""
        while self._pieces and self._pieces[0][0] <= time.monotonic():
            out += self._pieces.popleft()[1]
        self.waiting -= len(out)
        return out


def carry(command: list[str], round_trip: float, bits: float) -> int:
    """Run the command and carry until it ends; returns its exit status."""
    size = fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8)
    child, master = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        os.execvp(command[0], command)
    tty.setraw(0)
    fcntl.ioctl(master, termios.TIOCSWINSZ, size)
    inwards, outwards = (Way(round_trip / 2, bits / 8) for _ in range(2))
    is_open = True
    while is_open or outwards.waiting:
        wanted = [0, *([master] if is_open and outwards.waiting < _WINDOW else [])]
        ready, _, _ = select.select(wanted, [], [], _TICK)
        if 0 in ready:
            inwards.take(os.read(0, 65536))
        if master in ready:
            try:
                outwards.take(os.read(master, 65536))
            except OSError:  # Linux's way to say that the other end is closed
                is_open = False
        if is_open and (keys := inwards.arrived()):
            os.write(master, keys)
        if drawn := outwards.arrived():
            os.write(1, drawn)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(carry(sys.argv[3:], float(sys.argv[1]) / 1000, float(sys.argv[2])))
