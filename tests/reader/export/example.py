"""A highlight with everything a highlight can have, for the tests to vary."""

from reader.notebook.highlight import Highlight

HIGHLIGHT = Highlight(
    id="0196-1",
    archive="arch",
    article="seed-001",
    revision="5f2c",
    source="double.news",
    url="https://double.news/deepseek?id=1",
    lang="uk",
    title="DeepSeek відклала R2",
    date="2025-08-14",
    passage=4,
    start=0,
    end=36,
    quote="Навчання на чипах Huawei не вдалося.",
    prefix="",
    suffix="",
    note="Compare with the German one.",
    tags=("chips", "AI models"),
    colour="yellow",
    created="2026-05-01T12:00:00.250Z",
    state="anchored",
    pair=(),
)
