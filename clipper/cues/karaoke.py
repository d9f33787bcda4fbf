"""Word times inside cues, for players that light up each word as it is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from clipper.cues.width import clean_text
from clipper.model import Alignment, Cue, CueTrack, Line, Run, Span


def add_word_times(track: CueTrack, alignment: Alignment) -> CueTrack:
    """The track with a run for every word that has a time, and that time as its ``start_ms``.

    Times rise strictly within a cue: a word that begins with its cue, or no later than the word before it, goes with
    what stands before it, as do words without a time. A passage that is heard again has its second times.

    Args:
        track: What `segment_cues` made of ``alignment``; its runs know their words.
        alignment: The words with their times.
    """
    return replace(track, cues=tuple(_time_cue(cue, alignment) for cue in track.cues))


def _time_cue(cue: Cue, alignment: Alignment) -> Cue:
    said_ms = cue.start_ms
    lines: list[Line] = []
    begun: int | None = None
    for line in cue.lines:
        runs: list[Run] = []
        for run in line:
            for word, text in _split_run(run, alignment):
                span = _span_of(word, cue, alignment) if word is not None and word != begun else None
                begun = word if word is not None else begun
                if span and said_ms < span.start_ms < cue.end_ms:
                    said_ms = span.start_ms
                    runs.append(replace(run, text=text, first_word=word, end_word=_after(word), start_ms=said_ms))
                elif runs and runs[-1].style == run.style and runs[-1].speaker == run.speaker:
                    end = runs[-1].end_word if word is None else _after(word)
                    runs[-1] = replace(runs[-1], text=runs[-1].text + text, end_word=end)
                else:
                    since = None if said_ms == cue.start_ms else said_ms
                    runs.append(replace(run, text=text, first_word=word, end_word=_after(word), start_ms=since))
        lines.append(tuple(runs))
    return replace(cue, lines=tuple(lines))


def _after(word: int | None) -> int | None:
    return None if word is None else word + 1


def _span_of(word: int, cue: Cue, alignment: Alignment) -> Span | None:
    """The place of a word, of its first and its repeated ones, that lies in the cue."""
    spans = [alignment.words[word].span, *(repeat.places.get(word) for repeat in alignment.repeats)]
    return next((span for span in spans if span and cue.start_ms <= span.start_ms < cue.end_ms), None)


def _split_run(run: Run, alignment: Alignment) -> Iterator[tuple[int | None, str]]:
    """A run's words, each with the space behind it; None for text that is no word (a dash, a name)."""
    if run.first_word is None or run.end_word is None:
        yield None, run.text
        return
    position = 0
    for word in range(run.first_word, run.end_word):
        is_last = word + 1 == run.end_word
        end = len(run.text) if is_last else _end_of_word(run.text, position, word, alignment)
        if end > position:
            yield word, run.text[position:end]
        position = end


def _end_of_word(text: str, position: int, word: int, alignment: Alignment) -> int:
    """Where a word that stands at ``position`` ends, with the space behind it; the first may be the rest of a word."""
    whole = clean_text(alignment.transcript.words[word].text)
    shown: Sequence[str] = [whole[start:] for start in range(len(whole))] if position == 0 else [whole]
    found = next((piece for piece in shown if text.startswith(piece, position)), "")
    end = position + len(found)
    return end + 1 if text.startswith(" ", end) else end
