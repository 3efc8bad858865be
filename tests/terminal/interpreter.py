"""A Python that other accounts can run.

Where root runs the tests, the interpreter and what is installed for it often lie below a
folder of root's alone. A copy of them, of links where that is possible, lies where all may
read.
"""

import os
import shutil
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parents[2]

#: What of the standard library and of what is installed no session needs.
_UNNEEDED = shutil.ignore_patterns(
    *("test", "tests", "idlelib", "tkinter", "lib2to3", "ensurepip", "site-packages", "config-*"),
    *("*.pth", "__editable__*", "pip", "setuptools", "mypy", "mypyc", "hypothesis"),
)


def copied(folder: Path) -> str:
    """Copy this interpreter, what is installed for it and this checkout.

    Args:
        folder: where to; it must not be there yet.

    Returns:
        The path of the copy's executable.
    """
    name = f"python{sysconfig.get_python_version()}"
    library = folder / "lib" / name
    _copy(Path(sysconfig.get_paths()["stdlib"]), library)
    for place in {sysconfig.get_paths()[kind] for kind in ("purelib", "platlib")}:
        # Beside the standard library, which is looked through whatever the distribution.
        _copy(Path(place), library)
    for package in ("index", "reader"):
        _copy(ROOT / package, library / package)
    executable = folder / "bin" / name
    executable.parent.mkdir()
    executable.write_bytes(_relocated(Path(sys.executable).resolve(), folder / "lib"))
    executable.chmod(0o755)
    return str(executable)


def _relocated(executable: Path, libraries: Path) -> bytes:
    """The program, with the shared `libpython` that it may need beside it: the linker wrote
    the path of its old folder into it."""
    old = os.fsencode(Path(sys.base_prefix, "lib"))
    new = b"$ORIGIN/../lib"
    shared = list(Path(sys.base_prefix, "lib").glob("libpython*.so*"))
    for library in shared:
        _link(str(library), str(libraries / library.name))
    code = executable.read_bytes()
    if not shared or len(new) > len(old):  # none, or a folder near the root, which all may read
        return code
    return code.replace(old + b"\0", new.ljust(len(old), b"\0") + b"\0")


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(
        source, target, symlinks=True, ignore=_UNNEEDED, copy_function=_link, dirs_exist_ok=True
    )


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except FileExistsError:
        pass  # never written over: it may be a link too
    except OSError:  # another file system
        shutil.copy2(source, target)
