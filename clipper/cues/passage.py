"""Alignment -> passages: what one speaker says in one go, as tokens that the search lays out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from clipper.cues.profile import Profile
from clipper.cues.width import clean_text, count_characters, measure_columns, split_word
from clipper.model import Alignment, Span, Turn, WordStatus

_BRACKETS = {")": "(", "]": "[", "}": "{"}
_UNTIMED = {WordStatus.NOT_SPOKEN, WordStatus.UNSEARCHED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word as it is shown, or a piece of a word that is too long for a line.

    ``word`` is its index in the transcript. ``spaces`` (0 or 1) stand before it when something does. An untimed token
    (``timed`` False) has an empty span at its neighbour's edge. ``sane_break`` is False in front of a piece that should
    not begin a line; None for a whole word.
    """

    word: int
    text: str
    spaces: int
    span: Span
    timed: bool
    columns: int
    characters: int
    sane_break: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Consecutive tokens of one speaker, the transcript's turn cuts undone."""

    speaker: str | None
    tokens: tuple[Token, ...]

    @property
    def span(self) -> Span:
        """From the first token's start to the last one's end."""
        return Span(start_ms=self.tokens[0].span.start_ms, end_ms=self.tokens[-1].span.end_ms)


@dataclass(slots=True, kw_only=True)
class _Gathering:
    """What has been gathered so far, in transcript order."""

    passages: list[tuple[str | None, list[Token]]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    end_ms: int = 0

    def add(self, speaker: str | None, tokens: list[Token], *, is_new: bool) -> None:
        """Append a passage, or, unless it ``is_new``, lengthen the last one where the same speaker goes on."""
        last_speaker, last = self.passages[-1] if self.passages else (None, [])
        if not is_new and last and last_speaker == speaker and last[-1].span.end_ms <= tokens[0].span.start_ms:
            last += tokens
        else:
            self.passages.append((speaker, tokens))
        self.end_ms = max(self.end_ms, tokens[-1].span.end_ms)


def gather_passages(
    alignment: Alignment, profile: Profile, *, breaks: Collection[int] = ()
) -> tuple[tuple[Passage, ...], tuple[int, ...]]:
    """The passages in order of their start, and the indices of the words that are not shown.

    A turn whose first word is among ``breaks`` begins a passage even if the same speaker goes on.

    Hidden are words that were not spoken (and what is left of a parenthesis of which nothing was spoken), words that
    are no part of the talk, words without a visible character, bare punctuation of a turn in which nothing is said, and
    the annotation of a turn without speech where the silence is shorter than ``min_annotation_ms``.
    """
    gathering = _Gathering()
    turns = alignment.transcript.turns
    for turn in turns:
        shown = _shown_words(alignment, turn)
        gathering.hidden += sorted(set(range(turn.first_word, turn.end_word)) - {index for index, _ in shown})
        spans = [alignment.words[index].span for index, _ in shown]
        anchored = _anchor_untimed(spans)
        if anchored is None:
            anchored = _place_in_silence(alignment, turn, shown, gathering.end_ms, profile)
        if not anchored:
            gathering.hidden += [index for index, _ in shown]
            continue
        speaker = clean_text(turn.speaker.name) or None if turn.speaker else None
        is_new = turn.first_word in breaks
        gathering.add(speaker, _make_tokens(alignment, shown, anchored, profile), is_new=is_new)
    passages = [Passage(speaker=speaker, tokens=tuple(tokens)) for speaker, tokens in gathering.passages]
    passages.sort(key=lambda passage: passage.span.start_ms)
    return tuple(passages), tuple(sorted(gathering.hidden))


def _shown_words(alignment: Alignment, turn: Turn) -> list[tuple[int, str]]:
    unspoken = _find_unspoken_brackets(alignment, turn)
    return [
        (index, text)
        for index in range(turn.first_word, turn.end_word)
        if alignment.words[index].status is not WordStatus.NOT_SPOKEN
        and alignment.transcript.words[index].shown
        and index not in unspoken
        and (text := clean_text(alignment.transcript.words[index].text))
    ]


def _find_unspoken_brackets(alignment: Alignment, turn: Turn) -> set[int]:
    """The words of the parentheses that lost a word and of which nothing was spoken: no lone bracket is to remain."""
    found: set[int] = set()
    stack: list[tuple[str, int]] = []
    for index in range(turn.first_word, turn.end_word):
        for char in alignment.transcript.words[index].text:
            if char in _BRACKETS.values():
                stack.append((char, index))
            elif stack and stack[-1][0] == _BRACKETS.get(char):
                words = range(stack.pop()[1], index + 1)
                statuses = {alignment.words[i].status for i in words}
                if WordStatus.NOT_SPOKEN in statuses and statuses <= _UNTIMED:
                    found.update(words)
    return found


def _anchor_untimed(spans: Sequence[Span | None]) -> list[Span] | None:
    """A span for every word: an untimed one at the end of the word before, or at the turn's start. None if all are."""
    first = next((span for span in spans if span is not None), None)
    if first is None:
        return None
    anchored: list[Span] = []
    edge_ms = first.start_ms
    for span in spans:
        anchored.append(span or Span(start_ms=edge_ms, end_ms=edge_ms))
        edge_ms = anchored[-1].end_ms
    return anchored


def _place_in_silence(
    alignment: Alignment, turn: Turn, shown: Sequence[tuple[int, str]], before_ms: int, profile: Profile
) -> list[Span]:
    """Where a turn that is only an annotation stands: in the silence around it, or (empty list) nowhere."""
    if not any(char.isalnum() or char in "♪♫♩♬" for _, text in shown for char in text):
        return []
    spans = (alignment.words[index].span for index in range(turn.end_word, len(alignment.words)))
    later = (span.start_ms for span in spans if span is not None)
    silence_ms = next(later, alignment.duration_ms) - before_ms
    if silence_ms < profile.min_annotation_ms:
        return []
    characters = sum(len(text) + 1 for _, text in shown)
    wanted_ms = max(profile.min_annotation_ms, characters * 1000 // profile.max_cps)
    # The cue before keeps its lingering end where there is room for both.
    start_ms = before_ms + max(0, min(profile.linger_ms, silence_ms - wanted_ms))
    span = Span(start_ms=start_ms, end_ms=min(start_ms + wanted_ms, before_ms + silence_ms))
    return [span] + [Span(start_ms=span.end_ms, end_ms=span.end_ms)] * (len(shown) - 1)


def _make_tokens(
    alignment: Alignment, shown: Sequence[tuple[int, str]], spans: Sequence[Span], profile: Profile
) -> list[Token]:
    words = alignment.transcript.words
    tokens: list[Token] = []
    for (index, text), span in zip(shown, spans, strict=True):
        touches = index > 0 and words[index - 1].end_char == words[index].start_char
        spaces = 0 if touches and tokens and tokens[-1].word == index - 1 else 1
        token = Token(
            word=index,
            text=text,
            spaces=spaces,
            span=span,
            timed=alignment.words[index].span is not None,
            columns=measure_columns(text),
            characters=count_characters(text),
        )
        tokens += [token] if token.columns <= profile.max_columns else _cut_token(token, profile)
    return tokens


def _cut_token(token: Token, profile: Profile) -> list[Token]:
    """A word wider than a line, in pieces that share its time by their length."""
    pieces = split_word(token.text, profile.max_columns)
    total = len(token.text)
    tokens: list[Token] = []
    done = 0
    for piece, sane in pieces:
        start_ms = token.span.start_ms + token.span.duration_ms * done // total
        done += len(piece)
        end_ms = token.span.start_ms + token.span.duration_ms * done // total
        tokens.append(
            replace(
                token,
                text=piece,
                spaces=0 if tokens else token.spaces,
                span=Span(start_ms=start_ms, end_ms=end_ms),
                columns=measure_columns(piece),
                characters=count_characters(piece),
                sane_break=sane if tokens else None,
            )
        )
    return tokens
