from hypothesis import given
from hypothesis import strategies as st

from index.ingest import Block
from index.ingest.arrangement import arrange, arrange_as_given, derived_title

LEAD = "The company said on Thursday that the new model would not be released before autumn."
PROSE = "Analysts had expected the release in May, and some of them doubt that it will come."


def kinds(*texts: str, title: str | None = None) -> list[str]:
    return [passage.kind for passage in arrange([Block(text) for text in texts], title).passages]


def test_a_first_line_without_a_full_stop_is_the_title() -> None:
    found = arrange([Block("A delay"), Block(LEAD)], None)
    assert (found.title, found.derived) == ("A delay", False)
    assert [passage.kind for passage in found.passages] == ["title", "body"]


def test_questions_and_abbreviations_end_titles_too() -> None:
    for title in ("Who will be next?", "Strikes hit the U.S."):
        assert arrange([Block(title), Block(LEAD)], None).title == title


def test_a_lead_is_no_title() -> None:
    found = arrange([Block(LEAD), Block(PROSE)], None)
    assert found.derived
    assert [passage.kind for passage in found.passages] == ["body", "body"]


def test_a_single_line_is_the_body() -> None:
    found = arrange([Block("Just a note")], None)
    assert (found.title, found.derived) == ("Just a note", True)
    assert [passage.kind for passage in found.passages] == ["body"]


def test_a_stated_title_that_the_text_repeats_is_one_passage() -> None:
    assert kinds("A delay", LEAD, title="A  Delay") == ["title", "body"]


def test_a_stated_title_that_the_text_lacks_is_its_first_passage() -> None:
    found = arrange([Block(LEAD)], "A delay")
    assert [(passage.n, passage.kind, passage.text) for passage in found.passages] == [
        (1, "title", "A delay"),
        (2, "body", LEAD),
    ]


def test_the_title_again_is_boilerplate_wherever_it_stands() -> None:
    assert kinds("A delay", "A delay!", LEAD, "A DELAY", PROSE) == [
        "title", "boilerplate", "body", "boilerplate", "body",
    ]  # fmt: skip


def test_a_tag_of_the_titles_words_right_under_it_is_boilerplate() -> None:
    assert kinds("Huawei chips delay a model", "Huawei", LEAD) == ["title", "boilerplate", "body"]
    assert kinds("Huawei chips delay a model", LEAD, "Huawei", PROSE) == [
        "title", "body", "heading", "body",
    ]  # fmt: skip


def test_short_lines_above_prose_are_headings() -> None:
    assert kinds("A delay", "A second headline", LEAD, "What comes next", PROSE) == [
        "title", "heading", "body", "heading", "body",
    ]  # fmt: skip


def test_a_last_short_line_a_list_and_verse_are_body() -> None:
    assert kinds("A delay", LEAD, "no full stop here") == ["title", "body", "body"]
    assert kinds("A list", LEAD, "- one", PROSE) == ["title", "body", "body", "body"]
    verse = ("a line", "another line", "a third line", "a fourth line")
    assert kinds("A song", LEAD, *verse, PROSE) == ["title", "body", *["body"] * 4, "body"]


def test_markup_that_names_headings_is_believed() -> None:
    blocks = [Block("A delay.", heading=True), Block("short line"), Block(LEAD),
              Block("Is this one?", heading=True), Block(PROSE)]  # fmt: skip
    assert [passage.kind for passage in arrange(blocks, None).passages] == [
        "title", "body", "body", "heading", "body",
    ]  # fmt: skip


def test_a_text_of_nothing_but_furniture_is_taken_at_its_word() -> None:
    assert kinds("Read more", "Related articles") == ["title", "body"]


def test_given_passages_are_taken_as_they_are() -> None:
    given_texts = ["Short", "Read more", "Leave a reply", LEAD]
    found = arrange_as_given(given_texts, None)
    assert [(passage.kind, passage.text) for passage in found.passages] == [
        ("body", text) for text in given_texts
    ]
    assert [passage.kind for passage in arrange_as_given(["T", LEAD], "t").passages] == [
        "title", "body",
    ]  # fmt: skip


def test_a_derived_title_ends_at_a_word() -> None:
    title = derived_title(LEAD)
    assert title == "The company said on Thursday that the new model would not be released before…"
    assert derived_title("Short.") == "Short."
    assert derived_title("文" * 200) == "文" * 80 + "…"


@given(st.text(min_size=1))
def test_a_derived_title_is_a_beginning_of_bounded_length(lead: str) -> None:
    title = derived_title(lead)
    assert len(title) <= 81
    assert lead.startswith(title.removesuffix("…"))


LINES = st.lists(
    st.sampled_from([LEAD, PROSE, "A delay", "Huawei", "Read more", "Related articles", "(a/b)",
                     "Sources", "Leave a reply", "Next?", "x" * 300]),
    min_size=1,
)  # fmt: skip


@given(LINES, st.none() | st.sampled_from(["A delay", "Something else"]))
def test_every_article_has_all_its_text_at_most_one_title_and_a_body(
    texts: list[str], title: str | None
) -> None:
    found = arrange([Block(text) for text in texts], title)
    assert [passage.n for passage in found.passages] == list(range(1, len(found.passages) + 1))
    in_text = [p.text for p in found.passages][len(found.passages) - len(texts) :]
    assert in_text == texts
    kinds_found = [passage.kind for passage in found.passages]
    assert kinds_found.count("title") == (0 if found.derived else 1)
    assert "body" in kinds_found
    assert found.title
