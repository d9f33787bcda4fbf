"""The conditions that clipper is measured under, by name, each with its bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.bench import conditions as world
from tests.bench.figures import Bar, Bars
from tests.bench.synth import Dialogue
from tests.bench.synth.cast import LABELS
from tests.bench.synth.script import Refrain
from tests.bench.talks import CHORUS, SAME_SENTENCE, YOU_KNOW, casts, dialogues

ALWAYS = {
    "passage_recall": Bar(least=0.95),
    "passage_precision": Bar(least=0.95),
    "speech_time": Bar(least=0.95),
    "speech_spans": Bar(least=0.95),
    "alarms": Bar(most=1),
    "cover_start": Bar(least=0.87, most=0.93),
    "cover_end": Bar(least=0.87, most=0.93),
}
CLEAN = ALWAYS | {"within50": Bar(least=0.97), "within100": Bar(least=0.995)}
STRICT = ALWAYS | {"within100": Bar(least=0.99), "beyond500": Bar(most=0.001)}


def within(share: float) -> Bars:
    """``share`` of the spoken words within 100 ms."""
    return ALWAYS | {"within100": Bar(least=share)}


Change = Callable[[Dialogue, int], Dialogue]
"""What is done to a dialogue; the number (0, 1) tells which of the two it is, as a seed and for variants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A condition: ``change`` is done to both dialogues (with ``refrain``), or ``whole`` makes one of the two."""

    name: str
    bars: Bars
    change: Change = lambda dialogue, _: dialogue
    refrain: Refrain | None = None
    whole: Callable[[Sequence[Dialogue]], Dialogue] | None = None

    def dialogues(self) -> list[Dialogue]:
        """What is to be aligned."""
        made = dialogues(self.refrain)
        if self.whole:
            return [self.whole(made)]
        return [self.change(dialogue, number) for number, dialogue in enumerate(made)]


def _ads(dialogue: Dialogue, number: int) -> Dialogue:
    """Two ads of 25 s or of 50 s by somebody else; the headers of the second dialogue know nothing of them."""
    voice = ("heart-deep", "heart")[number]
    return world.add_ads(
        dialogue,
        seconds=(25, 50)[number],
        voice=voice,
        music_db=(None, -12)[number],
        headers_follow=not number,
        seed=number,
    )


def _quiet(dialogue: Dialogue, number: int) -> Dialogue:
    return world.quieten_speaker(dialogue, LABELS[casts()[number][1]], by_db=15)


def _noise(kind: world.Noise) -> Change:
    return lambda dialogue, number: world.add_noise(dialogue, kind, snr_db=5, seed=number + 1)


def _middle(parts: Sequence[Dialogue]) -> tuple[Dialogue, int, int]:
    """Both as one recording, and the start and end of its middle: three minutes of each."""
    joined = world.join_dialogues(parts)
    border = parts[0].duration_ms
    return joined, border - 180_000, border + 180_000


def _excerpt_of_sound(parts: Sequence[Dialogue]) -> Dialogue:
    joined, start, end = _middle(parts)
    return world.take_excerpt(joined, start, end)


def _excerpt_of_text(parts: Sequence[Dialogue]) -> Dialogue:
    joined, start, end = _middle(parts)
    return world.take_text(joined, start, end)


CASES = (
    Case(name="clean", bars=CLEAN),
    # times in the headers
    Case(name="headers-missing", bars=STRICT, change=lambda d, _: world.miss_headers(d)),
    Case(name="headers-60s-late", bars=STRICT, change=lambda d, _: world.shift_headers(d, by_ms=60_000)),
    Case(name="headers-drift", bars=STRICT, change=lambda d, _: world.drift_headers(d, factor=1.01)),
    Case(name="headers-20s-off", bars=STRICT, change=lambda d, n: world.scatter_headers(d, within_ms=20_000, seed=n)),
    Case(name="headers-shuffled", bars=STRICT, change=lambda d, n: world.shuffle_headers(d, seed=n)),
    # sound that the text knows nothing of
    Case(name="intro", bars=STRICT, change=lambda d, n: world.add_intro(d, seconds=30, headers_follow=not n, seed=n)),
    Case(name="ads", bars=STRICT, change=_ads),
    Case(name="ads-intro", bars=STRICT, change=lambda d, n: world.add_intro(_ads(d, n), seconds=30, seed=n)),
    Case(name="cold-open-twice", bars=STRICT, change=lambda d, n: world.add_cold_open(d, written=True, seed=n)),
    Case(name="cold-open-once", bars=STRICT, change=lambda d, n: world.add_cold_open(d, seed=n)),
    # text without speech, speech without text
    Case(name="unspoken-words", bars=STRICT, change=lambda d, n: world.add_words(d, share=0.03, seed=n)),
    Case(name="unspoken-sentences", bars=STRICT, change=lambda d, n: world.cut_sentences(d, seed=n)),
    Case(name="unspoken-turns", bars=STRICT, change=lambda d, n: world.remove_turns(d, count=3, seed=n)),
    Case(name="unwritten-words", bars=STRICT, change=lambda d, n: world.drop_words(d, share=0.03, seed=n)),
    Case(name="unwritten-sentences", bars=STRICT, change=lambda d, n: world.drop_sentences(d, seed=n)),
    Case(name="unwritten-minute", bars=STRICT, change=lambda d, n: world.drop_stretch(d, seconds=62, seed=n)),
    # other words
    Case(name="wrong-words", bars=within(0.97), change=lambda d, n: world.corrupt_words(d, share=0.1, seed=n)),
    Case(name="paraphrased", bars=within(0.97), change=lambda d, n: world.paraphrase(d, seed=n)),
    Case(name="cleaned", bars=within(0.97), change=lambda d, _: world.clean_text(d)),
    # sound
    Case(name="music", bars=within(0.99), change=_noise(world.Noise.MUSIC)),
    Case(name="babble", bars=within(0.96), change=_noise(world.Noise.BABBLE)),
    Case(name="white-noise", bars=within(0.99), change=_noise(world.Noise.WHITE)),
    Case(name="telephone", bars=within(0.99), change=lambda d, _: world.telephone(d)),
    Case(name="reverb", bars=within(0.96), change=lambda d, n: world.add_reverb(d, seed=n)),
    Case(name="clipping", bars=within(0.99), change=lambda d, _: world.clip_peaks(d)),
    Case(name="mp3-32k", bars=within(0.99), change=lambda d, _: world.compress_mp3(d, kbps=32)),
    Case(name="quiet-speaker", bars=within(0.96), change=_quiet),
    Case(name="fast", bars=within(0.97), change=lambda d, _: world.change_tempo(d, 1.5)),
    Case(
        name="long-silences",
        bars=within(0.99),
        change=lambda d, n: world.insert_silences(d, count=2, seconds=(120, 120), seed=n),
    ),
    # the same again
    Case(name="you-know-what-i-mean", bars=STRICT, refrain=YOU_KNOW),
    Case(name="same-sentence", bars=STRICT, refrain=SAME_SENTENCE),
    Case(name="chorus", bars=STRICT, refrain=CHORUS),
    Case(name="chorus-once", bars=STRICT, refrain=CHORUS, change=lambda d, _: world.write_once(d, CHORUS.lines)),
    # a part and the whole
    Case(name="excerpt-of-sound", bars=STRICT, whole=_excerpt_of_sound),
    Case(name="excerpt-of-text", bars=STRICT, whole=_excerpt_of_text),
)
"""In the order of the table; the parts under comments are those of ``make bench``'s documentation."""
