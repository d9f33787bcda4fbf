"""The jobs as plain functions, for scripts and notebooks: what ``import clipper`` offers for episodes."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path

from clipper.cues import NameStyle, SpeakerLabels
from clipper.model import Progress, RepairMode, Speaker, silent
from clipper.pipeline.align_job import AlignRequest
from clipper.pipeline.coverage import LEAST_COVERAGE
from clipper.pipeline.episode import Episode, format_episode, open_episode
from clipper.pipeline.find_job import CONTEXT_WORDS, LIMIT, Match, Search, search
from clipper.pipeline.output_format import format_of
from clipper.pipeline.searchable import make_searchable
from clipper.pipeline.subtitle_job import SubtitleStyle, make_output
from clipper.pipeline.transcript_file import require_writable
from clipper.pipeline.turns_job import SpokenTurns, find_turns
from clipper.store.ledger import Ledger
from clipper.store.outputs import check_outputs, write_texts

FileName = str | PathLike[str]


def align_episode(
    transcript: FileName,
    media: FileName | None = None,
    *,
    tracks: Mapping[str, FileName] | None = None,
    lexicon: FileName | None = None,
    stream: int | None = None,
    cache: bool = True,
    acoustic_model: FileName | None = None,
    pins: FileName | None = None,
    min_coverage: float = LEAST_COVERAGE,
    partial: bool = False,
    progress: Progress = silent,
) -> Episode:
    """Find the time of every word of ``transcript`` in ``media``.

    Args:
        transcript: A transcript or subtitle file in any format that clipper reads.
        media: The recording of everybody.
        tracks: Recordings of single speakers, by name, beside or instead of ``media``.
        lexicon: A file with pronunciations of your own.
        stream: Index of the audio stream to listen to.
        cache: Use what earlier calls remember of the recording, and keep what this one computes. The result is the
            same; only the time differs.
        acoustic_model: A CTC model of your own (wav2vec2, MMS) as an ONNX file with its vocab.json beside it.
        pins: A file with doubtful places that you settled, a line each: ``words @ turn 3 = 1:02.450``.
        min_coverage: The share of the words, 0..1, between the first and the last that are found, that must be found;
            of all words where these are less than 100 words or a minute.
        partial: Return what was found even if it is less; ``episode.shortfall`` then says what is missing.
        progress: Called with a stage's name and the share of it that is done.

    Returns:
        The episode; ``episode.alignment.words`` has an entry for every word.

    Raises:
        CoverageError: If less than ``min_coverage`` was found, unless ``partial``.
        ClipperError: If a file cannot be used, or text and recording do not belong together.
    """
    request = AlignRequest(
        transcript=Path(transcript),
        media=None if media is None else Path(media),
        tracks={name: Path(path) for name, path in (tracks or {}).items()},
        lexicon=None if lexicon is None else Path(lexicon),
        stream=stream,
        cache=cache,
        acoustic_model=None if acoustic_model is None else Path(acoustic_model),
        pins=None if pins is None else Path(pins),
        min_coverage=min_coverage,
        partial=partial,
    )
    return open_episode(request, progress=progress)


def load_episode(document: FileName) -> Episode:
    """The episode saved in an EPISODE.json.

    Raises:
        DocumentError: If the file is not such a document.
    """
    return open_episode(AlignRequest(transcript=Path(document)))


def save_episode(episode: Episode, document: FileName, *, force: bool = False) -> None:
    """Save an episode as EPISODE.json.

    Raises:
        InputError: If the file exists and clipper did not write it from the same inputs, unless ``force``.
    """
    path, ledger = Path(document), Ledger.of_user()
    check_outputs([path], inputs=episode.inputs, force=force, ledger=ledger)
    write_texts({path: format_episode(episode, path)}, inputs=episode.inputs, ledger=ledger)


def write_subtitles(
    episode: Episode,
    *outputs: FileName,
    speakers: str | None = None,
    names: str = "full",
    karaoke: bool = False,
    force: bool = False,
) -> None:
    """Write an episode's subtitles or transcript, each file in the format of its extension.

    Subtitles: .vtt, .srt, .ass, .ttml, .csv. Transcript, turn by turn: .txt, .md, .html, .TextGrid.

    Args:
        episode: What ``align_episode`` or ``load_episode`` returned.
        outputs: The files to write.
        speakers: Name the speaker in the text: "none", "change" or "always"; None leaves it to the format.
        names: "full", "first", "last" or "initials".
        karaoke: Give every word its time, in WebVTT and ASS.
        force: Replace files that exist.

    Raises:
        InputError: If a file exists, or its extension tells no format.
    """
    paths, ledger = [Path(output) for output in outputs], Ledger.of_user()
    labels = SpeakerLabels(speakers) if speakers else None
    style = SubtitleStyle(speakers=labels, names=NameStyle(names), karaoke=karaoke)
    check_outputs(paths, inputs=episode.inputs, force=force, ledger=ledger)
    texts = {path: make_output(episode.alignment, format_of(path, None), style).text for path in paths}
    write_texts(texts, inputs=episode.inputs, ledger=ledger)


def find_quotes(
    wanted: str,
    *episodes: Episode,
    speaker: str | None = None,
    regex: bool = False,
    everything: bool = False,
    context: int = CONTEXT_WORDS,
    limit: int = LIMIT,
) -> tuple[Match, ...]:
    """Find where something was said, in spite of small slips of memory.

    Args:
        wanted: What is remembered; "..." stands for a gap.
        episodes: What ``align_episode`` or ``load_episode`` returned.
        speaker: Only what she says; a part of the name is enough.
        regex: Take ``wanted`` as a regular expression over the text as written, in any case.
        everything: Every match, not only the best and those about as good.
        context: How many words on either side come along.
        limit: At most so many matches.

    Returns:
        The matches, best first: more than one where it is not certain which is meant. ``match.quote.found`` are the
        exact words, ``match.span`` is when, ``match.differences`` are the words that differ.

    Raises:
        QuoteError: If nothing matches, or ``wanted`` cannot be looked for.
        InputError: If nobody of that name speaks.
    """
    asked = Search(
        wanted=wanted, speaker=speaker, is_pattern=regex, everything=everything, context=context, limit=limit
    )
    return search([make_searchable(episode.alignment, str(episode.inputs[0])) for episode in episodes], asked).matches


def repair_turns(
    transcript: FileName,
    media: FileName | None = None,
    *,
    output: FileName | None = None,
    mode: str = "sure",
    names: Mapping[str, str] | None = None,
    force: bool = False,
    cache: bool = True,
    progress: Progress = silent,
) -> SpokenTurns:
    """Find words that stand under the wrong speaker: by their voices, or without ``media`` by the sentences alone.

    Args:
        transcript: A transcript, a subtitle file, or an EPISODE.json.
        media: Its recording.
        output: Where to write the transcript with its turns repaired, in its own format.
        mode: "off", "report", "sure" or "all".
        names: New names of speakers by their old ones.
        force: Replace ``output`` if it exists.
        cache: Use and keep what is remembered of the recording.
        progress: Called with a stage's name and the share of it that is done.

    Returns:
        ``turns`` as they are truly said, ``changes`` with the reason for each.

    Raises:
        ClipperError: If a file cannot be used, or text and recording do not belong together.
        ValueError: If there is no such mode.
    """
    path, ledger = Path(transcript), Ledger.of_user()
    outputs = [Path(output)] if output else []
    request = AlignRequest(
        transcript=path,
        media=None if media is None else Path(media),
        cache=cache,
        names={old: Speaker(name=new) for old, new in (names or {}).items()},
        repair=RepairMode(mode),
    )
    check_outputs(outputs, inputs=request.inputs, force=force, ledger=ledger)
    if outputs:
        require_writable(path)
    found = find_turns(request, progress=progress)
    write_texts({target: found.encode()[0] for target in outputs}, inputs=request.inputs, ledger=ledger)
    return found
