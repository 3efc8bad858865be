"""Bytes of a text file as characters: UTF-8, or UTF-16 that says so by its mark."""

import codecs

from index.errors import InputError

_NOT_TEXT = "not a text file"


def decode(data: bytes, where: str) -> str:
    """The characters, without a byte order mark.

    Raises:
        InputError: the bytes are neither UTF-8 nor marked UTF-16, or hold NUL.
    """
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise InputError(where, f"{_NOT_TEXT} (neither UTF-8 nor UTF-16)") from None
    if "\0" in text:
        raise InputError(where, f"{_NOT_TEXT} (it holds NUL characters)")
    return text


def encoding_of(beginning: bytes) -> str:
    """The codec for a file that begins so; each drops the byte order mark."""
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"
