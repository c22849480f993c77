"""Papers of a cycle: purchase orders, pick, sow and handover lists, the day's sums. Rows in, bytes out.

`papers_of` reads a cut cycle, `write_documents` writes its papers. Read paper.py for what every paper shares, then one module per paper.
"""

from exchange.documents.gathering import papers_of
from exchange.documents.kinds import DocumentFile, PaperKind, PaperKindUnknown, PaperNotWritten, PaperSet
from exchange.documents.unprintable import Unprintable, characters_not_printable
from exchange.documents.writing import draw_papers, file_name, write_documents

__all__ = [
    "DocumentFile",
    "PaperKind",
    "PaperKindUnknown",
    "PaperNotWritten",
    "PaperSet",
    "Unprintable",
    "characters_not_printable",
    "draw_papers",
    "file_name",
    "papers_of",
    "write_documents",
]
