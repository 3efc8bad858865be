"""What the lists of the left column say, and the messages they send up."""

from textual.app import App, ComposeResult
from textual.message import Message

from reader.panes.languages import LanguageRow, LanguagesPane
from reader.panes.results import ResultRow, ResultsPane
from reader.panes.sources import SourceRow, SourcesPane
from reader.panes.status import KeysPane, StatusPane

HOSTILE = "\x1b]52;c;AAAA\x07[red]\u202e[@click=app.quit]x[/] [/nope]"


class Lists(App[None]):
    CSS = "RowList { width: 40; } #results { height: 12; }"

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield SourcesPane(id="sources")
        yield LanguagesPane(id="languages")
        yield ResultsPane(id="results")
        yield StatusPane(id="status")
        yield KeysPane(id="keys")

    def on_sources_pane_chosen(self, message: SourcesPane.Chosen) -> None:
        self.heard.append(message)

    def on_languages_pane_toggled(self, message: LanguagesPane.Toggled) -> None:
        self.heard.append(message)

    def on_languages_pane_alone(self, message: LanguagesPane.Alone) -> None:
        self.heard.append(message)

    def on_results_pane_opened(self, message: ResultsPane.Opened) -> None:
        self.heard.append(message)

    def on_results_pane_more(self, message: ResultsPane.More) -> None:
        self.heard.append(message)

    def on_results_pane_sort_toggled(self, message: ResultsPane.SortToggled) -> None:
        self.heard.append(message)


def text(app: Lists, name: str) -> list[str]:
    widget = app.query_one(f"#{name}")
    return [widget.render_line(y).text for y in range(widget.size.height)]


def fill(app: Lists, *rows: ResultRow, more: int = 0) -> ResultsPane:
    results = app.query_one(ResultsPane)
    results.fill(rows, heading="RESULTS", order="by date", more=more, again=False)
    return results


async def test_sources_say_which_one_is_kept_and_ask_for_another() -> None:
    app = Lists()
    async with app.run_test() as pilot:
        sources = app.query_one(SourcesPane)
        rows = (SourceRow(None, 5), SourceRow("double.news", 1), SourceRow("", 4))
        sources.fill(rows, "double.news")
        await pilot.pause()
        shown = text(app, "sources")
        assert shown[2].startswith("▸ double.news")
        assert shown[3].startswith("  unknown")
        assert shown[3].endswith("4")
        sources.focus()
        await pilot.press("G", "enter", "g", "space")
        assert [m.name for m in app.heard if isinstance(m, SourcesPane.Chosen)] == ["", None]


async def test_languages_are_named_counted_and_toggled() -> None:
    app = Lists()
    async with app.run_test() as pilot:
        languages = app.query_one(LanguagesPane)
        languages.fill((LanguageRow("cs", 1, True), LanguageRow("uk", 0, False)))
        await pilot.pause()
        shown = text(app, "languages")
        assert shown[1].startswith("[x] Czech")
        assert shown[2].startswith("[ ] Ukrainian")
        languages.focus()
        await pilot.press("space", "j", "a")
        assert [type(m).__name__ for m in app.heard] == ["Toggled", "Alone"]


async def test_a_result_has_its_title_and_its_hit_in_context() -> None:
    app = Lists()
    async with app.run_test() as pilot:
        snippet = "A rather long beginning before the chip that was found"
        at = snippet.index("chip")
        fill(app, ResultRow("a", "en", "Title", snippet, ((at, at + 4),), ("gone",)))
        await pilot.pause()
        shown = text(app, "results")
        assert shown[0].startswith("RESULTS")
        assert shown[0].endswith("by date")
        assert "en Title" in shown[1]
        assert "(without gone)" in shown[2]
        assert "chip" in shown[2]


async def test_results_open_open_beside_and_list_more() -> None:
    app = Lists()
    async with app.run_test() as pilot:
        results = fill(app, ResultRow("a", "en", "A", "x"), ResultRow("b", "en", "B", "x"), more=9)
        results.focus()
        await pilot.press("enter", "j", "o", "j", "enter", "r")
        opened = [(m.id, m.beside) for m in app.heard if isinstance(m, ResultsPane.Opened)]
        assert opened == [("a", False), ("b", True)]
        assert [type(m).__name__ for m in app.heard[2:]] == ["More", "SortToggled"]
        assert any("more (9)" in row for row in text(app, "results"))


async def test_hostile_text_is_drawn_as_text_without_controls() -> None:
    app = Lists()
    async with app.run_test() as pilot:
        fill(app, ResultRow("a", HOSTILE, HOSTILE, HOSTILE, ((1, 3),), (HOSTILE,)))
        app.query_one(SourcesPane).fill((SourceRow(HOSTILE, 1),), None)
        app.query_one(LanguagesPane).fill((LanguageRow(HOSTILE, 1, True),))
        app.query_one(StatusPane).say(HOSTILE, HOSTILE)
        await pilot.pause()
        drawn = "".join(
            "".join(text(app, n)) for n in ("results", "sources", "languages", "status")
        )
        assert not any(c in drawn for c in "\x1b\x07\u202e")
        assert "[red]" in drawn


async def test_the_row_of_keys_drops_from_the_middle() -> None:
    app = Lists()
    async with app.run_test(size=(30, 40)) as pilot:
        keys = app.query_one(KeysPane)
        keys.offer([("a", "first"), ("b", "second"), ("c", "third"), ("?", "help"), ("q", "quit")])
        await pilot.pause()
        (row,) = text(app, "keys")
        assert "first" in row
        assert "third" not in row
        assert row.rstrip().endswith("q quit")
