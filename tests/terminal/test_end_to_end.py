"""The whole way by keyboard: search, read side by side, highlight, export."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal.screen import PATIENCE, Screen, Size
from tests.terminal.tmux import Tmux

#: Leaves the alternate screen, shows the cursor, stops reporting the mouse.
RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?1006l")

#: "4/14": the hit the reader stands on (a dash for none), and how many there are.
_COUNTER = re.compile(r"([0-9]+|–)/([0-9]+) ·")

#: An exclamation mark in a pane's margin, beside the bar of the current passage.
_HIGHLIGHTED = re.compile("!(▏|▌)")


def hits(text: str) -> tuple[str, int]:
    """The number of the current hit and how many there are; 0 where they are not counted."""
    found = _COUNTER.search(text)
    return (found[1], int(found[2])) if found else ("", 0)


def search_two_open_highlight_export(terminal: Screen | Tmux) -> None:
    """What a reader types from the first key to the file, as ``~/kept.md``."""
    terminal.wait_for("ARTICLES")
    terminal.type("/čip")
    # Found through its Czech forms, another script and another spelling.
    terminal.wait_for(lambda text: "RESULTS" in text and "чипах" in text and "Chip" in text)
    terminal.type("\r")
    terminal.wait_for("o beside")
    terminal.type("\r")
    # On its best passage, which is a hit.
    one = hits(terminal.wait_for(lambda text: hits(text)[0].isdigit()))
    terminal.type("ojo")
    two = hits(terminal.wait_for(lambda text: hits(text)[1] > one[1]))
    terminal.type("n")
    terminal.wait_for(lambda text: hits(text) not in (two, ("", 0)))
    terminal.type("N")
    terminal.wait_for(lambda text: hits(text) == two)
    terminal.type("m")
    terminal.wait_for(lambda text: "highlighted" in text and _HIGHLIGHTED.search(text) is not None)
    terminal.type("e")
    terminal.wait_for("hexapla-highlights.md")
    terminal.type("\x15~/kept.md\r")  # Ctrl-U empties the box
    terminal.wait_for("written to")


def assert_kept(command: str, environment: Mapping[str, str], exported: Path) -> None:
    """The file and the command line tell of the one passage that was highlighted."""
    asked = subprocess.run(
        [command, "highlights", "--json"],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=PATIENCE,
    )
    (highlight,) = json.loads(asked.stdout)["highlights"]
    assert re.search("čip|chip|чип", highlight["quote"].lower())
    # Markdown may escape and fold what it quotes; words it leaves alone.
    words = exported.read_text("utf-8").replace(">", " ").split()
    quoted = highlight["quote"].split()
    assert any(words[at : at + 5] == quoted[:5] for at in range(len(words)))
    assert highlight["state"] == "anchored"


@pytest.mark.slow
def test_from_a_search_to_an_exported_file(
    command: str, environment: dict[str, str], home: Path
) -> None:
    with Screen([command], environment) as screen:
        search_two_open_highlight_export(screen)
        before = len(screen.output)
        screen.type("q")
        assert screen.wait_exit() == 0
        farewell = bytes(screen.output[before:])
    for sequence in RESTORED:
        assert sequence in farewell
    assert b"\x1b[?1049h" not in farewell
    assert b"\x1b[?25l" not in farewell.partition(b"\x1b[?1049l")[2]
    assert_kept(command, environment, home / "kept.md")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
@pytest.mark.parametrize("size", [Size(80, 24), Size(120, 40)], ids=["80x24", "120x40"])
def test_from_a_search_to_an_exported_file_in_tmux(
    size: Size, command: str, environment: dict[str, str], home: Path, tmp_path: Path
) -> None:
    with Tmux([command], environment, size, tmp_path) as tmux:
        search_two_open_highlight_export(tmux)
        tmux.type("q")
        assert tmux.wait_exit() == 0
        # What the application drew has gone with the alternate screen.
        assert "RESULTS" not in tmux.text
    assert_kept(command, environment, home / "kept.md")
