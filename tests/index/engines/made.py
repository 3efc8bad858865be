"""Documents and requests in few words."""

from index.engines import Clause, Document, Engine, FieldTokens, Group, Request, WeightedForm
from index.model import Occur


def tokens(text: str) -> FieldTokens:
    forms = text.split()
    return FieldTokens(forms, range(len(forms)))


def document(
    key: int, body: str, *, title: str = "", lang: str = "cs", source: str = "", day: int = 0
) -> Document:
    return Document(key, lang, source, day, tokens(title), tokens(body))


def words(*forms: str) -> Group:
    return Group(tuple(WeightedForm(form) for form in forms))


def clause(*forms: str, occur: Occur = Occur.SHOULD) -> Clause:
    return Clause((words(*forms),), occur)


def put(engine: Engine, *documents: Document, without: tuple[int, ...] = ()) -> None:
    writer = engine.writer()
    writer.remove(without)
    for each in documents:
        writer.add(each)
    writer.commit()
    engine.refresh()


def keys(engine: Engine, *clauses: Clause, **options: object) -> list[int]:
    request = Request(clauses, **options)  # type: ignore[arg-type]  # keywords of Request
    return [ranked.key for ranked in engine.search(request).ranked]
