"""A text written in the reader's own editor."""

import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from index.errors import HexaplaError
from reader.i18n import _

#: What is tried when the reader names no editor; every Debian has it.
_FALLBACK = "sensible-editor"


def edited(text: str, environ: Mapping[str, str]) -> str:
    """What the editor leaves of a text; the caller has given it the terminal.

    Args:
        text: what it starts with.
        environ: where `VISUAL` and `EDITOR` say which.

    Raises:
        HexaplaError: there is no such editor, or it failed; the text is as before.
    """
    command = environ.get("VISUAL") or environ.get("EDITOR") or _FALLBACK
    with tempfile.TemporaryDirectory(prefix="hexapla-") as folder:
        path = Path(folder, "note.md")
        path.write_text(text, encoding="utf-8")
        try:
            subprocess.run([*shlex.split(command), str(path)], check=True)
            return path.read_text(encoding="utf-8", errors="replace").strip()
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            raise HexaplaError(_("{editor}: cannot edit with it").format(editor=command)) from error
