"""A reader's or a team's own words: a table with a column a language.

    en          cs                      de
    chip        čip, mikročip           Chip
    # what begins so is a remark

The first line that is no remark names the languages; words in a cell are separated by
commas, the best first. A row needs words in two languages. Tab-separated, UTF-8.

A glossary may be a TBX file instead, see `index.language.lexicon.tbx`.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from index.errors import InputError, WriteError
from index.language.lexicon import tbx
from index.language.lexicon.concepts import Concept, normal

#: What an archive's own glossary is called, in its folder.
SHARED = "glossary.tsv"

#: What may not stand within a word of a cell.
_SEPARATOR = re.compile(r"[,\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]|^#+")

_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*", re.IGNORECASE)


def read(path: Path) -> tuple[list[Concept], list[InputError]]:
    """The rows of a glossary, and what is wrong with the others.

    A file that is not there has none, and nothing is wrong with it.
    """
    if path.suffix == ".tbx" and path.exists():
        try:
            return list(tbx.read(path)), []
        except InputError as error:
            return [], [error]
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


def append(path: Path, words: Mapping[str, Sequence[str]]) -> None:
    """Add a row to a glossary, which is made if it is not there; see `extend`."""
    extend(path, [words])


def extend(path: Path, rows: Iterable[Mapping[str, Sequence[str]]]) -> None:
    """Add rows to a glossary, which is made if it is not there.

    What stands in it stays as it is, remarks too; a language that it has not yet gets a
    column. The file is whole at every moment.

    Args:
        path: a tab-separated glossary.
        rows: each by language code, the best first; of two languages at least.

    Raises:
        ValueError: not words of two languages; nothing was added.
        InputError: it cannot be read, or its first row names no languages.
        WriteError: it cannot be written.
    """
    new_rows = [_row(words) for words in rows]
    if not new_rows:
        return
    if path.suffix == ".tbx":
        raise InputError(str(path), "rows are added to tab-separated glossaries only")
    lines = _lines(path)
    at = next((at for at, line in enumerate(lines) if _says(line)), None)
    if at is None:
        at = len(lines)
        lines.append("\t".join(new_rows[0]))
    codes = [language_code(cell.strip()) for cell in lines[at].split("\t")]
    if not all(codes):
        raise InputError(f"{path}:{at + 1}", "the first row must name languages")
    new = [lang for lang in dict.fromkeys(chain.from_iterable(new_rows)) if lang not in codes]
    if new:
        lines[at] = "\t".join([lines[at], *new])
        codes += new
    for row in new_rows:
        lines.append("\t".join(row.get(code, "") for code in codes).rstrip("\t"))
    _put(path, "".join(f"{line}\n" for line in lines))


def _row(words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The cells of a row by language.

    Raises:
        ValueError: not words of two languages.
    """
    row = {language_code(lang): _cell(some) for lang, some in words.items() if _cell(some)}
    if len(row) < 2 or not all(row):
        raise ValueError("a row of a glossary needs words in two languages")
    return row


def written(rows: Sequence[Mapping[str, Sequence[str]]]) -> str:
    """Rows as a tab-separated glossary; `""` for none."""
    codes = list(dict.fromkeys(code for row in rows for code in row))
    cells = ([_cell(row.get(code, ())) for code in codes] for row in rows)
    lines = ["\t".join(codes), *("\t".join(row).rstrip("\t") for row in cells)]
    return "".join(f"{line}\n" for line in lines) if rows else ""


def _put(path: Path, text: str) -> None:
    """Put a text in the place of a file, all of it or nothing.

    Raises:
        WriteError: it cannot be written.
    """
    target = path.resolve()  # a link stays one
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
        fresh = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            fresh.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror}") from error


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), "cannot be read") from error


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _cell(words: Iterable[str]) -> str:
    """Words as a cell holds them: what separates cells and words cannot stand in one."""
    plain = (" ".join(_SEPARATOR.sub(" ", word).split()) for word in words)
    return ", ".join(dict.fromkeys(word for word in plain if normal(word)))


def _rows(path: Path, lines: list[str]) -> Iterator[Concept | InputError]:
    codes: list[str] = []
    for number, line in enumerate(lines, 1):
        if not _says(line):
            continue
        where = f"{path}:{number}"
        cells = [cell.strip() for cell in line.split("\t")]
        if not codes:
            codes = [language_code(cell) for cell in cells]
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


def language_code(cell: str) -> str:
    """A cell of the first row as a language's code, without region or script; `""` if it is
    none."""
    return cell.lower().partition("-")[0] if _CODE.fullmatch(cell) else ""


def _words(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(",") if normal(word)]
