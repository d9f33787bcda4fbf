"""What is known of where a word's edge lies, by the phones on either side of it: thresholds and habitual errors.

People set the border of two words by rules of their own (a stop owns its closure; a vowel begins with its voice or its
glottal stop), and the phone model has habits too (a vowel after a nasal comes 17 ms late). Both depend on the classes
of the two phones, hardly on the speaker. The numbers are medians over the hand-labelled words of eight TIMIT speakers,
drawn towards nought where few were seen; ``python -m tests.bench.edge_fit`` fits them anew without the speaker on
whom they are tried (mean error of starts / ends: 17.0 / 18.4 ms without them, see ARCHITECTURE.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class PhoneClass(Enum):
    """How a phone is made, as far as its edges are concerned."""

    VOWEL = "vowel"
    NASAL = "nasal"
    LIQUID = "liquid"
    FRICATIVE = "fricative"
    VOICED_FRICATIVE = "voiced fricative"
    STOP = "stop"
    VOICED_STOP = "voiced stop"


_PHONES_OF = {
    PhoneClass.VOWEL: "AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW",
    PhoneClass.NASAL: "M N NG",
    PhoneClass.LIQUID: "L R W Y",
    PhoneClass.FRICATIVE: "F S SH TH HH",
    PhoneClass.VOICED_FRICATIVE: "V Z DH ZH",
    PhoneClass.STOP: "P T K CH",
    PhoneClass.VOICED_STOP: "B D G JH",
}
CLASS_OF: Mapping[str, PhoneClass] = {phone: kind for kind, phones in _PHONES_OF.items() for phone in phones.split()}


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeRules:
    """How edges are set right.

    ``start_rise`` and ``end_rise`` are the share of the way from a pause's floor to the word's peak, in dB, at which a
    word begins or ends; None where energy tells nothing and the phone model's edge stands. ``start_late_ms`` and
    ``end_late_ms`` are how late an edge beside a pause is then found, by the word's outer phone; ``join_late_ms`` how
    late the border of two joined words is found, by the phones before and after it. What is missing counts as nought.
    """

    start_rise: Mapping[PhoneClass, float | None]
    end_rise: Mapping[PhoneClass, float | None]
    start_late_ms: Mapping[PhoneClass, float]
    end_late_ms: Mapping[PhoneClass, float]
    join_late_ms: Mapping[tuple[PhoneClass, PhoneClass], float]
