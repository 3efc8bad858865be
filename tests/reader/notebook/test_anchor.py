from hypothesis import given
from hypothesis import strategies as st

from index.model import Article, Passage
from reader.notebook.anchor import resolve
from reader.notebook.highlight import CONTEXT, Highlight
from reader.notebook.similar import even

LEAD = "Pengumuman resmi DeepSeek mengenai peluncuran model R2 masih tertunda hingga hari ini."
SECOND = "Menurut Financial Times, pelatihan model itu gagal pada chip Ascend buatan Huawei."
THIRD = "Perusahaan lalu kembali memakai chip Nvidia untuk pelatihan dan Ascend untuk inferensi."


def article(*texts: str, revision: str = "a") -> Article:
    return Article(
        id="x",
        title="T",
        title_derived=False,
        lang="id",
        source=None,
        date=None,
        date_from=None,
        url=None,
        revision=revision,
        passages=tuple(Passage(n, "body", text) for n, text in enumerate(texts, 1)),
    )


def kept(text: str, n: int, start: int, end: int) -> Highlight:
    return Highlight(
        id="h",
        archive="arch",
        article="x",
        revision="a",
        source=None,
        url=None,
        lang="id",
        title="T",
        date=None,
        passage=n,
        start=start,
        end=end,
        quote=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        note="",
        tags=(),
        colour="yellow",
        created="2026-01-01T00:00:00.000Z",
        state="anchored",
        pair=(),
    )


def word(text: str, quote: str, n: int) -> Highlight:
    start = text.index(quote)
    return kept(text, n, start, start + len(quote))


def place(highlight: Highlight) -> tuple[int, int, int]:
    return highlight.passage, highlight.start, highlight.end


def test_the_revision_it_was_made_on_is_taken_at_its_word() -> None:
    found = resolve(word(SECOND, "Huawei", 2), article(LEAD, SECOND))
    assert found.state == "anchored"


def test_it_stays_when_another_passage_changes() -> None:
    before = word(SECOND, "Huawei", 2)
    found = resolve(before, article(LEAD + " Ada lagi.", SECOND, THIRD, revision="b"))
    assert (found.state, place(found)) == ("anchored", place(before))


def test_it_moves_with_its_passage() -> None:
    before = word(SECOND, "Huawei", 2)
    found = resolve(before, article(LEAD, "Iklan.", THIRD, SECOND, revision="b"))
    assert (found.state, place(found)) == ("moved", (4, before.start, before.end))
    assert found.revision == "a"


def test_it_moves_within_its_passage() -> None:
    before = word(SECOND, "chip Ascend", 2)
    found = resolve(before, article(LEAD, "Diperbarui. " + SECOND, revision="b"))
    assert place(found) == (2, before.start + 12, before.end + 12)


def test_the_context_tells_which_of_two_words_was_meant() -> None:
    before = word(SECOND, "Ascend", 2)
    found = resolve(before, article(LEAD, THIRD, SECOND, revision="b"))
    assert (found.state, place(found)) == ("moved", (3, before.start, before.end))


def test_a_common_word_elsewhere_is_no_place() -> None:
    before = word(SECOND, "Ascend", 2)
    found = resolve(before, article(LEAD, THIRD, revision="b"))
    assert (found.state, place(found)) == ("orphan", place(before))


def test_a_word_by_chance_at_the_same_place_is_no_place() -> None:
    before = word("Chip baru dari Huawei ditunda lagi.", "Chip", 2)
    found = resolve(before, article(LEAD, "Chip lama tetap dijual.", revision="b"))
    assert found.state == "orphan"


def test_a_quote_that_was_rewritten_is_an_orphan() -> None:
    before = kept(SECOND, 2, 0, len(SECOND))
    rewritten = "Menurut Reuters, pelatihan itu terhenti karena chip Ascend terlalu lambat."
    found = resolve(before, article(LEAD, rewritten, revision="b"))
    assert found.state == "orphan"


def test_a_quote_with_another_word_is_found_by_the_rest() -> None:
    before = kept(SECOND, 2, 0, len(SECOND))
    edited = SECOND.replace("gagal", "terhenti")
    found = resolve(before, article(LEAD, edited, revision="b"))
    assert (found.state, place(found)) == ("moved", (2, 0, len(edited)))


def test_typography_does_not_matter() -> None:
    text = 'Kata "ditunda" itu - menurut DeepSeek - tidak benar...'
    other = "Kata “ditunda” itu – menurut\u00a0 DeepSeek – tidak benar…"
    before = kept(text, 2, 5, 18)
    found = resolve(before, article(LEAD, other, revision="b"))
    assert other[found.start : found.end] == "“ditunda” itu"


def test_an_edited_twin_of_the_passage_leaves_a_doubt() -> None:
    before = kept(SECOND, 2, 0, len(SECOND))
    twin = SECOND.replace("gagal", "terhenti")
    assert resolve(before, article(LEAD, twin, THIRD, SECOND, revision="b")).state == "orphan"


def test_with_the_text_it_was_made_on_an_edited_twin_is_told_from_its_passage() -> None:
    twin = SECOND.replace("gagal", "terhenti").replace("chip", "cip")
    old = article(LEAD, SECOND, THIRD, twin)
    edited = SECOND.replace("Menurut", "Kata").replace("buatan ", "")
    found = resolve(kept(SECOND, 2, 0, len(SECOND)), article(LEAD, edited, THIRD, twin), old)
    assert found.state == "anchored"  # that revision itself
    new = article(twin, LEAD, edited, THIRD, revision="b")
    found = resolve(kept(SECOND, 2, 0, len(SECOND)), new, old)
    assert (found.state, found.passage) == ("moved", 3)


def test_twins_that_nothing_tells_apart_are_orphans() -> None:
    old = article(LEAD, SECOND, LEAD, SECOND, LEAD)
    before = kept(SECOND, 2, 0, len(SECOND))
    assert resolve(before, article(LEAD, SECOND, LEAD, revision="b"), old).state == "orphan"


def test_a_word_of_a_sure_passage_needs_nothing_around_it() -> None:
    old = article(LEAD, SECOND, THIRD)
    edited = SECOND.replace("chip Ascend buatan", "cip Ascend dari")
    before = word(SECOND, "Ascend", 2)
    assert resolve(before, article(LEAD, edited, THIRD, revision="b")).state == "orphan"
    found = resolve(before, article(LEAD, edited, THIRD, revision="b"), old)
    assert edited[found.start : found.end] == "Ascend"


def test_a_short_heading_is_found_as_a_whole_passage_only() -> None:
    before = kept("Huawei", 2, 0, 6)
    assert resolve(before, article(LEAD, THIRD, "Huawei", revision="b")).passage == 3
    assert resolve(before, article(LEAD, "Huawei lagi", SECOND, revision="b")).state == "orphan"


def test_of_equal_passages_the_one_where_it_stood_is_taken_or_none() -> None:
    before = kept(LEAD, 2, 0, len(LEAD))
    stays = resolve(before, article(LEAD, LEAD, SECOND, revision="b"))
    assert (stays.state, stays.passage) == ("anchored", 2)
    assert resolve(before, article(SECOND, THIRD, LEAD, LEAD, revision="b")).state == "orphan"


# Few letters and short passages, so that quotes recur and contexts look alike.
passages = st.lists(st.text("ab č", min_size=1, max_size=60), min_size=1, max_size=5)


@given(st.data(), passages, passages)
def test_a_found_place_always_holds_the_quote(
    data: st.DataObject, old: list[str], new: list[str]
) -> None:
    n = data.draw(st.integers(1, len(old)))
    start = data.draw(st.integers(0, len(old[n - 1]) - 1))
    end = data.draw(st.integers(start + 1, len(old[n - 1])))
    before = kept(old[n - 1], n, start, end)
    found = resolve(before, article(*new, revision="b"))
    if found.state == "orphan":
        assert place(found) == place(before)
    else:
        there = new[found.passage - 1][found.start : found.end]
        # Word for word, or nearly so where it is long enough to be sure.
        assert even(there).text == even(before.quote).text or len(there) > 16
        assert (found.state == "anchored") == (place(found) == place(before))


@given(st.data())
def test_passages_that_only_change_places_take_their_highlights_along(data: st.DataObject) -> None:
    # Passages of different letters: what is meant is never in doubt.
    old = [
        data.draw(st.text(letters, min_size=1, max_size=80))
        for letters in ("abc", "def", "ghi", "јкл")
    ]
    n = data.draw(st.integers(1, len(old)))
    text = old[n - 1]
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    new = data.draw(st.permutations(old))
    found = resolve(kept(text, n, start, end), article(*new, revision="b"))
    if found.state == "orphan":
        # Only where the passage itself says it again nearly as well.
        assert text.find(text[start:end], text.find(text[start:end]) + 1) >= 0
    else:
        assert (found.passage, found.start) == (new.index(text) + 1, start)
