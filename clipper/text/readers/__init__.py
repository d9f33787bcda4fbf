"""Readers: the text of a transcript file -> ``Transcript``; ``clipper.text.parse`` is their one door."""
