"""A reader's or a team's own words: a table with a column a language.

    en          cs                      de
    chip        čip, mikročip           Chip
    # what begins so is a remark

The first line that is no remark names the languages; words in a cell are separated by
commas, the best first. A row needs words in two languages. Tab-separated, UTF-8.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from index.errors import InputError
from index.language.lexicon.concepts import Concept, normal

#: What an archive's own glossary is called, in its folder.
SHARED = "glossary.tsv"

_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*", re.IGNORECASE)


def read(path: Path) -> tuple[list[Concept], list[InputError]]:
    """The rows of a glossary, and what is wrong with the others.

    A file that is not there has none, and nothing is wrong with it.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        return [], []
    except OSError as error:
        return [], [InputError(str(path), error.strerror or str(error))]
    except UnicodeDecodeError:
        return [], [InputError(str(path), "not in UTF-8")]
    found: list[Concept] = []
    errors: list[InputError] = []
    for row in _rows(path, lines):
        if isinstance(row, InputError):
            errors.append(row)
        else:
            found.append(row)
    return found, errors


def _rows(path: Path, lines: list[str]) -> Iterator[Concept | InputError]:
    codes: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{path}:{number}"
        cells = [cell.strip() for cell in line.split("\t")]
        if not codes:
            codes = [_code(cell) for cell in cells]
            if len(codes) < 2 or not all(codes) or len(set(codes)) < len(codes):
                yield InputError(where, "the first row must name two languages or more, each once")
                return
        elif len(cells) > len(codes):
            yield InputError(where, f"{len(cells)} cells in a row of {len(codes)} languages")
        else:
            concept = dict(zip(codes, map(_words, cells), strict=False))
            if sum(map(bool, concept.values())) < 2:
                yield InputError(where, "needs words in two languages")
            else:
                yield {lang: words for lang, words in concept.items() if words}


def _code(cell: str) -> str:
    """A language's code without region or script, `""` if it is none."""
    return cell.lower().partition("-")[0] if _CODE.fullmatch(cell) else ""


def _words(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(",") if normal(word)]
