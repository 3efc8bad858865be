"""What the driver hands over to the thread that writes."""

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.app import App

from reader.terminal.driver import LineDriver


class Written(list[str]):
    """In place of that thread: keeps what comes, piece by piece."""

    write = list[str].append


async def test_a_frame_is_handed_over_in_one_piece() -> None:
    driver, written = LineDriver(App(), size=(80, 24)), Written()
    driver._writer_thread = written  # type: ignore[assignment]  # it only writes
    for piece in ("title", SYNC_START, "a row", "another", SYNC_END, "bell"):
        driver.write(piece)
    assert written == ["title", f"{SYNC_START}a rowanother{SYNC_END}", "bell"]
