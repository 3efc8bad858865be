"""How well words, languages and names are found, through the public `Archive` alone.

    python bench/quality.py EVAL [PART ...]

EVAL is a folder with `inflection-dev.jsonl` (sentences with the lemma and part of
speech of their content words), `parallel-udhr.jsonl` and `parallel-pages.jsonl` (short
articles, the same in several languages). Everything is drawn with a fixed seed. A PART
is inflection, detection, known, names, crossing, stories or counterparts; what each of
them asks is said in `inflected.py`, `found.py` and `told.py`.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from found import crossing, detection, known, names
from inflected import inflection
from told import counterparts, stories

PARTS: dict[str, Callable[[Path], None]] = {
    "inflection": inflection,
    "detection": detection,
    "known": known,
    "names": names,
    "crossing": crossing,
    "stories": stories,
    "counterparts": counterparts,
}


def main(folder: Path, parts: Sequence[str]) -> None:
    for name, part in PARTS.items():
        if not parts or name in parts:
            part(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
