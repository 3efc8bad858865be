"""Hits as objects of JSON: those of `hexapla search --json`, with address and revision."""

from typing import Any

from index import ArticleSummary, Hit, Story


def hit_shape(hit: Hit, article: ArticleSummary, story: Story | None) -> dict[str, Any]:
    """An article that matches, without its passages."""
    return {
        "id": hit.id,
        "title": hit.title,
        "lang": hit.lang,
        "source": hit.source,
        "date": hit.date,
        "url": article.url,
        "revision": article.revision,
        "score": hit.score,
        "via": hit.via,
        "missing": hit.missing,
        "story": story.id if story else None,
    }


def passages_shape(hit: Hit) -> list[dict[str, Any]]:
    """Its matching passages, in reading order."""
    return [
        {
            "n": passage.n,
            "text": passage.text,
            "spans": [[span.start, span.end, span.via] for span in passage.spans],
        }
        for passage in sorted(hit.passages, key=lambda each: each.n)
    ]
