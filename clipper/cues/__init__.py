"""Alignment -> CueTrack -> subtitle files, and back. Pure."""

from clipper.cues.checks import RULE_CODES, check_cues, check_sound, check_source, measure_speed
from clipper.cues.clean import clean_alignment, find_clutter
from clipper.cues.fixes import Fixed, fix_cues
from clipper.cues.formats import (
    READABLE,
    SUBTITLE_EXTENSIONS,
    WITH_WORD_TIMES,
    Fitted,
    SubtitleFormat,
    detect_subtitles,
    fit_talk,
    fit_track,
    format_by_extension,
    format_srt,
    format_subtitles,
    format_vtt,
    parse_srt,
    parse_subtitles,
    parse_vtt,
    place_in_text,
    verify_written,
)
from clipper.cues.karaoke import add_word_times
from clipper.cues.labels import NameStyle, SpeakerLabels
from clipper.cues.plan import Plan, plan_cues
from clipper.cues.profile import (
    BUILT_IN,
    NETFLIX_EN,
    Penalties,
    Profile,
    change_profile,
    load_profile,
    parse_profile,
)
from clipper.cues.proof import prove_cues, prove_findings
from clipper.cues.rates import guess_rate
from clipper.cues.segment import segment_cues, segment_plan
from clipper.cues.source_cues import write_times
from clipper.cues.spoken import find_spoken
from clipper.cues.sync import Synced, sync_cues
from clipper.cues.talk import (
    TALK_EXTENSIONS,
    Talk,
    TalkFormat,
    format_talk,
    talk_of_alignment,
    talk_of_track,
    verify_talk,
)
from clipper.cues.voice_labels import label_voices
from clipper.cues.width import clean_text

__all__ = [
    "BUILT_IN",
    "NETFLIX_EN",
    "READABLE",
    "RULE_CODES",
    "SUBTITLE_EXTENSIONS",
    "TALK_EXTENSIONS",
    "WITH_WORD_TIMES",
    "Fitted",
    "Fixed",
    "NameStyle",
    "Penalties",
    "Plan",
    "Profile",
    "SpeakerLabels",
    "SubtitleFormat",
    "Synced",
    "Talk",
    "TalkFormat",
    "add_word_times",
    "change_profile",
    "check_cues",
    "check_sound",
    "check_source",
    "clean_alignment",
    "clean_text",
    "detect_subtitles",
    "find_clutter",
    "find_spoken",
    "fit_talk",
    "fit_track",
    "fix_cues",
    "format_by_extension",
    "format_srt",
    "format_subtitles",
    "format_talk",
    "format_vtt",
    "guess_rate",
    "label_voices",
    "load_profile",
    "measure_speed",
    "parse_profile",
    "parse_srt",
    "parse_subtitles",
    "parse_vtt",
    "place_in_text",
    "plan_cues",
    "prove_cues",
    "prove_findings",
    "segment_cues",
    "segment_plan",
    "sync_cues",
    "talk_of_alignment",
    "talk_of_track",
    "verify_talk",
    "verify_written",
    "write_times",
]
