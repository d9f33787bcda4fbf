"""Conditions: each turns a ``Dialogue`` into the same one as the world leaves it, sound, transcript and truth together.

All compose: ``add_noise(remove_turns(add_ads(dialogue)), Noise.MUSIC, snr_db=5)``.
"""

from tests.bench.conditions.channel import (
    add_reverb,
    change_tempo,
    clip_peaks,
    compress_mp3,
    muffle,
    quieten_speaker,
    radio,
    telephone,
)
from tests.bench.conditions.echoes import add_cold_open, write_once
from tests.bench.conditions.excerpt import cut_sentences, take_excerpt, take_text
from tests.bench.conditions.headers import (
    change_headers,
    drift_headers,
    floor_headers,
    jitter_headers,
    miss_headers,
    randomize_headers,
    scatter_headers,
    shift_headers,
    shuffle_headers,
)
from tests.bench.conditions.noise import Noise, add_noise, make_music
from tests.bench.conditions.paraphrase import paraphrase
from tests.bench.conditions.splice import (
    add_ads,
    add_intro,
    insert_silences,
    insert_sound,
    join_dialogues,
    pauses,
    remove_sound,
    remove_turns,
)
from tests.bench.conditions.wording import (
    add_words,
    clean_text,
    corrupt_words,
    drop_sentences,
    drop_stretch,
    drop_words,
    leave_out,
    sentences_of,
    substitute_words,
)

__all__ = [
    "Noise",
    "add_ads",
    "add_cold_open",
    "add_intro",
    "add_noise",
    "add_reverb",
    "add_words",
    "change_headers",
    "change_tempo",
    "clean_text",
    "clip_peaks",
    "compress_mp3",
    "corrupt_words",
    "cut_sentences",
    "drift_headers",
    "drop_sentences",
    "drop_stretch",
    "drop_words",
    "floor_headers",
    "insert_silences",
    "insert_sound",
    "jitter_headers",
    "join_dialogues",
    "leave_out",
    "make_music",
    "miss_headers",
    "muffle",
    "paraphrase",
    "pauses",
    "quieten_speaker",
    "radio",
    "randomize_headers",
    "remove_sound",
    "remove_turns",
    "scatter_headers",
    "sentences_of",
    "shift_headers",
    "shuffle_headers",
    "substitute_words",
    "take_excerpt",
    "take_text",
    "telephone",
    "write_once",
]
