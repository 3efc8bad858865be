from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.model import Article, Passage
from reader import export, i18n
from reader.notebook.highlight import Highlight, quoted
from reader.templates import TemplateError, rendered


def kept(n: int, quote: str, *, title: str = "R2 *late*", pair: tuple[str, ...] = ()) -> Highlight:
    article = Article(
        id=f"a{n}",
        title=title,
        title_derived=False,
        lang="uk",
        source=None,
        date="2025-08-14",
        date_from="text",
        url="https://a/b",
        revision="5f2c",
        passages=(Passage(1, "body", quote),),
    )
    made = quoted(article, article.passages[0], 0, len(quote))
    created = f"2026-05-0{n}T12:00:00.000Z"
    return replace(made, id=f"h{n}", created=created, pair=pair, tags=("a b",), archive="arch")


PAIR = (kept(1, "Чип *не* готовий", pair=("h2",)), kept(2, "Chip", pair=("h1",)))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return tmp_path / "mine.md"


def test_a_template_prints_what_was_kept_escaped(template: Path) -> None:
    template.write_text(
        """\
{% for article in articles %}
## {{ article.title }} ({{ article.language }}, {{ article.date_text }}{{ article.source }})
{% for highlight in article.highlights %}
{{ highlight.quote | quote }}
{% for tag in highlight.tags %}{{ tag | hashtag }} {% endfor %}

{% for other in highlight.counterparts %}
- {{ other.quote }} {{ other.url | link }} {{ other.lang | language }} {{ "2025-08" | date }}
{% endfor %}
{% endfor %}
{% endfor %}
""",
        encoding="utf-8",
    )
    assert (
        rendered(template, PAIR).decode()
        == """\
## R2 \\*late\\* (Ukrainian, Aug 14, 2025)
> Чип \\*не\\* готовий
#a-b\x20
- Chip <https://a/b> Ukrainian August 2025
"""
    )


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("a\n{% for x %}", 2, "expected token 'in'"),
        ("a\n\n{{ highlights[0].qoute }}", 3, "qoute"),
        ("{{ nothing }}", 1, "'nothing' is undefined"),
        ("a\n{{ ''.__class__.__mro__ }}", 2, "unsafe"),
        ("{{ 1 / 0 }}", 1, "division"),
        ("a\n{% include '/etc/passwd' %}", 2, "passwd"),
        ("{{ highlights.append(1) }}", 1, "unsafe"),
        ("{{ highlights | nofilter }}", 1, "nofilter"),
    ],
)
def test_what_a_template_may_not_is_told_with_its_line(
    template: Path, text: str, line: int, why: str
) -> None:
    template.write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError) as raised:
        rendered(template, PAIR)
    assert str(raised.value).startswith(f"{template}:{line}: ")
    assert why in str(raised.value)


def test_a_template_that_is_not_there_is_told(template: Path) -> None:
    with pytest.raises(TemplateError, match="No such file"):
        rendered(template, PAIR)
    template.write_bytes(b"\xff")
    with pytest.raises(TemplateError, match="utf-8"):
        rendered(template, PAIR)


def test_nothing_kept_is_nothing_printed(template: Path) -> None:
    template.write_text("{% for each in highlights %}{{ each.quote }}{% endfor %}\n")
    assert rendered(template, ()) == b""


READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@given(st.text(st.sampled_from("\\`*_{}[]()#+-.!<>&~|$=%^:/\"' \nab\x1b\u202e")))
def test_no_value_is_markup(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    template = tmp_path_factory.getbasetemp() / "hostile.md"
    template.write_text("x {{ highlights[0].quote }} y")
    document = rendered(template, (kept(1, f"a{text}b"),)).decode()
    assert "\x1b" not in document
    assert "\u202e" not in document
    tokens = [child.type for each in READER.parse(document) for child in each.children or ()]
    assert set(tokens) <= {"text", "text_special", "softbreak", "hardbreak"}


# Files of one article each


def test_a_file_is_called_by_date_and_title() -> None:
    made = export.files(
        (kept(1, "a", title="R2: «далі»/..\\"), kept(2, "b", title="r2 Далі")),
        "md",
        lambda highlights: highlights[0].quote.encode(),
    )
    assert list(made) == [("2025-08-14 R2 далі.md", b"a"), ("2025-08-14 r2 Далі (2).md", b"b")]


def test_a_pair_stands_with_the_article_of_its_first() -> None:
    ((name, document),) = export.files(PAIR, "md", lambda kept: export.exported("markdown", kept))
    assert name == "2025-08-14 R2 late.md"
    assert "Chip" in document.decode()


@given(st.text())
def test_any_title_makes_a_name_that_any_file_system_takes(title: str) -> None:
    ((name, _),) = export.files((kept(1, "a", title=title),), "md", lambda _: b"")
    assert name.startswith("2025-08-14")
    assert len(name.encode()) <= 124
    assert not set(name) & set('/\\:*?"<>|#^[]\0\n\r\t')
