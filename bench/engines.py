"""CPU to build and to search an index of synthetic articles, by engine.

    python bench/engines.py [ARTICLES] [ENGINE...]

Words are drawn by Zipf's law from 50,000, five languages, 600 tokens an article.
"""

import random
import sys
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from index import engines
from index.engines import (
    Clause,
    Document,
    FieldTokens,
    Filter,
    Group,
    PhraseGroup,
    Request,
    WeightedForm,
)
from index.model import Occur

TOKENS = 600
WORDS = [f"slovo{number}" for number in range(50_000)]
ZIPF = list(accumulate(1 / (rank + 2) for rank in range(len(WORDS))))
LANGUAGES = ("cs", "uk", "id", "de", "en")


def articles(number: int) -> Iterator[Document]:
    chance = random.Random(7)
    for key in range(1, number + 1):
        body = chance.choices(WORDS, cum_weights=ZIPF, k=TOKENS)
        title = chance.choices(WORDS, cum_weights=ZIPF, k=8)
        yield Document(
            key=key,
            lang=chance.choice(LANGUAGES),
            source=f"source{chance.randrange(20)}",
            day=739_000 + chance.randrange(600),
            title=FieldTokens(title, range(8)),
            body=FieldTokens(body, range(TOKENS)),
        )


def group(*forms: str) -> Group:
    return Group(tuple(WeightedForm(form) for form in forms))


def requests() -> dict[str, Request]:
    common, middle, rare = WORDS[3], WORDS[60], WORDS[9_000]
    only = Filter(languages=frozenset({"cs"}), sources=frozenset({"source1", "source2"}))
    three = tuple(Clause((group(word),)) for word in (common, middle, rare))
    return {
        "common word": Request((Clause((group(common),)),)),
        "middling word": Request((Clause((group(middle),)),)),
        "rare word": Request((Clause((group(rare),)),)),
        "20 forms as one word": Request((Clause((group(*WORDS[40:60]),)),)),
        "three words": Request(three),
        "three words, filtered": Request(three, only),
        "three words, by date": Request(three, sort="date"),
        "all of three words": Request(tuple(Clause(it.any_of, Occur.MUST) for it in three)),
        "phrase of common words": Request(
            (Clause((PhraseGroup((group(common), group(WORDS[4]))),)),)
        ),
        "phrase of middling words": Request(
            (Clause((PhraseGroup((group(middle), group(WORDS[61])), slop=5),)),)
        ),
        "prefix of 111 forms": Request(
            (Clause((Group((WeightedForm("slovo12", prefix=True),)),)),)
        ),
        "no words, filtered": Request((), only),
    }


def spent(work: Callable[[], object]) -> float:
    """Milliseconds of CPU."""
    start = process_time()
    work()
    return 1000 * (process_time() - start)


def measure(name: str, documents: list[Document], folder: Path) -> dict[str, float]:
    engine = engines.load(name).create(folder)
    writer = engine.writer()

    def add() -> None:
        for document in documents:
            writer.add(document)

    figures = {"add (ms an article)": spent(add) / len(documents)}
    figures["commit (ms an article)"] = spent(writer.commit) / len(documents)
    engine.close()
    megabytes = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    figures["index (MB)"] = megabytes
    figures["peak memory so far (MB)"] = getrusage(RUSAGE_SELF).ru_maxrss / 1000
    start = process_time()
    engine = engines.load(name).open(folder)
    figures["open"] = 1000 * (process_time() - start)
    figures["first search"] = spent(lambda: engine.search(requests()["rare word"]))
    for title, request in requests().items():
        figures[title] = median(spent(lambda it=request: engine.search(it)) for _ in range(5))
    engine.close()
    return figures


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    names = sys.argv[2:] or [name for name in engines.names() if name != "scan"]
    documents = list(articles(number))
    text = sum(len(form) + 1 for document in documents for form in document.body.forms)
    print(
        f"{number} articles of {TOKENS} tokens, {text / 1e6:.1f} MB of text; CPU ms, medians of 5"
    )
    for name in names:
        with TemporaryDirectory() as folder:
            print(f"\n{name}")
            for title, figure in measure(name, documents, Path(folder)).items():
                print(f"  {title:26} {figure:10.2f}")


if __name__ == "__main__":
    main()
