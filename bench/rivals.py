"""Search engines with one face, so that bench/search.py can ask all of them the same.

Each indexes title and body with positions, keeps language, source and day, and answers
with the first 20 ids, best first. One that is not installed is passed over.
"""

import re
import shutil
import sqlite3
import subprocess
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from index import engines
from index.engines import Clause, Document, FieldTokens, Filter, Group, PhraseGroup, Request
from index.engines import WeightedForm as Form
from index.language.bulk import words_of
from index.model import Occur

TOP = 20


@dataclass(frozen=True)
class Article:
    """What is indexed; `key` counts from 1."""

    key: int
    lang: str
    source: str
    day: int
    title: str
    body: str

    @classmethod
    def of(cls, key: int, record: dict[str, Any]) -> "Article":
        day = date.fromisoformat(record["date"]).toordinal()
        body = "\n".join(record["passages"])
        return cls(key, record["lang"], record["source"], day, record["title"], body)


@dataclass(frozen=True)
class Asked:
    """A query: `how` its words go together, and what else it wants.

    `how` is any, all, phrase, prefix, fuzzy (one edit) or group (forms of one word).
    """

    how: str
    words: tuple[str, ...]
    lang: str | None = None
    facets: bool = False
    by_date: bool = False


class Rival(Protocol):
    """An engine. `build` makes an index in an empty folder; `open` comes before `ask`."""

    name: str

    def missing(self) -> str | None: ...
    def build(self, articles: Iterable[Article], folder: Path) -> None: ...
    def open(self, folder: Path) -> None: ...
    def ask(self, asked: Asked) -> list[int] | None:
        """The ids; None when there is no such query."""
        ...


class Hexapla:
    name = "hexapla"

    def missing(self) -> str | None:
        return None

    def build(self, articles: Iterable[Article], folder: Path) -> None:
        engine = engines.load("whoosh").create(folder)
        writer = engine.writer()
        for it in articles:
            title, body = _field(it.title), _field(it.body)
            writer.add(Document(it.key, it.lang, it.source, it.day, title, body))
        writer.commit()
        engine.close()

    def open(self, folder: Path) -> None:
        self._engine = engines.load("whoosh").open(folder)

    def ask(self, asked: Asked) -> list[int] | None:
        if asked.how == "fuzzy":
            return None
        request = Request(
            _clauses(asked),
            Filter(languages=frozenset({asked.lang} if asked.lang else ())),
            "date" if asked.by_date else "relevance",
            TOP,
        )
        return [ranked.key for ranked in self._engine.search(request).ranked]


def _field(text: str) -> FieldTokens:
    words = words_of([text])
    return FieldTokens(words.forms, array("I", range(len(words.forms))))


def _clauses(asked: Asked) -> tuple[Clause, ...]:
    forms = [Form(word, prefix=asked.how == "prefix") for word in asked.words]
    groups = tuple(Group((form,)) for form in forms)
    if asked.how == "phrase":
        return (Clause((PhraseGroup(groups),)),)
    if asked.how == "group":
        return (Clause((Group(tuple(forms)),)),)
    occur = Occur.MUST if asked.how == "all" else Occur.SHOULD
    return tuple(Clause((group,), occur) for group in groups)


class Fts5:
    name = "SQLite FTS5"

    def missing(self) -> str | None:
        return None

    def build(self, articles: Iterable[Article], folder: Path) -> None:
        folder.mkdir(parents=True)
        connection = sqlite3.connect(folder / "fts5.sqlite")
        connection.executescript(
            "PRAGMA synchronous = OFF;"
            "CREATE VIRTUAL TABLE words USING fts5(title, body, content='',"
            " tokenize='unicode61 remove_diacritics 0');"
            "CREATE TABLE about (key INTEGER PRIMARY KEY, lang TEXT, source TEXT, day INTEGER);"
        )
        for it in articles:
            connection.execute(
                "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)",
                (it.key, it.title, it.body),
            )
            connection.execute(
                "INSERT INTO about VALUES (?, ?, ?, ?)", (it.key, it.lang, it.source, it.day)
            )
        connection.commit()
        connection.close()

    def open(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "fts5.sqlite")

    def ask(self, asked: Asked) -> list[int] | None:
        quoted = [f'"{word}"' for word in asked.words]
        match asked.how:
            case "phrase":
                text = f'"{" ".join(asked.words)}"'
            case "prefix":
                text = " OR ".join(f"{word}*" for word in quoted)
            case "fuzzy":
                return None
            case how:
                text = (" AND " if how == "all" else " OR ").join(quoted)
        joined = asked.lang is not None or asked.by_date
        about = " JOIN about ON about.key = words.rowid" if joined else ""
        where = "words MATCH ?" + (" AND lang = ?" if asked.lang else "")
        values = (text, asked.lang) if asked.lang else (text,)
        order = "day DESC" if asked.by_date else "rank"
        rows = self._connection.execute(
            f"SELECT words.rowid FROM words{about} WHERE {where} ORDER BY {order} LIMIT {TOP}",
            values,
        ).fetchall()
        if asked.facets:
            self._connection.execute(
                f"SELECT source, count(*) FROM words{about} WHERE {where} GROUP BY source", values
            ).fetchall()
        return [key for (key,) in rows]


class Tantivy:
    name = "tantivy"

    def missing(self) -> str | None:
        try:
            import tantivy  # noqa: F401, PLC0415  # optional: only the comparison needs it
        except ImportError:
            return "`pip install tantivy` where this runs"
        return None

    def build(self, articles: Iterable[Article], folder: Path) -> None:
        import tantivy  # noqa: PLC0415

        folder.mkdir(parents=True)
        schema = tantivy.SchemaBuilder()
        schema.add_unsigned_field("key", stored=True, fast=True)
        schema.add_unsigned_field("day", indexed=True, fast=True)
        for name in ("lang", "source"):
            schema.add_text_field(name, fast=True, tokenizer_name="raw")
        for name in ("title", "body"):
            schema.add_text_field(name, tokenizer_name="default")
        writer = tantivy.Index(schema.build(), path=str(folder)).writer(num_threads=1)
        for it in articles:
            document = tantivy.Document(
                lang=it.lang, source=it.source, title=it.title, body=it.body
            )
            document.add_unsigned("key", it.key)
            document.add_unsigned("day", it.day)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        import tantivy  # noqa: PLC0415

        self._tantivy = tantivy
        self._index = tantivy.Index.open(str(folder))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def ask(self, asked: Asked) -> list[int] | None:
        query, occur = self._tantivy.Query, self._tantivy.Occur
        words = [self._word(word, asked.how) for word in asked.words]
        if asked.how == "phrase":
            both = [query.phrase_query(self._schema, it, list(asked.words)) for it in _FIELDS]
            made = query.boolean_query([(occur.Should, it) for it in both])
        else:
            how = occur.Must if asked.how == "all" else occur.Should
            made = query.boolean_query([(how, it) for it in words])
        if asked.lang:
            lang = query.term_query(self._schema, "lang", asked.lang, "basic")
            made = query.boolean_query([(occur.Must, made), (occur.Must, lang)])
        order = {"order_by_field": "day"} if asked.by_date else {}
        found = self._searcher.search(made, TOP, **order)
        if asked.facets:
            self._searcher.aggregate(made, {"s": {"terms": {"field": "source", "size": 50}}})
        return [self._searcher.doc(address)["key"][0] for _, address in found.hits]

    def _word(self, word: str, how: str) -> Any:
        query, occur = self._tantivy.Query, self._tantivy.Occur
        made = {
            "prefix": lambda field: query.regex_query(self._schema, field, f"{re.escape(word)}.*"),
            "fuzzy": lambda field: query.fuzzy_term_query(self._schema, field, word, 1),
        }.get(how, lambda field: query.term_query(self._schema, field, word))
        return query.boolean_query([(occur.Should, made(field)) for field in _FIELDS])


_FIELDS = ("title", "body")


class StockWhoosh:
    """Whoosh as its manual has it: its own codec, analysis, queries and scoring."""

    name = "stock Whoosh"

    def missing(self) -> str | None:
        return None

    def build(self, articles: Iterable[Article], folder: Path) -> None:
        from whoosh import analysis, fields, index  # noqa: PLC0415

        folder.mkdir(parents=True)
        words = analysis.RegexTokenizer() | analysis.LowercaseFilter()
        schema = fields.Schema(
            key=fields.STORED(),
            lang=fields.ID(sortable=True),
            source=fields.ID(sortable=True),
            day=fields.NUMERIC(sortable=True),
            title=fields.TEXT(analyzer=words),
            body=fields.TEXT(analyzer=words),
        )
        writer = index.create_in(folder, schema).writer(limitmb=512)
        for it in articles:
            writer.add_document(**vars(it))
        writer.commit()

    def open(self, folder: Path) -> None:
        from whoosh import index  # noqa: PLC0415

        self._searcher = index.open_dir(folder).searcher()

    def ask(self, asked: Asked) -> list[int] | None:
        from whoosh import query  # noqa: PLC0415

        kind = {"prefix": query.Prefix, "fuzzy": query.FuzzyTerm}.get(asked.how, query.Term)
        words = [query.Or([kind(field, word) for field in _FIELDS]) for word in asked.words]
        if asked.how == "phrase":
            made = query.Or([query.Phrase(field, list(asked.words)) for field in _FIELDS])
        else:
            made = (query.And if asked.how == "all" else query.Or)(words)
        found = self._searcher.search(
            made,
            limit=TOP,
            filter=query.Term("lang", asked.lang) if asked.lang else None,
            groupedby="source" if asked.facets else None,
            sortedby="day" if asked.by_date else None,
            reverse=asked.by_date,
        )
        return [hit["key"] for hit in found]


class Ripgrep:
    """No index: the texts are read again for each query, and nothing is ranked."""

    name = "ripgrep"

    def missing(self) -> str | None:
        return None if shutil.which("rg") else "no `rg` on the path"

    def build(self, articles: Iterable[Article], folder: Path) -> None:
        folder.mkdir(parents=True)
        with (folder / "articles").open("w", encoding="utf-8") as file:
            file.writelines(f"{it.title} {' '.join(it.body.split())}\n" for it in articles)

    def open(self, folder: Path) -> None:
        self._file = folder / "articles"

    def ask(self, asked: Asked) -> list[int] | None:
        if asked.how in ("all", "fuzzy") or asked.lang or asked.by_date:
            return None
        words = [re.escape(word) for word in asked.words]
        pattern = r"\W+".join(words) if asked.how == "phrase" else "|".join(words)
        end = "" if asked.how == "prefix" else r"\b"
        ran = subprocess.run(
            ["rg", "--ignore-case", "--line-number", "--only-matching", rf"\b({pattern}){end}",
             str(self._file)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        lines = Counter(line.partition(":")[0] for line in ran.stdout.splitlines())
        return [int(line) for line, _ in lines.most_common(TOP)]


def rivals() -> Iterator[Rival]:
    """All of them, this project's own first."""
    yield Hexapla()
    yield Fts5()
    yield Tantivy()
    yield StockWhoosh()
    yield Ripgrep()
