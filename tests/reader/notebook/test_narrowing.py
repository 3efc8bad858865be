from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.notebook.narrowing import completed

VALUES: Mapping[str, Sequence[str]] = {
    "lang": ("uk", "de"),
    "tag": ("to read", "chips", "chips/ai"),
    "story": ("seed-000", "Late again"),
    "colour": (),
}


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("", None),
        ("la", "lang:"),
        ("čip -LA", "čip -LAng:"),
        ("col", None),  # nothing has it here
        ("lang:", "lang:uk"),
        ("lang:d", "lang:de"),
        ("lang:de", None),
        ("lang:de ", None),
        ("tag:", "tag:chips"),  # what has spaces needs quotation marks
        ('tag:"', 'tag:"to read"'),
        ('tag:"to r', 'tag:"to read"'),
        ('story:"late ag', 'story:"late again"'),
        ('tag:"to read" la', 'tag:"to read" lang:'),
        ("https:", None),
    ],
)
def test_fields_and_their_values_are_completed(typed: str, whole: str | None) -> None:
    assert completed(typed, VALUES) == whole


@given(st.text('latg:" -uk', max_size=12))
def test_a_completion_goes_on_from_what_is_typed(typed: str) -> None:
    whole = completed(typed, VALUES)
    assert whole is None or (whole.startswith(typed) and len(whole) > len(typed))
