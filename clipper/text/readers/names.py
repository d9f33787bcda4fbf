"""What a speaker's name looks like: the judgement by which a header is told from a line of speech."""

from __future__ import annotations

import re

LONGEST_NAME = 60
"""Characters; longer than any name with titles in the transcripts that were looked at."""

_MOST_TOKENS = 6  # "Dr. Maria del Carmen Ortega Ruiz"
_PARTICLES = frozenset(
    """
    de del della di da dos das du des la le van von der den ter ten zu zur bin ibn bint al el ben y e i and und et of
    the san st
    """.split()  # noqa: SIM905  a quoted list of this length cannot be read
)
"""Parts of names that are written small: "Ludwig van der Berg", "Jane and John", "Voice of the Narrator"."""

_NO_NAMES = frozenset(
    """
    a an the and but or so because if then when while where what why who how which this that these those there here
    i i'm i've we we're you you're he he's she she's it it's they they're my our your his her their its
    yes yeah yep no nope okay ok right sure well oh ah um uh hmm mm mhm wow thanks thank hello hi hey please sorry
    exactly absolutely totally definitely correct true great nice cool good fine indeed maybe perhaps now today
    yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday
    also again next finally first firstly second secondly third thirdly last lastly another one two three
    note notes warning tip example question-answer remember look listen imagine see consider meaning namely
    episode chapter part section season volume title date time duration length location subject topic topics
    participants speakers attendees present recorded recording published transcript transcription transcribed keywords
    summary description overview introduction url link links source file filename language at in on by for from with
    about after before until as to of not just like my let let's
    """.split()  # noqa: SIM905  as above
)
"""First words of sentences, of back-channels and of metadata lines: "Note: ...", "Episode 12: ..." names nobody."""

_BAD = re.compile(r"[?!;…\"“”«»=<>(){}\[\]|\\^~`]|\.\.|--|https?:|[.,:]$")
_NICKNAME = re.compile(
    r"(?<=\S )(?:\([“\"'‘]?[^\W\d_][\w .'’-]{0,23}[”\"'’]?\)|[“\"][^\W\d_][\w .'’-]{0,23}[”\"]) (?=[^\W\d_])"
)
"""Within a name: "Tobias (“Toby”) Wren", 'Nora "Nell" Ray'. The readers let no sound ("laughs") come here."""
_ABBREVIATED = re.compile(r"[^\W\d_]{1,4}\.?(?:[^\W\d_]\.)*,?$")
_NUMBERED = re.compile(r"#?\d{1,4}$")


def is_name(name: str, *, is_certain_place: bool = False) -> bool:
    """Whether ``name`` has the shape of a speaker's name or label: "J. R. Smith", "Anne-Marie O'Neil", "SPEAKER_00".

    ``is_certain_place`` says that the line can hardly be anything but a header (it has a role and a time), so that a
    name may be a word that otherwise opens a sentence.
    """
    if len(name) > LONGEST_NAME:
        return False
    name = _NICKNAME.sub("", name)
    if not name or _BAD.search(_without_last_stop(name)):
        return False
    tokens = name.split()
    if len(tokens) > _MOST_TOKENS or not any(character.isalpha() for character in name):
        return False
    is_initial = len(name) == 1 and name.isupper()  # "Q: ...", "A: ...", "I: ..."
    if not (is_certain_place or is_initial) and tokens[0].casefold().strip(".,'’").replace("’", "'") in _NO_NAMES:
        return False
    if tokens[0].casefold() in _PARTICLES and tokens[0].islower() and len(tokens) == 1:
        return False
    return all(_is_part_of_name(token) for token in tokens)


def is_label(name: str) -> bool:
    """Whether ``name`` is a label that no sentence begins with: "SPEAKER_00", "Speaker 1", "JANE DOE", "Q"."""
    if not is_name(name):
        return False
    letters = [character for character in name if character.isalpha()]
    numbered = bool(re.fullmatch(r"[^\W\d]{1,20}[ _#-]{0,2}(?:\d{1,3}|[A-Z])", name))
    return numbered or (len(letters) > 1 and all(c.isupper() for c in letters)) or name in ("Q", "A")


def _without_last_stop(name: str) -> str:
    """The name without the full stop of an abbreviation at its end ("Jr.", "J.")."""
    tokens = name.split()
    return name[:-1] if name.endswith(".") and len(tokens) > 1 and _ABBREVIATED.match(tokens[-1]) else name


def _is_part_of_name(token: str) -> bool:
    if token in ("&", "/", "+") or _NUMBERED.match(token) or token in _PARTICLES:
        return True
    letters = [character for character in token if character.isalpha()]
    if not letters or (letters[0].islower() and not _begins_foreign(token)):
        return False
    return not token.rstrip(",").endswith(".") or bool(_ABBREVIATED.match(token))


def _begins_foreign(token: str) -> bool:
    """Whether a small first letter belongs to the name: "d'Arcy", "al-Rashid", "o'Brien", "eBay"."""
    return bool(re.match(r"(?:[^\W\d_]{1,2}['’]|(?:al|el|ibn|bin|ben|de)-)[^\W\d_]", token)) or (
        len(token) > 1 and token[0].islower() and token[1].isupper()
    )
