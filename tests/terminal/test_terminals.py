"""Every kind of terminal, and what a line does to keys and sizes."""

import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.terminal.screen import Screen, Size

pytestmark = pytest.mark.slow

#: SGR parameters by the number of colours they take.
_256 = re.compile(rb"\x1b\[[0-9;]*[34]8;5;[0-9;]*m")
_TRUE = re.compile(rb"\x1b\[[0-9;]*[34]8;2;[0-9;]*m")

#: Parameters that name any colour, grey and the terminal's own included.
_COLOURED = re.compile(rb"\x1b\[(?:[0-9]+;)*(?:[349][0-9]|10[0-7])(?:;[0-9]+)*m")

#: What xterm and its heirs know and a VT100, the Linux console and GNU screen do not.
_KITTY, _MOUSE, _ASKED, _POINTER = b"\x1b[>25u", b"\x1b[?1003h", b"$p", b"\x1b]22;"

#: Sizes of a storm; what each costs is told by `bench.terminal`.
_RESIZES = 200

#: Kilobytes that the process may grow by meanwhile: what is read at a time is a line's worth.
_PASTE_MEMORY = 32_000


@contextmanager
def started(command: str, environment: dict[str, str], *words: str) -> Iterator[Screen]:
    with Screen([command, *words], environment) as screen:
        screen.wait_for("ARTICLES")
        screen.settle()
        yield screen


def calm(screen: Screen) -> str:
    """The first picture, without a message in the last row but one, which would go by itself."""
    return screen.wait_for(lambda text: text.split("\n")[-2].strip() == "passage 1 of 12")


def begins(written: str) -> Callable[[str], bool]:
    return lambda text: text.startswith(written)


def most_held(screen: Screen) -> int:
    """Kilobytes that the process held at most so far."""
    status = Path(f"/proc/{screen.pid}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line)


def leave(screen: Screen) -> None:
    screen.type("\x1b")
    screen.settle()
    screen.type("q")
    assert screen.wait_exit() == 0


@pytest.mark.parametrize(
    ("term", "colours", "unknown"),
    [
        ("xterm-256color", 256, ()),
        ("tmux-256color", 256, ()),
        ("xterm-kitty", 256, ()),
        ("screen", 16, (_KITTY, _ASKED, _POINTER)),
        ("linux", 16, (_KITTY, _MOUSE, _ASKED, _POINTER)),
        ("vt100", 16, (_KITTY, _MOUSE, _ASKED, _POINTER)),
    ],
)
@pytest.mark.parametrize("flags", [(), ("--low-bandwidth",)], ids=["usual", "sparing"])
def test_a_terminal_gets_the_colours_and_sequences_that_it_knows(
    term: str,
    colours: int,
    unknown: tuple[bytes, ...],
    *,
    flags: tuple[str, ...],
    command: str,
    environment: dict[str, str],
) -> None:
    with started(command, {**environment, "TERM": term}, *flags) as screen:
        screen.type("/čip\r")
        screen.wait_for("Chip")
        leave(screen)
        output = bytes(screen.output)
    assert not _TRUE.search(output)
    # Few bytes mean the terminal's own sixteen colours.
    assert bool(_256.search(output)) == (colours == 256 and not flags)
    for sequence in unknown:
        assert sequence not in output
    if not unknown:
        assert _KITTY in output
        assert _MOUSE in output


@pytest.mark.parametrize(
    ("changes", "pattern", "there"),
    [
        ({"COLORTERM": "truecolor"}, _TRUE, True),
        ({"COLORTERM": ""}, _256, True),
        ({"NO_COLOR": "1"}, _COLOURED, False),
        ({"LANG": "C"}, re.compile("чип|українська|Ukrainian".encode()), True),
        ({"LANG": "C", "PYTHONIOENCODING": "latin-1"}, re.compile("▌".encode()), True),
    ],
    ids=["truecolor", "no COLORTERM", "NO_COLOR", "LANG=C", "latin-1"],
)
def test_what_the_environment_says_is_heard(
    changes: dict[str, str],
    pattern: "re.Pattern[bytes]",
    there: bool,
    command: str,
    environment: dict[str, str],
) -> None:
    with started(command, {**environment, **changes}) as screen:
        leave(screen)
        assert bool(pattern.search(bytes(screen.output))) == there


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_no_screen_is_refused_with_advice(
    term: str, command: str, environment: dict[str, str]
) -> None:
    with Screen([command], {**environment, "TERM": term}) as screen:
        assert screen.wait_exit() == 2
        assert "TERM=xterm-256color" in screen.text
        assert b"\x1b[?1049h" not in screen.output


def test_too_small_says_so_and_recovers(command: str, environment: dict[str, str]) -> None:
    with started(command, environment) as screen:
        screen.resize(Size(39, 9))
        screen.wait_for("too small: 40x10")
        screen.resize(Size(40, 10))
        screen.wait_for(lambda text: "too small" not in text and "ARTICLES" in text)
        screen.resize(Size(120, 40))
        screen.wait_for("SOURCES")
        leave(screen)


def test_a_storm_of_resizes_ends_in_the_right_picture(
    command: str, environment: dict[str, str]
) -> None:
    with started(command, environment) as screen:
        picture = calm(screen)
        for number in range(_RESIZES):
            screen.resize(Size(60 + number % 80, 15 + number % 30))
            screen.settle(0.005, timeout=0.01)
        screen.resize(Size(120, 40))
        screen.wait_for(lambda text: text == picture)
        screen.settle(0.5)
        assert screen.text == picture
        leave(screen)


def test_what_a_moment_of_another_size_took_is_drawn_again(
    command: str, environment: dict[str, str]
) -> None:
    with started(command, environment) as screen:
        picture = calm(screen)
        # Two changes at once: the application sees only that it has the size it had.
        screen.resize(Size(50, 12))
        screen.resize(Size(120, 40))
        assert screen.text != picture
        screen.wait_for(lambda text: text == picture)
        leave(screen)


def test_escape_alone_does_not_swallow_the_next_key(
    command: str, environment: dict[str, str]
) -> None:
    with started(command, environment) as screen:
        # Over a slow line the two come in one piece, as Alt and a key would.
        screen.type("/chip")
        screen.wait_for("RESULTS")
        screen.type("\x1b?")
        screen.wait_for("KEYS")
        screen.type("\x1bq")
        assert screen.wait_exit() == 0


def test_a_key_torn_in_two_is_one_key(command: str, environment: dict[str, str]) -> None:
    with started(command, environment) as screen:
        screen.type("/")
        screen.settle()
        for number in range(3):
            for piece in ("a", "b", "\x1b[", "D"):  # Left, torn
                screen.type(piece)
                time.sleep(0.05)
            half = number + 1
            screen.wait_for(begins(f" / {'a' * half}{'b' * half} "))
        screen.type("\x11")
        assert screen.wait_exit() == 0


def test_a_novel_in_the_clipboard_is_cut(command: str, environment: dict[str, str]) -> None:
    novel = "chip " * 200_000 + "\nand another line"
    with started(command, environment) as screen:
        screen.type("/")
        screen.settle()
        held = most_held(screen)
        screen.type("\x1b[200~")
        for at in range(0, len(novel), 4096):
            screen.type(novel[at : at + 4096])
        screen.type("\x1b[201~")
        screen.wait_for(lambda text: "chip chip chip" in text.split("\n")[0])
        screen.wait_for("only the first line was pasted")
        assert most_held(screen) - held < _PASTE_MEMORY
        # The box takes as much as it holds, and Enter asks for it.
        screen.type("\r")
        screen.wait_for(lambda text: "RESULTS" in text and "o beside" in text)
        leave(screen)


def test_flow_control_keys_do_not_freeze(command: str, environment: dict[str, str]) -> None:
    with started(command, environment) as screen:
        screen.type("\x13")  # Ctrl-S
        screen.settle()
        screen.type("?")
        screen.wait_for("KEYS")
        screen.type("\x11")  # Ctrl-Q
        assert screen.wait_exit() == 0


def test_suspended_and_back(command: str, environment: dict[str, str]) -> None:
    with Screen(["sh", "-i"], {**environment, "PS1": "shell> "}) as screen:
        screen.wait_for("shell>")
        screen.type(f"{command}\r")
        screen.wait_for("ARTICLES")
        screen.settle()
        screen.type("\x1a")  # Ctrl-Z
        screen.settle(0.5)
        before = len(screen.output)
        assert b"\x1b[?1049l" in screen.output
        screen.type("echo here; fg\r")
        screen.wait_for(lambda _: b"\x1b[?1049h" in screen.output[before:])
        screen.settle(0.5)
        assert "here" in bytes(screen.output[before:]).decode()
        assert "ARTICLES" in bytes(screen.output[before:]).decode()
        screen.type("q")
        screen.wait_for(lambda _: screen.output.rstrip().endswith(b"shell>"))
        screen.type("exit\r")
        screen.wait_exit()


def test_told_to_go_on_though_it_never_stopped_it_ends_all_the_same(
    command: str, environment: dict[str, str]
) -> None:
    """A terminal that hangs up sends SIGCONT behind SIGHUP."""
    with started(command, environment) as screen:
        for _ in range(3):
            screen.signal(signal.SIGCONT)
            screen.settle()
        screen.wait_for("ARTICLES")
        screen.signal(signal.SIGHUP)
        assert screen.wait_exit() == 129


def test_bytes_that_are_no_letters_do_no_harm(command: str, environment: dict[str, str]) -> None:
    with started(command, environment) as screen:
        screen.send(b"\xff\xfe\x80")
        screen.settle()
        screen.type("?")
        screen.wait_for("KEYS")
        screen.signal(signal.SIGTERM)
        assert screen.wait_exit() == 143


def test_low_bandwidth_halves_a_session(command: str, environment: dict[str, str]) -> None:
    def sent(*flags: str) -> int:
        with started(command, environment, *flags) as screen:
            for key in ("j", "\r", "j", "\x04", " ", "/", "č", "i", "p", "\r", "\r", "n", "o"):
                screen.type(key)
                screen.settle(0.4)
            leave(screen)
            return len(screen.output)

    subprocess.run([command, "list"], env=environment, check=True, capture_output=True)
    assert sent("--low-bandwidth") * 2 <= sent()
