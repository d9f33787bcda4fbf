"""The other half of the first job: an alignment -> subtitle files, each read back before it replaces anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from types import MappingProxyType

from clipper.cues import (
    BUILT_IN,
    NETFLIX_EN,
    NameStyle,
    Plan,
    Profile,
    SpeakerLabels,
    SubtitleFormat,
    TalkFormat,
    add_word_times,
    change_profile,
    check_cues,
    clean_alignment,
    find_clutter,
    fit_track,
    format_subtitles,
    format_talk,
    guess_rate,
    load_profile,
    parse_profile,
    plan_cues,
    prove_findings,
    segment_plan,
    talk_of_alignment,
    verify_talk,
    verify_written,
)
from clipper.media.probe import probe_recording
from clipper.media.shots import find_shots, no_picture
from clipper.media.tool import FFmpeg
from clipper.model import Alignment, Cue, CueTrack, Diagnostic, FrameRate, Progress, Severity, silent
from clipper.pipeline.episode import Episode
from clipper.store.text_file import read_text_file


class RateOrigin(Enum):
    """Who says at which frames a second a file's cues are judged."""

    ASKED = "as asked"
    VIDEO = "the video's"
    CUES = "told by the cues' times"
    USUAL = "the usual"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleStyle:
    """How cues look.

    ``speakers`` says how they are shown; None leaves it to the format (a label at each change where it has no voices of
    its own, and there is room for one). ``profile`` has the limits of the delivery, ``rate`` the frames on which cues
    begin and end (None: those of the video, or 24 a second). ``clean`` leaves out fillers, doubled words and false
    starts. ``karaoke`` gives every word its time, in the formats that have word times.
    """

    speakers: SpeakerLabels | None = None
    names: NameStyle = NameStyle.FULL
    profile: Profile = NETFLIX_EN
    rate: FrameRate | None = None
    clean: bool = False
    karaoke: bool = False

    def limits_of(self, track: CueTrack, alignment: Alignment | None = None) -> tuple[Profile, RateOrigin]:
        """The limits for a file's cues, and what tells the frame rate: an option, a video, or the cues' own times."""
        told = (
            (self.rate, RateOrigin.ASKED),
            (alignment and _rate_of_video(alignment), RateOrigin.VIDEO),
            (guess_rate(track.cues), RateOrigin.CUES),
        )
        rate, origin = next(((rate, origin) for rate, origin in told if rate), (self.profile.rate, RateOrigin.USUAL))
        return replace(self.profile, rate=rate), origin

    def profile_for(self, alignment: Alignment) -> Profile:
        """The profile at the frame rate of a recording."""
        return replace(self.profile, rate=self.rate or _rate_of_video(alignment) or self.profile.rate)


def _rate_of_video(alignment: Alignment) -> FrameRate | None:
    videos = (recording.video for recording in alignment.recordings)
    return next((video.frame_rate for video in videos if video and video.frame_rate), None)


def read_profile(named: str, limits: Mapping[str, float]) -> Profile:
    """A profile by its name, or from a file of the user's, with some limits changed.

    Raises:
        InputError: If there is no such profile, or a limit cannot be used.
    """
    path = Path(named)
    if named in BUILT_IN or not (path.suffix or path.exists()):
        profile = load_profile(named)
    else:
        profile = parse_profile(read_text_file(path, may_be_empty=True).text, source=named, name=path.stem)
    return change_profile(profile, limits, source="--limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtitles:
    """A subtitle file's text, the cues in it, what the rules say of them, and the words left out of a clean text."""

    text: str
    track: CueTrack
    diagnostics: tuple[Diagnostic, ...]
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcription:
    """The text of a file that holds a whole talk, how many turns are in it, and the words left out of a clean text."""

    text: str
    turns: int
    diagnostics: tuple[Diagnostic, ...] = ()
    left_out: tuple[int, ...] = ()


def require_picture(media: Path) -> None:
    """See to it, before any work, that there is a picture whose shots can be found.

    Raises:
        InputError: If there is none.
        MediaError: If it is no recording.
    """
    if probe_recording(media).video is None:
        raise no_picture(media)


def see_shots(episode: Episode, ffmpeg: FFmpeg, *, progress: Progress = silent) -> tuple[int, ...]:
    """When the picture of an episode's main recording cuts to a new shot, in ms on the episode's timeline.

    Raises:
        InputError: If the recording is gone or has no picture.
        CommandFailed: If ffmpeg fails.
    """
    recording = episode.alignment.recordings[0]
    shots = find_shots(episode.source(recording), recording, ffmpeg=ffmpeg, progress=progress)
    return tuple(shot + recording.offset_ms for shot in shots)


NO_JOINS: Mapping[int, int] = MappingProxyType({})


def make_subtitles(
    alignment: Alignment,
    kind: SubtitleFormat,
    style: SubtitleStyle,
    *,
    joins: Mapping[int, int] = NO_JOINS,
    shots_ms: Sequence[int] = (),
) -> Subtitles:
    """Lay out an alignment as cues and write them as ``kind``; the text has been read back and compared.

    ``joins`` are the first words of a reel's clips and when these begin in ms: no cue spans a join, or lingers past it.
    ``shots_ms`` are the picture's cuts, to which cues near them are moved.
    """
    profile = style.profile_for(alignment)
    if kind is SubtitleFormat.PODCAST_JSON:  # a segment has one speaker, whom its body needs no dash to tell
        profile = replace(profile, max_speakers=1)
    has_room = profile.max_words is None  # a burst of a few words has none for a name
    usual = SpeakerLabels.CHANGE if kind is SubtitleFormat.SRT and has_room else SpeakerLabels.NONE
    labels = style.speakers if style.speakers is not None else usual
    alignment, left_out = _clean(alignment, style)
    plan = plan_cues(alignment, profile, speakers=labels, names=style.names, breaks=joins)
    track = segment_plan(plan, shots_ms=shots_ms)
    track = _end_at_joins(track, sorted(joins.values()))
    timed = add_word_times(track, alignment) if style.karaoke else track
    if kind is SubtitleFormat.ASS:
        timed = _on_centiseconds(timed, profile.rate)
    # SRT has no voices: whoever is to be named stands in the text already.
    fitted = fit_track(_without_voices(timed) if kind is SubtitleFormat.SRT else timed, kind)
    text = format_subtitles(fitted.track, kind)
    verify_written(text, fitted.track, kind)
    diagnostics = (*_broken_limits(track, plan), *fitted.losses)
    return Subtitles(text=text, track=track, diagnostics=diagnostics, left_out=left_out)


def write_transcript(alignment: Alignment, kind: TalkFormat, style: SubtitleStyle) -> Transcription:
    """Write an alignment's turns as ``kind``; the text has been read back and compared."""
    alignment, left_out = _clean(alignment, style)
    talk = talk_of_alignment(alignment)
    text = format_talk(talk, kind)
    verify_talk(text, talk, kind)
    return Transcription(text=text, turns=len(talk.turns), left_out=left_out)


def make_output(
    alignment: Alignment,
    kind: SubtitleFormat | TalkFormat,
    style: SubtitleStyle,
    *,
    shots_ms: Sequence[int] = (),
) -> Subtitles | Transcription:
    """A file of either kind: with cues, or with turns."""
    if isinstance(kind, TalkFormat):
        return write_transcript(alignment, kind, style)
    return make_subtitles(alignment, kind, style, shots_ms=shots_ms)


def _clean(alignment: Alignment, style: SubtitleStyle) -> tuple[Alignment, tuple[int, ...]]:
    """What is to be shown, and the words that a clean text leaves out."""
    if not style.clean:
        return alignment, ()
    clutter = find_clutter(alignment)
    return clean_alignment(alignment), tuple(sorted(clutter))


def _on_centiseconds(track: CueTrack, rate: FrameRate) -> CueTrack:
    """The track with edges at centiseconds before their frames, so that a burned caption is seen on the first of them.

    Above 50 frames a second one may lie nearer to the frame in front: that edge is left to be rounded.
    """

    def before(time_ms: int) -> int:
        frame = rate.nearest_frame(time_ms)
        before_ms = int(frame * 100 / rate.fps) * 10  # the frame's exact time, not that in whole ms
        is_sure = rate.start_ms(frame) == time_ms and rate.nearest_frame(before_ms) == frame
        return before_ms if is_sure else time_ms

    cues = (replace(cue, start_ms=before(cue.start_ms), end_ms=before(cue.end_ms)) for cue in track.cues)
    return replace(track, cues=tuple(cues))


def _without_voices(track: CueTrack) -> CueTrack:
    def strip(cue: Cue) -> Cue:
        return replace(cue, lines=tuple(tuple(replace(run, speaker=None) for run in line) for line in cue.lines))

    return replace(track, cues=tuple(strip(cue) for cue in track.cues))


def _broken_limits(track: CueTrack, plan: Plan) -> tuple[Diagnostic, ...]:
    """The limits that our own cues break, each with its proof that fast speech leaves no other way.

    So a warning, and no wishes.
    """
    found = [f for f in check_cues(track, plan.profile) if f.severity is Severity.ERROR or f.code == "cue-too-fast"]
    return tuple(replace(one, severity=Severity.WARNING) for one in prove_findings(found, track, plan))


def _end_at_joins(track: CueTrack, joins_ms: Sequence[int]) -> CueTrack:
    """The track with no cue on screen when the next clip's picture begins."""
    cues = []
    for cue in track.cues:
        join_ms = next((join_ms for join_ms in joins_ms if cue.start_ms < join_ms), cue.end_ms)
        cues.append(replace(cue, end_ms=min(cue.end_ms, join_ms)))
    return replace(track, cues=tuple(cues))
