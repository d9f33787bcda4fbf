from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clipper.errors import InputError, QuoteError
from clipper.media.tool import FFmpeg
from clipper.model import Alignment, Severity
from clipper.pipeline.episode import Episode
from clipper.pipeline.listening import Listener
from clipper.pipeline.suggest_job import Suggested, Taste, suggest_clips
from clipper.store.cache import Cache
from tests.talks import talk

PLAIN = "The boat went along the coast towards the old um harbour in the rain."
TALK = talk(f"{PLAIN} " * 12, f"{PLAIN} " * 6, gap_ms=140)


def suggest(alignment: Alignment = TALK, folder: Path = Path("nowhere"), **taste: object) -> Suggested:
    ffmpeg = FFmpeg(path="ffmpeg", version="7.1", encoders=frozenset(), filters=frozenset())
    episode = Episode(alignment=alignment, folder=folder, inputs=())
    return suggest_clips(episode, Taste(**taste), Listener(ffmpeg=ffmpeg, cache=Cache(None)))  # type: ignore[arg-type]


def test_without_the_recording_text_and_times_are_judged_and_that_is_said() -> None:
    found = suggest()
    assert found.candidates
    assert not found.with_sound
    (finding,) = found.diagnostics
    assert (finding.code, finding.severity) == ("suggested-without-sound", Severity.WARNING)
    assert "not there" in finding.message
    assert "--media" in finding.remedy


def test_the_fillers_of_the_text_count_against_it() -> None:
    merits = [merit.name for merit in suggest().candidates[0].suggestion.merits]
    assert "clutter" in merits


def test_so_many_are_listed_with_speaker_and_context() -> None:
    assert len(suggest(count=2).candidates) == 2
    one = suggest(count=1, speaker="milo").candidates[0]
    assert [speaker.name for speaker in one.speakers] == ["Milo Quist"]
    quote = one.suggestion.quote
    words = [word.text for word in TALK.transcript.words]
    assert one.before == " ".join(words[max(0, quote.first_word - 8) : quote.first_word])
    assert one.after == " ".join(words[quote.end_word : quote.end_word + 8])


def test_a_name_that_nobody_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="nobody with 'Zoe'") as refused:
        suggest(speaker="Zoe")
    assert "Ada Brandt, Milo Quist" in refused.value.remedy


def test_impossible_lengths_are_refused() -> None:
    with pytest.raises(InputError, match="no clip is 40 s or longer and 20 s or shorter"):
        suggest(shortest_ms=40_000, longest_ms=20_000)


def test_where_nothing_can_stand_alone_that_is_said() -> None:
    with pytest.raises(QuoteError, match="no passage of 10 to 60 s"):
        suggest(talk("And he left.", "Why?"))


def test_a_text_without_full_stops_is_told() -> None:
    spoken = talk("the boat went along the coast " * 12, gap_ms=140)
    moved = [
        replace(word, span=word.span.shift(600 * (number // 24))) if word.span else word
        for number, word in enumerate(spoken.words)
    ]
    recording = replace(spoken.recordings[0], duration_ms=100_000)
    found = suggest(replace(spoken, words=tuple(moved), recordings=(recording,)))
    assert {finding.code for finding in found.diagnostics} == {"suggested-without-sound", "no-full-stops"}
