"""What a word of a text means, from the same lexicon that searches use."""

from index.language.lexicon import Lexicon
from index.language.tokens import normalize
from index.model import Gloss, Meaning
from index.words.vocabulary import Vocabulary

#: Meanings of a word: more do not fit into a row, and the first are the usual ones.
_MOST = 12


def gloss(word: str, lang: str, into: str, vocabulary: Vocabulary, lexicon: Lexicon) -> Gloss:
    """See `index.archive.Archive.gloss`."""
    form = normalize(word)
    readings = [one for one in vocabulary.readings([form]) if one.lang == lang]
    lemmas = tuple(dict.fromkeys(lemma for one in readings for lemma in one.lemmas))
    parts = tuple(dict.fromkeys(part for one in readings for part in one.parts))
    # As written, by its lemmas, by what it is composed of: the first that says anything.
    for words in ((form, *lemmas), parts):
        found = lexicon.translations(lang, words, [into]) if words else ()
        meanings = dict.fromkeys(Meaning(one.text, one.via) for one in found)
        if meanings:
            return Gloss(word, lang, lemmas, into, tuple(meanings)[:_MOST])
    return Gloss(word, lang, lemmas, into, ())
