"""Subtitle cues as a transcript."""

from __future__ import annotations

import pytest

from clipper.cues import parse_subtitles
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack, Run, Transcript, TranscriptFormat
from clipper.text.parse import detect_format, transcript_from_cues
from tests.reading import Told, tell


def srt(*cues: str) -> str:
    return "\n".join(f"{i}\n00:00:{i:02},000 --> 00:00:{i:02},900\n{cue}\n" for i, cue in enumerate(cues, start=1))


def parse(text: str) -> Transcript:
    track = parse_subtitles(text, source="talk.srt")
    return transcript_from_cues(track, text=text, source="talk.srt", format=detect_format(text))


def who(text: str) -> list[tuple[str | None, str]]:
    return [(name, said) for name, _, said in tell(parse(text))]


def test_each_cue_is_a_turn_with_its_times() -> None:
    transcript = parse(srt("Hello there.", "And\nso on. [music]"))
    told: list[Told] = [(None, 1_000, "Hello there."), (None, 2_000, "And so on. ‹[music]›")]
    assert tell(transcript) == told
    assert transcript.turns[1].header_end_ms == 2_900
    assert transcript.format is TranscriptFormat.SRT
    assert [transcript.text[word.start_char : word.end_char] for word in transcript.words][:3] == [
        "Hello",
        "there.",
        "And",
    ]


@pytest.mark.parametrize("prefix", ["Ada: ", "ADA: ", "- Ada: ", ">> Ada: ", "[Ada] ", "[Ada]: ", "-ADA: "])
def test_a_prefix_names_the_speaker_and_is_no_word(prefix: str) -> None:
    name = "ADA" if "ADA" in prefix else "Ada"
    other = prefix.replace(name, "Milo")
    text = srt(f"{prefix}Hello there.", f"{other}One thing: hi.", f"{prefix}So.", f"{other}Well.")
    assert who(text) == [(name, "Hello there."), ("Milo", "One thing: hi."), (name, "So."), ("Milo", "Well.")]


def test_voices_name_the_speaker() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada Brandt>Hello <i>you</i> &amp; me</v>\n<v Milo>Hi\n"
    transcript = parse(text)
    assert tell(transcript) == [("Ada Brandt", 1_000, "Hello you & me"), ("Milo", 1_000, "Hi")]
    assert [text[w.start_char : w.end_char] for w in transcript.words] == ["Hello", "you", "&amp;", "me", "Hi"]


def test_a_cue_without_a_name_continues_the_speaker_named_at_a_change() -> None:
    text = srt("Ada: Hello", "there you.", "Milo: Hi", "and so", "- But who?", "Nobody.")
    assert who(text) == [
        ("Ada", "Hello"),
        ("Ada", "there you."),
        ("Milo", "Hi"),
        ("Milo", "and so"),
        (None, "But who?"),
        (None, "Nobody."),
    ]


def test_a_cue_without_a_name_is_unknown_where_names_are_repeated() -> None:
    assert [name for name, _ in who(srt("Ada: Hello", "Ada: there", "you.", "Milo: Hi"))] == [
        "Ada",
        "Ada",
        None,
        "Milo",
    ]


def test_dashes_part_the_speakers_of_a_cue() -> None:
    assert who(srt("- Are you there?\n- Yes.", "— So?\n— So what?")) == [
        (None, "Are you there?"), (None, "Yes."), (None, "So?"), (None, "So what?"),
    ]  # fmt: skip
    assert who(srt("-5 degrees", "-- and so on")) == [(None, "-5 degrees"), (None, "‹--› and so on")]


def test_sounds_in_brackets_are_no_speakers() -> None:
    assert who(srt("[Laughter] Hello", "[Laughter] you", "[DOOR SLAMS] Wait")) == [
        (None, "‹[Laughter]› Hello"), (None, "‹[Laughter]› you"), (None, "‹[DOOR› ‹SLAMS]› Wait"),
    ]  # fmt: skip


def test_a_name_alone_in_a_cue_names_the_next() -> None:
    assert who(srt("ADA:", "Hello there.", "MILO: Hi", "MILO: so", "ADA:", "Well."))[0] == ("ADA", "Hello there.")


def test_cues_without_words_make_no_transcript() -> None:
    with pytest.raises(TranscriptError, match="nothing is said"):
        parse(srt("♪ ♪", "[music]"))


def test_a_run_that_does_not_know_its_place_is_a_bug() -> None:
    track = CueTrack(cues=(Cue(start_ms=0, end_ms=1, lines=((Run(text="Hi"),),)),))
    with pytest.raises(ValueError, match="where its characters stand"):
        transcript_from_cues(track, text="Hi", source="x", format=TranscriptFormat.SRT)
