"""Keys that come in one piece do what they do one by one."""

from tests.terminal.screen import Screen


def test_what_is_typed_after_the_slash_goes_into_the_box(screen: Screen) -> None:
    screen.type("/čip\r\r")
    screen.wait_for(lambda text: "/14 · passage" in text and text.startswith(" / čip "))


def test_what_is_typed_after_enter_goes_to_the_list(screen: Screen) -> None:
    screen.type("/čip\r?")
    screen.wait_for("KEYS")
    screen.type("q")
    screen.wait_for(lambda text: "RESULTS" in text and text.startswith(" / čip "))


def test_a_key_into_a_screen_that_closes_holds_up_none_after_it(screen: Screen) -> None:
    screen.type("?")
    screen.wait_for("KEYS")
    screen.type("q/čip")
    screen.wait_for("чипах")


def test_keys_of_a_cyrillic_layout_are_letters_in_the_box(screen: Screen) -> None:
    screen.type("/чип")
    screen.wait_for(lambda text: "RESULTS" in text and text.startswith(" / чип"))
