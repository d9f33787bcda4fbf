from __future__ import annotations

from clipper.align.untranscribed import find_untranscribed
from clipper.model import Span, TimedWord, WordStatus
from tests.unit.align.emission_maker import make_emissions, say

FOREIGN = "S OW M B AA D IY EH L S IH Z T AO K IH NG"  # 17 phones: about a second


def aligned(start: int, end: int) -> TimedWord:
    return TimedWord(status=WordStatus.ALIGNED, span=Span(start_ms=start, end_ms=end))


def test_a_passage_without_text_is_reported() -> None:
    frames = say("K AE T", FOREIGN, FOREIGN, "K AE T")
    length = 20 * len(frames)
    (span,) = find_untranscribed([aligned(60, 240), aligned(length - 300, length - 80)], make_emissions(frames))
    assert 240 < span.start_ms < 400
    assert length - 600 < span.end_ms < length - 300


def test_speech_inside_words_is_not_reported() -> None:
    frames = say(FOREIGN, FOREIGN)
    assert find_untranscribed([aligned(0, 20 * len(frames))], make_emissions(frames)) == ()


def test_a_short_sound_is_not_speech() -> None:
    assert find_untranscribed([], make_emissions([""] * 40 + ["M"] * 4 + [""] * 40)) == ()


def test_without_any_word_all_speech_is_reported() -> None:
    frames = say(FOREIGN, FOREIGN)
    (span,) = find_untranscribed([], make_emissions(frames))
    assert span.duration_ms > 1500
