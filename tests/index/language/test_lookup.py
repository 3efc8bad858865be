from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

from index.language.analyzers._lookup import Dictionary, factory
from index.language.analyzers._wordfile import Damaged, WordFile, made

words = st.dictionaries(
    st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8"))
)


def turned(text: str, *, back: bool) -> bytes:
    return text.encode()[::-1] if back else text.encode()


def word_file(lemmas: dict[str, str], *, back: bool = False) -> bytes:
    entries = [(turned(word, back=back), turned(it, back=back)) for word, it in lemmas.items()]
    return made(sorted(entries), reversed_=back)


@given(words, st.lists(st.text()), st.booleans())
def test_a_word_file_answers_as_the_dictionary_it_was_made_from(
    lemmas: dict[str, str], others: list[str], back: bool
) -> None:
    file = WordFile(word_file(lemmas, back=back))
    assert {word: file.get(word) for word in file} == lemmas
    assert file.count == len(lemmas)
    for word in others:
        assert file.get(word) == lemmas.get(word)


@given(st.data())
def test_a_changed_byte_is_found_or_changes_nothing(data: st.DataObject) -> None:
    lemmas = {f"word{number}": f"lemma{number}" for number in range(200)}
    changed = bytearray(word_file(lemmas))
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        file = WordFile(bytes(changed))
        answers = {word: file.get(word) for word in lemmas}
    except Damaged:
        return
    assert answers == lemmas


def test_it_is_simplemmas_dictionary(tmp_path: Path) -> None:
    theirs = LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("id")
    ours = Dictionary("id", tmp_path)
    assert list(ours) == list(theirs)
    assert len(ours) == len(theirs)
    for word in list(theirs)[::50]:
        assert ours[word] == theirs[word]
    assert ours.get("nosuchword") is None
    assert "nosuchword" not in ours


def test_what_another_version_kept_goes_when_a_dictionary_is_made(tmp_path: Path) -> None:
    for name in ("words-id-00000000", "words-cs-00000000"):
        (tmp_path / name).write_bytes(b"")
    Dictionary("id", tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert "words-id-00000000" not in left
    assert "words-cs-00000000" in left
    assert len(left) == 2


def test_a_dictionary_is_kept_and_made_anew_when_damaged(tmp_path: Path) -> None:
    first = Dictionary("id", tmp_path)["anak-anak"]
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    for damaged in (b"", whole[:-100], b"\0" * len(whole)):
        kept.write_bytes(damaged)
        assert Dictionary("id", tmp_path)["anak-anak"] == first
        assert kept.read_bytes() == whole
    kept.write_bytes(b"\0" * 100_000 + whole[100_000:])
    assert Dictionary("id", tmp_path)["anak-anak"] == first


def test_it_does_without_a_folder_to_write_in(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert Dictionary("id", tmp_path / "file")["anak-anak"] == "anak"


def test_a_language_that_simplemma_does_not_know() -> None:
    with pytest.raises(ValueError, match="xx"):
        factory().get_dictionary("xx")
