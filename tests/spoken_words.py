"""Small transcripts for the tests of what is said: one turn per line, every word searched unless told otherwise."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from clipper.model import SpokenWord, Transcript, TranscriptFormat, Turn, Word


def transcript_of(text: str, *, unsearched: Collection[str] = (), language: str = "en") -> Transcript:
    """A transcript whose turns are the lines of ``text`` and whose words are its tokens."""
    return transcript_of_tokens([line.split() for line in text.splitlines()], unsearched=unsearched, language=language)


def transcript_of_tokens(
    turns: Sequence[Sequence[str]], *, unsearched: Collection[str] = (), language: str = "en"
) -> Transcript:
    """A transcript of the given turns and words, whatever is in them."""
    words: list[Word] = []
    spans: list[Turn] = []
    char = 0
    for tokens in (tokens for tokens in turns if tokens):
        first = len(words)
        for token in tokens:
            end = char + len(token)
            words.append(Word(text=token, start_char=char, end_char=end, searched=token not in unsearched))
            char = end + 1
        spans.append(Turn(speaker=None, first_word=first, end_word=len(words)))
    return Transcript(
        text=" ".join(word.text for word in words),
        words=tuple(words),
        turns=tuple(spans),
        format=TranscriptFormat.PLAIN,
        source="talk.txt",
        language=language,
    )


def said(word: SpokenWord) -> list[str]:
    """The texts of a word's forms."""
    return [form.text for form in word.forms]


def sounds(word: SpokenWord) -> list[str]:
    """The pronunciations of the only unit of a word's first form, phones separated by spaces."""
    (unit,) = word.forms[0].units
    return [" ".join(phones) for phones in unit.pronunciations]
