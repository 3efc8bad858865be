"""Names of languages, remembered from one run to the next."""

import json
from contextlib import suppress
from pathlib import Path

from index.errors import WriteError
from reader import __version__


class RememberedNames:
    """A small file of codes and names in one language, for one version of the program.

    What cannot be read is as good as empty: the names are asked for again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._names = _read(path)
        self._kept = len(self._names)

    def get(self, code: str) -> str | None:
        """The name, None when it was never put."""
        return self._names.get(code)

    def put(self, code: str, name: str) -> str:
        """Remember a name; returns it."""
        self._names[code] = name
        return name

    def save(self) -> None:
        """Write the names if there are new ones; where that cannot be, they are let go."""
        if len(self._names) == self._kept:
            return
        from reader.writing import write_file  # noqa: PLC0415 - at the end of a run only

        data = {"version": __version__, "names": self._names}
        with suppress(OSError, WriteError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_file(self._path, json.dumps(data).encode(), overwrite=True)
        self._kept = len(self._names)


def _read(path: Path) -> dict[str, str]:
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["version"] == __version__:
            return {str(code): str(name) for code, name in data["names"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass  # nothing remembered yet, or not by us
    return {}
