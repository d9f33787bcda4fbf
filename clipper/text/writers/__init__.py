"""Writers: a ``Transcript`` with other turns -> the text of a file in the layout that it was read from."""

from clipper.text.writers.format import format_transcript

__all__ = ["format_transcript"]
