"""The engine over Whoosh's segments: the only package that imports Whoosh.

    schema      the fields, and how positions are packed
    codec       segments that are read from a memory map
    storage     files that are durable at a commit and that nobody else can write
    safety      whether an index may be opened; any failure to read it as one error
    snapshot    the documents and postings of one commit
    search      a request over a snapshot
    writer      adding, removing, merging
    engine      the above as an `Engine`

Of Whoosh the segment format, its writer and its readers are used; words are not
tokenised, queries not parsed, documents not scored and results not collected by it.
No Whoosh object leaves the package.
"""

from typing import Final

from index.engines import EngineType
from index.engines.whoosh.engine import WhooshType

ENGINE: Final[EngineType] = WhooshType()
