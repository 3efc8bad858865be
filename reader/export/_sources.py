"""What the formats that cite articles share."""

from collections.abc import Iterable, Iterator

from reader.export._prose import one_line
from reader.notebook.highlight import Highlight, order


def cited(highlights: Iterable[Highlight]) -> Iterator[list[Highlight]]:
    """The highlights of each article, paired or not, in the order they were made."""
    for _article, group in sorted(_grouped(highlights).items()):
        yield sorted(group, key=order)


def _grouped(highlights: Iterable[Highlight]) -> dict[tuple[str, str], list[Highlight]]:
    groups: dict[tuple[str, str], list[Highlight]] = {}
    for each in highlights:
        groups.setdefault((each.article, each.archive), []).append(each)
    return groups


def evidence(group: Iterable[Highlight]) -> str:
    """Which passages were kept, of which revision and when."""
    return "; ".join(
        f"passage {each.passage}, revision {one_line(each.revision)}, highlighted {each.created}"
        for each in group
    )
