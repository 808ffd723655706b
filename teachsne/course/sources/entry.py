"""One row of the ledger."""

from typing import NamedTuple


class LedgerEntry(NamedTuple):
    """A printed number, and what this package computes in its place."""

    source: str
    table: str
    row: str
    column: str
    printed: float
    computed: float  # as the source came to it
    true: float  # as the caption defines it
    status: str
    note: str
