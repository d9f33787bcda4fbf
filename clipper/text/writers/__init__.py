"""Writers: a ``Transcript`` with other turns -> the text of a file in the layout that it was read from."""

from clipper.text.writers.cue_file import format_cue_file
from clipper.text.writers.format import format_transcript

__all__ = ["format_cue_file", "format_transcript"]
