"""Every test runs as a new account on a plain machine, whatever machine it is."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# The machines that run this are shared: how long an example takes says nothing.
settings.register_profile("hexapla", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("hexapla")

ROOT = Path(__file__).parent.parent

#: Beginnings of variables that change what the program does.
_MEDDLERS = ("HEXAPLA_", "XDG_", "LC_", "TEXTUAL_", "SSH_")

#: The rest of them.
_MORE_MEDDLERS = ("LANGUAGE", "NO_COLOR", "COLORTERM", "COLUMNS", "LINES", "TMUX", "STY")

#: Set by the plug-in that compares pictures, for itself.
_NOT_OF_THE_PROGRAM = "TEXTUAL_SNAPSHOT_TEMPDIR"


def pytest_collection_finish() -> None:
    """What was imported and collected is no garbage: looking it through again and again
    takes an eighth of the time of all tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests and all their processes: it takes seconds to make the sample,
    the lexicon and the dictionaries in it, and each is put there whole."""
    base = tmp_path_factory.getbasetemp()
    # A worker has a folder of its own in the folder of the run.
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "shared-cache"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(autouse=True)
def account(
    cache: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """An empty HOME and an environment that says nothing; returns HOME."""
    for name in os.environ:
        meddles = name.startswith(_MEDDLERS) or name in _MORE_MEDDLERS
        if meddles and name != _NOT_OF_THE_PROGRAM:
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    # Reading those that the machine has takes a minute.
    monkeypatch.setenv("HEXAPLA_DICTIONARIES", "none")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    return home


@pytest.fixture
def hexapla(tmp_path: Path) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Run the real command, in the test's own folder and without a terminal.

    Keywords are those of `subprocess.run`; `env` adds to the environment.
    """

    def run(*words: str, **keywords: Any) -> "subprocess.CompletedProcess[str]":
        env = {**os.environ, "PYTHONPATH": str(ROOT), **keywords.pop("env", {})}
        # For real: a pipe is not in UTF-8 by itself, and warnings are errors.
        options: dict[str, Any] = {
            "cwd": tmp_path,
            "stdin": None if "input" in keywords else subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "encoding": "utf-8",
            "timeout": 240,  # a first search on the slowest of machines
            "check": False,
        }
        command = [sys.executable, "-W", "error", "-m", "reader", *words]
        return subprocess.run(command, env=env, **{**options, **keywords})  # noqa: PLW1510 - in options

    return run
