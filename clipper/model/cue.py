"""What a subtitle file holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from clipper.model.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a cue's line in one voice and one style.

    ``text`` is what a viewer reads, without escapes; one space stands between words. ``speaker`` is the voice, a name.
    ``first_word`` and ``end_word`` are the half-open range of transcript words it shows (None for text from a file, and
    for added text: a dash or a speaker's prefix). ``style`` holds "b", "i", "u" and class names (".loud").
    ``start_ms`` is when it is said, on the track's clock, where words have times of their own (karaoke); None: with the
    piece before it.
    """

    text: str
    speaker: str | None = None
    first_word: int | None = None
    end_word: int | None = None
    style: frozenset[str] = frozenset()
    start_ms: int | None = None
    source_chars: tuple[int, ...] | None = field(default=None, compare=False, repr=False)


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A text on screen from ``start_ms`` to ``end_ms``; whatever a file holds, so no rule is enforced here.

    ``settings`` is the format's own placement text (WebVTT "line:0 align:start"), kept as read.
    """

    start_ms: int
    end_ms: int
    lines: tuple[Line, ...]
    id: str = ""
    settings: str = ""

    @property
    def text(self) -> str:
        """The lines as a viewer reads them, separated by newlines."""
        return "\n".join("".join(run.text for run in line) for line in self.lines)

    @property
    def duration_ms(self) -> int:
        """Length in ms; negative where a file's cue runs backwards."""
        return self.end_ms - self.start_ms

    @property
    def words(self) -> tuple[int, ...]:
        """The indices of the transcript words that it shows, in order."""
        return tuple(
            index
            for line in self.lines
            for run in line
            if run.first_word is not None and run.end_word is not None
            for index in range(run.first_word, run.end_word)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A comment that no viewer sees, in front of cue number ``cue`` (from 0; their count: behind the last)."""

    text: str
    cue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CueTrack:
    """Cues in file order.

    ``header`` is a WebVTT file's text after the signature, ``styles`` and ``regions`` its STYLE and REGION blocks, as
    they stand there. ``passed_over`` tells, by line, what a reader could not use: nothing is lost silently.
    """

    cues: tuple[Cue, ...]
    language: str = "en"
    hidden_words: tuple[int, ...] = ()
    header: str = ""
    styles: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    passed_over: tuple[Diagnostic, ...] = field(default=(), compare=False, repr=False)
