"""How much of a file is read: more than any honest return holds, less than a machine can bear."""

MAX_FILE_BYTES = 50 * 2**20
MAX_EXPANDED_BYTES = 256 * 2**20
MAX_PART_BYTES = 160 * 2**20
"""One part of a compressed file, once expanded."""

MAX_DOCUMENT_BYTES = 48 * 2**20
"""The text of a Word or OpenDocument file, or a web page; these are held in memory as a tree."""

MAX_RATIO = 300
"""Expanded to compressed size; asked only of files that expand beyond ``RATIO_FROM_BYTES``."""

RATIO_FROM_BYTES = 16 * 2**20

MAX_PARTS = 10_000
MAX_SHEETS = 500
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELLS = 500_000
"""Cells of all sheets of a file, the empty ones that only carry a format included."""

MAX_AREA = 5_000_000
"""Rows times columns from the first to the last cell of a sheet: what a reader makes room for."""

MAX_MERGES = 50_000
MAX_LINE_CHARS = 2**20
MAX_CELL_CHARS = 131_072
MAX_TEXT_CHARS = 100 * 2**20
"""Text of all cells together, a repeated text counted each time."""

MAX_ELEMENTS = 3_000_000
"""Elements of a document that is held in memory as a tree."""
