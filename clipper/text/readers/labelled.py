"""Text with or without speakers and times (header, inline and plain layout) -> ``Transcript``.

The layouts share one grammar, a head and the text behind it, and real files mix them, so one reader serves all three.
Lines above the first head that are a title or metadata, and credits at the end, become words that are neither searched
nor shown, in turns of nobody's: nobody says them, and nothing is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from clipper.model import Speaker, Transcript, TranscriptFormat, Word
from clipper.text.readers.front_matter import count_credits, heads_metadata, is_front_matter, is_metadata
from clipper.text.readers.layout import choose_heads
from clipper.text.readers.links import hide_links
from clipper.text.readers.malformed import check_rows
from clipper.text.readers.openings import WHOLE_LINES, Opening, Shape
from clipper.text.readers.passage import fold_text, passage_of_range
from clipper.text.readers.rows import Row, read_rows
from clipper.text.readers.turns import TurnList
from clipper.text.readers.words import read_words

_MOST = 0.8  # share of lines that end like sentences beyond which each line is a paragraph, and not a wrapped line


def read_labelled_text(text: str, *, source: str) -> Transcript:
    """Read a header, inline or plain transcript.

    Raises:
        TranscriptError: For a malformed header, an empty turn, or a text without one spoken word.
    """
    folded = hide_links(fold_text(text))
    rows, below = _split_rows(folded)
    heads = choose_heads(rows, folded)
    check_rows(rows, heads, text=text, source=source)
    turns = TurnList(text=text, source=source)
    if heads:
        _read_headed(folded, rows, heads, turns, end=below[0].start if below else len(folded))
    else:
        for start, end in _find_paragraphs(rows):
            turns.add(read_words(passage_of_range(folded, start, end)), header_char=start)
    if below:
        start = below[0].start
        turns.add(read_words(passage_of_range(folded, start, len(folded)), is_matter=True), header_char=start)
    return turns.to_transcript(_format_of(heads))


def find_heads(text: str) -> list[Opening]:
    """The heads of a labelled text in order: each stands where a turn of ``read_labelled_text`` begins."""
    folded = hide_links(fold_text(text))
    return choose_heads(_split_rows(folded)[0], folded)


def _split_rows(folded: str) -> tuple[list[Row], list[Row]]:
    """The rows above the credits, and theirs."""
    rows = read_rows(folded)
    credits_at = len(rows) - count_credits([folded[row.start : row.end] for row in rows])
    return rows[:credits_at], rows[credits_at:]


def _read_headed(folded: str, rows: Sequence[Row], heads: Sequence[Opening], turns: TurnList, *, end: int) -> None:
    first = heads[0].start_char
    above = [row for row in rows if row.start < first and row.number < heads[0].line]
    if above:
        turns.add(_read_above(folded, above, first), header_char=above[0].start)
    speaker: Speaker | None = None
    for head, after in zip(heads, (*heads[1:], None), strict=True):
        words = read_words(passage_of_range(folded, head.text_char, after.start_char if after else end))
        if not words:
            turns.reject_empty(head.start_char, head.name, next_char=after.start_char if after else None)
        if head.name:  # a time alone continues the speaker before it
            speaker = Speaker(name=head.name, role=head.role)
        turns.add(words, speaker=speaker, start_ms=_ms(head), end_ms=_end_ms(head), header_char=head.start_char)


def _ms(head: Opening) -> int | None:
    return head.stamp.start_ms if head.stamp else None


def _end_ms(head: Opening) -> int | None:
    return head.stamp.end_ms if head.stamp else None


def _read_above(folded: str, above: Sequence[Row], end: int) -> list[Word]:
    """The words above the first head: titles and metadata are not searched, anything else is speech."""
    words: list[Word] = []
    for start, stop in _find_blocks(above):
        lines = [folded[row.start : min(row.end, end)] for row in above[start:stop]]
        is_title = heads_metadata(lines[0]) or all(is_front_matter(line) for line in lines)
        for row, line in zip(above[start:stop], lines, strict=True):
            passage = passage_of_range(folded, row.start, row.start + len(line))
            words += read_words(passage, is_matter=is_title or is_metadata(line))
    return words


def _find_blocks(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Half-open ranges of the rows between blank lines."""
    starts = [i for i, row in enumerate(rows) if i == 0 or row.after_blank]
    return list(zip(starts, [*starts[1:], len(rows)][: len(starts)], strict=True))


def _find_paragraphs(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Ranges of the paragraphs of a text without heads: between blank lines, or else lines that end as sentences do."""
    blocks = _find_blocks(rows)
    if len(blocks) == 1 and sum(row.is_sentence for row in rows) >= _MOST * len(rows):
        blocks = [(i, i + 1) for i in range(len(rows))]
    return [(rows[start].start, rows[stop - 1].end) for start, stop in blocks]


def _format_of(heads: Sequence[Opening]) -> TranscriptFormat:
    kinds = Counter(_kind(head) for head in heads)
    return max(kinds, key=lambda kind: kinds[kind]) if kinds else TranscriptFormat.PLAIN


def _kind(head: Opening) -> TranscriptFormat:
    if head.shape in WHOLE_LINES:
        return TranscriptFormat.HEADER
    return TranscriptFormat.PLAIN if head.stamp is None or head.shape is Shape.NAME_TEXT else TranscriptFormat.INLINE
