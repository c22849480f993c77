"""Papers of a cycle: purchase orders, count sheets, pick, sow, load and handover lists, tote slips, run sheets,
shortage notices, the day's sums. Rows in, bytes out.

`papers_of` reads a cut cycle, `write_documents` writes its papers. Read paper.py for what every paper shares, then one module per paper.
"""

from exchange.documents.gathering import LeftOut, left_out, papers_of
from exchange.documents.kinds import DocumentFile, PaperKind, PaperKindUnknown, PaperNotWritten, PaperSet
from exchange.documents.unprintable import Unprintable, characters_not_printable
from exchange.documents.writing import draw_papers, file_name, wanted_kinds, write_documents, write_messages

__all__ = [
    "DocumentFile",
    "LeftOut",
    "PaperKind",
    "PaperKindUnknown",
    "PaperNotWritten",
    "PaperSet",
    "Unprintable",
    "characters_not_printable",
    "draw_papers",
    "file_name",
    "left_out",
    "papers_of",
    "wanted_kinds",
    "write_documents",
    "write_messages",
]
