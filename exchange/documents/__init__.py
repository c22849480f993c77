"""Papers of a cycle: purchase orders, pick, sow and handover lists, the day's sums. Rows in, bytes out.

`write_documents` is the way in. Read paper.py for what every paper shares, then one module per paper.
"""

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
    "write_documents",
]
