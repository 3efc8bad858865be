"""Comparing: the counterpart passage in the other panes, lit, followed and kept."""

from functools import partial
from typing import Final

from textual import work
from textual.binding import Binding, BindingType

from index.errors import HexaplaError
from index.model import Article, Pair
from reader.i18n import N_, _
from reader.screens import questions
from reader.screens.keeping import KeepingScreen
from reader.session import Position, Session, Stretch

#: Words in common that are named.
_SHARED = 5

#: The keys of comparing; they stand among the others of the reading screen.
COMPARING_KEYS: Final[tuple[BindingType, ...]] = (
    # i18n: the passage of another article that says the same
    Binding("c", "counterpart", N_("counterpart"), id="counterpart"),
    Binding("M", "keep_paired", N_("highlight with counterparts"), show=False, id="highlight.pair"),
    Binding("equals_sign", "lock", N_("lock scrolling"), show=False, id="lock"),
)


class ComparingScreen(KeepingScreen):
    """What the articles in the panes say of each other."""

    def become(self, after: Session, *, again: bool = True) -> None:
        """As before; and panes that scroll together are compared and lit."""
        before = self.session
        super().become(after, again=again)
        if after.locked and before.place != after.place:
            self._follow()

    def action_lock(self) -> None:
        """Lock or unlock synchronized scrolling."""
        self.become(self.session.toggled_lock())
        if not self.session.locked:
            self.become(self.session.unlit())

    @work(exclusive=True, group="compare")
    async def _follow(self) -> None:
        """Light the counterparts of the passage the reader stands on."""
        if await self._compared():
            self._light_counterparts()

    @work(exclusive=True, group="compare")
    async def action_counterpart(self) -> None:
        """Light the counterparts of this passage; go to the next of them if they are lit."""
        if self.session.active_column is None or not await self._compared():
            return
        lit = self.session.lit_from
        here = self.session.place
        pairs = self._light_counterparts()
        if not pairs:
            self.say(_("no counterpart in what is open"))
        elif lit is not None and lit == here:
            self._go_to_counterpart(pairs)
        else:
            best = max(pairs.values(), key=lambda pair: pair.score)
            self.say(_("counterpart: {words}").format(words=" · ".join(best.shared[:_SHARED])))

    def _go_to_counterpart(self, pairs: dict[int, Pair]) -> None:
        """Put the focus on the next pane to the right that has one, round the end."""
        active = self.session.active
        number = min(pairs, key=lambda each: (each <= active, each))
        self.become(self.session.activated(number))
        self.desk.go_to(Position(pairs[number].right))
        self.desk.focus_panes()

    async def _compared(self) -> bool:
        """Compare the active article with the others that are open; whether that went well."""
        session = self.session
        active = session.active_column
        if active is None:
            return False
        name = active.article.id
        others = [c.article.id for c in session.columns if c is not active]
        new = [(name, each) for each in others if not session.links.knows(name, each)]
        try:
            found = (
                await self.finder.ask(partial(questions.counterparts, wanted=new)) if new else {}
            )
        except HexaplaError as error:
            self.say(str(error))
            return False
        for (left, right), pairs in found.items():
            super().become(self.session.linked(left, right, pairs))
        return True

    def _light_counterparts(self) -> dict[int, Pair]:
        """Mark the counterparts of the passage the reader stands on, and show them.

        Returns:
            By the number of the column, the passage here and there.
        """
        session, pairs = self.session.lit()
        super().become(session)
        self.desk.show_counterparts({n: Position(pair.right) for n, pair in pairs.items()})
        return pairs

    def action_keep_paired(self) -> None:
        """Highlight the selection or passage and its counterparts as one entry."""
        self._keep_paired()

    @work(exclusive=True, group="compare")
    async def _keep_paired(self) -> None:
        column, chosen = self.session.active_column, self.chosen()
        if column is None or not chosen or not await self._compared():
            return
        pairs = self._light_counterparts()
        if not pairs:
            self.say(_("no counterpart in what is open; m highlights this alone"))
            return
        columns = self.session.columns
        others = [
            (columns[n].article, whole(columns[n].article, pair.right))
            for n, pair in sorted(pairs.items())
        ]
        kept = [*((column.article, each) for each in chosen), *others]
        self.keeping(lambda: self.keeper.pair(self.archive, kept))


def whole(article: Article, n: int) -> Stretch:
    """A passage from its beginning to its end."""
    return Stretch(n, 0, len(article.passages[n - 1].text))
