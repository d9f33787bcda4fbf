"""A clip -> the stretches of it that stay when fillers, doubled words and long pauses are taken out.

Only what is surrounded by quiet leaves: a filler that touches its neighbours, or a pause in which somebody laughs,
stays, and that is told. The words that stay, their order and their times are untouched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from clipper.clips.edges import is_quiet, quietest_ms, speech_level
from clipper.model import Alignment, Clip, Span, Stream
from clipper.model.sound import Energy

LONGEST_PAUSE_MS = 700
"""A pause longer than this is shortened: three quarters of pauses inside turns of conversation are shorter."""

KEPT_PAUSE_MS = 350
"""What is left of it: still heard as one (from .35 s on pauses are heard as breaks)."""

JOINED_PAUSE_MS = (80, 250)
"""The pause where words were taken out: at least a breath's beginning, at most an ordinary one."""

_SNAP_MS = 20  # how far a cut moves to a quieter place


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What leaves a clip: ``span`` of the recording, and the words in it (none: a pause is shortened)."""

    span: Span
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tightened:
    """The stretches that stay, in order; what leaves; and the words that should leave and touch their neighbours."""

    pieces: tuple[Span, ...]
    removed: tuple[Removal, ...]
    left: tuple[int, ...]


def tighten_clip(alignment: Alignment, clip: Clip, energy: Energy, clutter: Collection[int]) -> Tightened:
    """Take what is superfluous out of a clip of a quote.

    Args:
        alignment: Where the words are.
        clip: What is cut; its first and last words stay.
        energy: The loudness of the recording around the clip.
        clutter: The words that should leave.

    Raises:
        ValueError: If the clip has no quote.
    """
    if clip.quote is None:
        raise ValueError("only the clip of a quote can be tightened")
    offset_ms = clip.recording.offset_ms
    said = [
        (index, span.shift(-offset_ms))
        for index in range(clip.quote.first_word, clip.quote.end_word)
        if (span := alignment.words[index].span) is not None
    ]
    if len(said) < 2:
        return Tightened(pieces=(clip.span,), removed=(), left=())
    quiet = _Quiet(energy, speech_level(energy, *(span for _, span in said)), clip.recording.video)
    removed: list[Removal] = []
    left: list[int] = []
    for before, between, after in _gaps(said, clutter):
        removal = quiet.take_out(before, between, after)
        if removal:
            removed.append(removal)
        else:
            left += [index for index, _ in between]
    borders = [clip.span.start_ms, *(ms for one in removed for ms in (one.span.start_ms, one.span.end_ms))]
    borders.append(clip.span.end_ms)
    pieces = tuple(Span(start_ms=start, end_ms=end) for start, end in zip(borders[::2], borders[1::2], strict=True))
    return Tightened(pieces=pieces, removed=tuple(removed), left=tuple(left))


Said = tuple[int, Span]
"""A word's index and when it is said, on the recording's timeline."""


def _gaps(said: Sequence[Said], clutter: Collection[int]) -> Iterator[tuple[Said, list[Said], Said]]:
    """Each two neighbours that stay, and the words between them that should leave."""
    runs = [(is_clutter, list(words)) for is_clutter, words in groupby(said[1:-1], key=lambda word: word[0] in clutter)]
    kept = [[said[0]]]
    between: list[list[Said]] = []
    for is_clutter, words in runs:
        if is_clutter:
            between.append(words)
            kept.append([])
        else:
            kept[-1] += words
    kept[-1].append(said[-1])
    for number, stretch in enumerate(kept):
        for one, other in pairwise(stretch):
            yield one, [], other
        if number < len(between) and kept[number + 1]:
            yield stretch[-1], between[number], kept[number + 1][0]


def _removal(out_ms: int, in_ms: int, words: tuple[int, ...]) -> Removal | None:
    return Removal(span=Span(start_ms=out_ms, end_ms=in_ms), words=words) if out_ms < in_ms else None


class _Quiet:
    """Cuts where nothing is heard."""

    def __init__(self, energy: Energy, speech_db: float, video: Stream | None) -> None:
        self._energy, self._speech_db, self._video = energy, speech_db, video

    def take_out(self, before: Said, between: Sequence[Said], after: Said) -> Removal | None:
        """What leaves between two words that stay; None if nothing does, or cannot."""
        start_ms, end_ms = before[1].end_ms, after[1].start_ms
        if not between:
            if end_ms - start_ms <= LONGEST_PAUSE_MS or not self._holds(start_ms, end_ms):
                return None
            middle_ms = (start_ms + end_ms) // 2
            out_ms = self._place(start_ms + KEPT_PAUSE_MS // 2, start_ms, middle_ms)
            return _removal(out_ms, self._place(end_ms - KEPT_PAUSE_MS // 2, middle_ms, end_ms), ())
        first_ms, last_ms = between[0][1].start_ms, between[-1][1].end_ms
        if not (self._touches_quiet(start_ms, first_ms) and self._touches_quiet(last_ms, end_ms)):
            return None
        least_ms, most_ms = JOINED_PAUSE_MS
        room_ms = (first_ms - start_ms) + (end_ms - last_ms)
        kept_ms = max(least_ms, min(most_ms, room_ms))
        out_ms = self._place(min(first_ms, start_ms + kept_ms // 2), start_ms, first_ms)
        in_ms = self._place(max(last_ms, end_ms - (kept_ms - (out_ms - start_ms))), last_ms, end_ms)
        return _removal(out_ms, in_ms, tuple(index for index, _ in between))

    def _place(self, at_ms: int, from_ms: int, to_ms: int) -> int:
        """A cut near ``at_ms``, from ``from_ms`` to ``to_ms``.

        It lies between two frames, so that no sound falls into a part of one, or else at the quietest moment near.
        """
        video = self._video
        if video and video.frame_rate:
            rate, nearest = video.frame_rate, video.frame_rate.nearest_frame(at_ms - video.start_ms)
            borders = (video.start_ms + rate.start_ms(number) for number in (nearest, nearest - 1, nearest + 1))
            inside = [border for border in borders if from_ms <= border <= to_ms]
            if inside:
                return min(inside, key=lambda border: abs(border - at_ms))
        return quietest_ms(self._energy, max(from_ms, at_ms - _SNAP_MS), min(to_ms, at_ms + _SNAP_MS))

    def _touches_quiet(self, start_ms: int, end_ms: int) -> bool:
        """Whether there is a quiet moment between two words."""
        if end_ms - start_ms < _SNAP_MS:
            return False
        at_ms = quietest_ms(self._energy, start_ms, end_ms)
        return is_quiet(self._energy, self._speech_db, at_ms, at_ms)

    def _holds(self, start_ms: int, end_ms: int) -> bool:
        """Whether nothing is heard from one word to the next, but for how they die away and swell."""
        edge_ms = KEPT_PAUSE_MS // 2
        return is_quiet(self._energy, self._speech_db, start_ms + edge_ms, end_ms - edge_ms)
