"""When garbage is not looked for."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Look for no garbage in cycles, in this process, until the end.

    What is read and indexed makes none, and the collector would look through all of it
    again and again: a fifteenth of what adding takes.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
