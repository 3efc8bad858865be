"""Tables of concepts as people write them: a column a language, a row a concept."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from index.language.lexicon.concepts import Concept

#: The core lexicon that comes along: `<letter>.tsv`, and files by subject.
CORE = Path(__file__).parent / "core"

#: The column that says what part of speech the words are; for people.
_PART_OF_SPEECH = "pos"


def concepts(files: Iterable[Path]) -> Iterator[Concept]:
    """The concepts of files of the core lexicon, which its tests keep right."""
    for file in files:
        header, *lines = file.read_text("utf-8").splitlines()
        columns = header.split("\t")
        for line in lines:
            cells = zip(columns, line.split("\t"), strict=False)
            yield {
                lang: [word.strip() for word in cell.split(",")]
                for lang, cell in cells
                if lang != _PART_OF_SPEECH and cell
            }


def core_files() -> tuple[Path, ...]:
    """The files of the core lexicon."""
    return tuple(sorted(CORE.glob("*.tsv")))
