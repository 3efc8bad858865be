"""Results as the JSON objects of the contract: `schema` first, keys in its order.

Fields may be added at the end of an object, never renamed or moved.
"""

from collections.abc import Iterable
from typing import Any

from index import (
    AddReport,
    Article,
    ArticleSummary,
    Coverage,
    Hit,
    Pair,
    Results,
    Story,
    SyncReport,
)
from index.errors import InputError
from reader.notebook.shapes import SCHEMA


def articles_shape(articles: Iterable[ArticleSummary]) -> dict[str, Any]:
    """`hexapla list --json`."""
    return {"schema": SCHEMA, "articles": [_summary(article) for article in articles]}


def article_shape(article: Article) -> dict[str, Any]:
    """`hexapla show --json`."""
    passages = [{"n": p.n, "kind": p.kind, "text": p.text} for p in article.passages]
    return {"schema": SCHEMA, **_summary(article), "passages": passages}


def _summary(article: ArticleSummary) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "title_derived": article.title_derived,
        "lang": article.lang,
        "source": article.source,
        "date": article.date,
        "date_from": article.date_from,
        "url": article.url,
        "revision": article.revision,
        "gone": article.gone,
    }


def results_shape(results: Results) -> dict[str, Any]:
    """`hexapla search --json`."""
    return {
        "schema": SCHEMA,
        "query": results.query,
        "total": results.total,
        "partial": results.partial,
        "languages": results.languages,
        "sources": results.sources,
        "expansion": [
            {
                "word": expansion.word,
                "forms": [{"text": f.text, "lang": f.lang, "via": f.via} for f in expansion.forms],
            }
            for expansion in results.expansion
        ],
        "hits": [_hit(hit) for hit in results.hits],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "title": hit.title,
        "lang": hit.lang,
        "source": hit.source,
        "date": hit.date,
        "score": hit.score,
        "via": hit.via,
        "missing": hit.missing,
        "passages": [
            {
                "n": passage.n,
                "text": passage.text,
                "spans": [[span.start, span.end, span.via] for span in passage.spans],
            }
            for passage in hit.passages
        ],
    }


def stories_shape(stories: Iterable[Story]) -> dict[str, Any]:
    """`hexapla stories --json`."""
    return {
        "schema": SCHEMA,
        "stories": [
            {
                "id": story.id,
                "title": story.title,
                "languages": story.languages,
                "sources": story.sources,
                "articles": story.articles,
                "related": story.related,
                "shared": story.shared,
            }
            for story in stories
        ],
    }


def coverage_shape(coverage: Coverage) -> dict[str, Any]:
    """`hexapla stories ID --coverage --json`."""
    return {
        "schema": SCHEMA,
        "story": coverage.story,
        "articles": coverage.articles,
        "facts": [
            {
                "kind": fact.kind,
                "text": fact.text,
                "mentions": [
                    {"article": one.article, "text": one.text, "passages": one.passages}
                    for one in fact.mentions
                ],
                "code": fact.code or None,
            }
            for fact in coverage.facts
        ],
    }


def pairs_shape(left: str, right: str, pairs: Iterable[Pair]) -> dict[str, Any]:
    """`hexapla compare --json`; `left` and `right` are whole ids."""
    return {
        "schema": SCHEMA,
        "left": left,
        "right": right,
        "pairs": [
            {"left": pair.left, "right": pair.right, "score": pair.score, "shared": pair.shared}
            for pair in pairs
        ],
    }


def report_shape(report: AddReport) -> dict[str, Any]:
    """`hexapla add --json`: ids by outcome; `renamed` pairs the id given and the one got."""
    return {
        "schema": SCHEMA,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "renamed": report.renamed,
        "errors": [_error(error) for error in report.errors],
    }


def sync_shape(report: SyncReport) -> dict[str, Any]:
    """`hexapla sync --json`: as `add`, and the ids of what is gone and of what is back."""
    return {**report_shape(report), "gone": report.gone, "back": report.back}


def _error(error: InputError) -> dict[str, str]:
    return {"where": error.where, "why": error.why}
