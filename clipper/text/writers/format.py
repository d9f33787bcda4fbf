"""The one door to ``writers``: which family a transcript is of, and the check of what was written."""

from __future__ import annotations

from collections.abc import Sequence

from clipper.model import Transcript, TranscriptFormat, Turn
from clipper.text.parse import parse_transcript
from clipper.text.readers.table import looks_like_table
from clipper.text.writers.draft import check_turns, first_that_reads_back
from clipper.text.writers.labelled import draft_labelled
from clipper.text.writers.podcast_json import draft_json
from clipper.text.writers.table import draft_table

_CUES = (TranscriptFormat.SRT, TranscriptFormat.VTT)


def format_transcript(transcript: Transcript, turns: Sequence[Turn]) -> str:
    """The text of the file that ``transcript`` was read from, with ``turns`` in place of its own.

    The transcript's own turns give its text back to the character. Where turns differ: frames of "H:MM:SS:FF" become
    00, the link of a time that changes goes (it leads to another place), an end is written only in a layout that has
    ends, and a time only in one that has times. ``read_text_file`` has taken line ends and byte order mark away before.

    Args:
        transcript: As ``parse_transcript`` made it.
        turns: A partition of the same words. ``header_ms`` and ``header_end_ms`` are the times to write, as far as the
            layout has any, rounded to its precision; None where a time is not known.

    Raises:
        TranscriptError: If the layout cannot hold these turns: nothing that would be read otherwise is ever returned.
        ValueError: If the turns do not partition the words, and for subtitles.
    """
    if transcript.format in _CUES:
        raise ValueError("the transcript of a subtitle file is written by format_cue_file")
    check_turns(transcript, turns)
    if transcript.format is TranscriptFormat.PODCAST_JSON:
        drafts = draft_json(transcript, turns)
    else:
        drafts = (draft_table if looks_like_table(transcript.text) else draft_labelled)(transcript, turns)
    return first_that_reads_back(drafts, transcript, lambda text: parse_transcript(text, source=transcript.source))
