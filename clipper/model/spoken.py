"""What is said for a written word: spoken forms and their pronunciations."""

from __future__ import annotations

from dataclasses import dataclass

PHONES: tuple[str, ...] = tuple(
    "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH".split(" ")  # noqa: SIM905  a list of quoted letters is harder to read
)
"""The 39 ARPAbet phones of CMUdict, without stress: the alphabet of every pronunciation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenUnit:
    """One spoken word ("twenty") with the ways to say it, each a tuple of ``PHONES``, likeliest first.

    ``learned`` is how the grapheme-to-phoneme model reads it, right or wrong ("of" as AO F): a speech model that was
    trained on such readings hears them whenever the word is said.
    """

    text: str
    pronunciations: tuple[tuple[str, ...], ...]
    learned: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.pronunciations or not all(self.pronunciations):
            raise ValueError(f"the spoken unit {self.text!r} needs a pronunciation")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenForm:
    """One way to read a written word aloud: "2012" as "twenty" + "twelve"."""

    units: tuple[SpokenUnit, ...]

    def __post_init__(self) -> None:
        if not self.units:
            raise ValueError("a spoken form holds at least one unit")

    @property
    def text(self) -> str:
        """The units in order, separated by spaces."""
        return " ".join(unit.text for unit in self.units)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWord:
    """All ways to read one written word, likeliest first; none at all for a word that is not searched.

    ``from_model`` says that at least one pronunciation was guessed by the grapheme-to-phoneme model; ``pause_after``
    that the text lets a pause follow: a mark, or the end of a speaker's turn.
    """

    forms: tuple[SpokenForm, ...]
    from_model: bool = False
    pause_after: bool = False
