"""The engine over Whoosh's segments: the only package that imports Whoosh.

    columns      a file of columns of numbers, mapped and checked as it is read
    lexicon      the terms of a segment
    postings     documents turned into a segment's columns
    merge        segments made into one
    codec        such segments as Whoosh's own: its codec
    schema       the fields
    storage      files that are durable at a commit and that nobody else can write
    safety       any failure to read an index as one error
    writer       adding, removing, committing
    snapshot     the documents of one commit
    terms, phrases, search, order    a request over a snapshot
    engine       the above as an `Engine`

Of Whoosh the table of contents, its generations, lock and storage are used, and its
extension point for segments. Words are not tokenised, queries not parsed, documents
not scored and results not collected by it: it does that one posting at a time, where
here numpy does it one column at a time. No Whoosh object leaves the package.
"""

from typing import Final

from index.engines import EngineType
from index.engines.whoosh.engine import WhooshType

ENGINE: Final[EngineType] = WhooshType()
