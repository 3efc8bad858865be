"""What a start does not load before its first frame."""

import subprocess
import sys

#: Modules that are ours, and what others need that the first frame can do without.
_LATER = (
    *("index.model", "index.archive", "sqlite3", "numpy", "whoosh", "babel", "simplemma"),
    *("tomllib", "secrets", "reader.writing", "reader.panes._head"),
)


def test_the_first_frame_loads_nothing_that_it_does_not_draw() -> None:
    script = "import sys, reader.cli._app, reader.app; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert not set(done.stdout.split()) & {*_LATER}
