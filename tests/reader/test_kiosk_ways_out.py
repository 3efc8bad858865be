"""Every way out of a kiosk that can be tried from a keyboard or a command line."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from index import plugins
from reader import kiosk
from reader.cli import main
from reader.cli._parser import Parser
from reader.commands import Commands
from reader.config import Launch
from reader.kiosk import NotAllowed
from tests.reader.conftest import Session, Start

#: Options of the commands a kiosk offers that name no file, no program and no other
#: reader. A new option fails the test below until somebody has thought about it.
HARMLESS = frozenset(
    {
        *("-h", "--help", "--json"),
        *("--lang", "--source", "--since", "--until", "--limit", "--sort"),
        *("--exact", "--no-cross", "--format", "--hits", "--per"),
        # These write into the reader's own notebook.
        *("--explain", "--save", "--saved", "--forget"),
    }
)

#: What Python itself reports (PEP 578): another program, another machine, a signal.
OUTSIDE = (
    *("subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn"),
    *("os.system", "os.startfile", "pty.spawn", "webbrowser.open", "os.kill", "os.killpg"),
    *("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"),
    *(
        "socket.sendto",
        "urllib.Request",
        "http.client.connect",
        "ftplib.connect",
        "smtplib.connect",
    ),
)


class Watch:
    """What the process did outside itself while somebody looked; hooks stay for ever."""

    def __init__(self) -> None:
        self.is_looking = False
        self.outside: list[str] = []
        self.written: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.is_looking:
            return
        if event in OUTSIDE:
            self.outside.append(f"{event} {arguments}")
        elif event == "open" and isinstance(arguments[0], str) and _writes(*arguments[1:]):
            self.written.append(arguments[0])

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Listen within the block."""
        self.outside, self.written, self.is_looking = [], [], True
        try:
            yield
        finally:
            self.is_looking = False


def _writes(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


@pytest.fixture(scope="module")
def watch() -> Watch:
    return Watch()


@pytest.fixture
def locked(launch: Launch) -> Launch:
    return replace(launch, is_kiosk=True)


async def test_the_palette_leads_nowhere_else(start: Start, locked: Launch) -> None:
    async with start(given=locked) as session:
        offered = _palette(session)
        assert "Help" in offered
        outward = ("shell", "screenshot", "editor", "save screen")
        assert not [name for name in offered for word in outward if word in name.lower()]


def _palette(session: Session) -> list[str]:
    return [command.name for command in Commands(session.library)._commands()]


@pytest.mark.slow
async def test_no_key_starts_a_program_or_reaches_the_network(
    start: Start,
    locked: Launch,
    watch: Watch,
    sample_cache: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("EDITOR", "VISUAL", "PAGER", "BROWSER"):
        monkeypatch.setenv(name, "touch")
    async with start(given=locked) as session:
        await session.press("slash")
        await session.type("chip")
        await session.press("enter", "enter")
        await session.press("m")
        with watch.looking():
            # Reading, the lists, the notebook, the boxes: wherever a key may mean something.
            for way in ((), ("o",), ("s",), ("H",), ("e",), ("slash",), ("question_mark",)):
                await _press_everything(session, way)
    assert watch.outside == []
    home = str(locked.places.data.parent)
    # The sample is made, indexed and linked in the cache, where no key leads.
    allowed = (home, str(sample_cache), os.devnull)
    assert [path for path in watch.written if not path.startswith(allowed)] == []


async def _press_everything(session: Session, way: tuple[str, ...]) -> None:
    """Every key that means something there, each from the same place."""
    await session.press(*way)
    bindings = list(session.app.screen.active_bindings)
    for key in [*bindings, "ctrl+z", "ctrl+s", "f1", "ctrl+backslash", "E"]:
        if key in ("q", "ctrl+q", "ctrl+c"):
            continue
        await session.press("escape", "escape", "escape", *way)
        await session.press(key, "escape")
    await session.press("escape", "escape", "escape")


@pytest.mark.parametrize("name", sorted(kiosk.COMMANDS))
def test_every_option_is_harmless_or_refused(name: str) -> None:
    command = plugins.load("reader.cli", name, "COMMAND")
    parser = Parser(name, "")
    command.configure(parser)
    for option in parser.options():
        for line in (f"{name} {option} x", f"{name} {option}=x", f"hexapla {name} x {option}"):
            try:
                kiosk.asked({"SSH_ORIGINAL_COMMAND": line})
            except NotAllowed:
                continue
            assert option in HARMLESS, f"{option}: harmless or forbidden?"


@pytest.mark.parametrize(
    "option",
    [
        "--archive",
        "--notebook",
        "--output",
        "--template",
        "--queries",
        "--dictionaries",
        "--glossary",
        "--config",
    ],
)
@pytest.mark.parametrize("line", ["search {} x", "search {}=x", "{} x search y", "export x {} y"])
def test_options_that_name_files_are_refused(line: str, option: str) -> None:
    with pytest.raises(NotAllowed):
        kiosk.asked({"SSH_ORIGINAL_COMMAND": line.format(option)})


@pytest.mark.parametrize(
    "name", [*sorted({*plugins.names("reader.cli"), "edit", "sh", "hexapla"} - kiosk.COMMANDS)]
)
def test_no_other_command_is_there(name: str) -> None:
    with pytest.raises(NotAllowed):
        kiosk.asked({"SSH_ORIGINAL_COMMAND": f"hexapla {name} x"})


def test_what_a_shell_would_understand_is_not_understood(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    monkeypatch.setattr(kiosk, "isolate", lambda _words, _environ: None)
    for line in (f"search čip | touch {out}", f"search `touch {out}` $(touch {out}) > {out}"):
        monkeypatch.setenv("SSH_ORIGINAL_COMMAND", line)
        assert main(["--kiosk", "--user", "anna"]) in (0, 1)
    assert not out.exists()
    assert "no article" in capsys.readouterr().err, "they are words like any others"


def test_what_fetches_from_a_network_is_not_even_loaded() -> None:
    program = (
        "import sys, index.search.search\n"
        "import reader.app, reader.screens.export, reader.screens.notebook\n"
        f"from index import plugins\nfor name in {sorted(kiosk.COMMANDS)}:\n"
        "    plugins.load('reader.cli', name, 'COMMAND')\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    fetching = {"http.client", "urllib.request", "ftplib", "smtplib", "webbrowser", "xmlrpc.client"}
    assert fetching.isdisjoint(done.stdout.split())
