"""The closed word classes of a language: articles, prepositions, remarks of a listener.

Those that a line break follows are Netflix's list and BBC 3.4 and 3.9 (never after an article, preposition,
conjunction, possessive, subject pronoun, auxiliary, negation or title; before a conjunction or preposition is good).
"""

from __future__ import annotations

from dataclasses import dataclass


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split())


def _phrases(*texts: str) -> frozenset[str]:
    return frozenset(phrase for text in texts for phrase in text.split(", "))


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakWords:
    """The closed word classes of one language, in lower case."""

    articles: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    subject_pronouns: frozenset[str] = frozenset()
    object_pronouns: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    intensifiers: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()  # "page 42": the number follows
    name_particles: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    hesitations: frozenset[str] = frozenset()  # sounds that say nothing: what a clean text leaves out
    emphasis: frozenset[str] = frozenset()  # words that are said twice on purpose ("very very"), or rightly ("had had")
    openers: frozenset[str] = frozenset()  # words that begin a sentence, and so have a capital without being a name
    phrases: frozenset[str] = frozenset()  # pairs of words that are read as one
    remarks: frozenset[str] = frozenset()  # what listeners put in, in any number
    remark_phrases: frozenset[str] = frozenset()  # the same, of several words
    capitalised_nouns: bool = False  # German: a capital says nothing about names


ENGLISH = BreakWords(
    articles=_words("a an the"),
    determiners=_words(
        "my your his her its our their this that these those some any every each no another what which whose"
    ),
    prepositions=_words(
        "about above across after against along among around as at before behind below beneath beside between beyond",
        "by despite down during except for from in inside into like near of off on onto out outside over past per",
        "since than through throughout till to toward towards under underneath until up upon via with within without",
    ),
    conjunctions=_words(
        "and or but nor so yet because if when whenever while whereas that which who whom whose where why how although",
        "though unless until whether since as than once lest",
    ),
    subject_pronouns=_words(
        "i you he she it we they who there i'm you're he's she's it's we're they're there's that's who's what's i've",
        "you've we've they've i'd you'd he'd she'd we'd they'd i'll you'll he'll she'll it'll we'll they'll let's",
    ),
    object_pronouns=_words("it you me him her us them there"),
    auxiliaries=_words(
        "am is are was were be been being do does did have has had having will would shall should can could may might",
        "must ought gonna wanna gotta",
    ),
    negations=_words("not never cannot"),
    intensifiers=_words("very really quite too more most less least much many so such pretty almost just even only"),
    titles=_words("mr mrs ms miss dr prof professor sir lady lord saint st president senator captain general judge"),
    abbreviations=_words(
        "mr mrs ms dr prof st sr jr vs e.g i.e etc no vol fig inc ltd co gen sen rep gov capt lt approx"
    ),
    numbers=_words(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen",
        "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion",
        "trillion half dozen",
    ),
    counted=_words(
        "page chapter number version volume part section room figure level grade phase stage step january february",
        "march april may june july august september october november december",
    ),
    name_particles=_words("of van von de der den del della di da la le el al bin ibn the"),
    fillers=_words("um uh er erm hmm mm mhm like"),
    hesitations=_words("um umm uhm uh uhh er erm ehm"),
    emphasis=_words(
        "very really so much many more no yes yeah okay ok right well bye ha had that is far long never please wait go",
        "again blah one two three four five six seven eight nine ten zero oh you",
    ),
    openers=_words(
        "then now here today yesterday tomorrow also actually maybe perhaps well yes yeah no okay ok oh right sure",
        "again still first second finally later soon sometimes usually only even both all hey hi hello thanks please",
    ),
    phrases=_phrases(
        "such that, so that, as if, as though, even if, even though, only if, rather than, because of, out",
        "of, instead of, such as, kind of, sort of, type of, kinds of, sorts of, types of, lot of, lots of",
        "bit of, couple of, number of, amount of, part of, one of, some of, most of, all of, none of, many",
        "of, each of, both of, according to, due to, thanks to, next to, close to, you know, i mean, of",
        "course, at least, at all, in fact, as well, each other, one another, right now, no one, so far, far",
        "from, more than, less than, want to, have to, need to, going to, used to, able to, try to, trying",
        "to, how many, how much",
    ),
    remarks=_words(
        "yeah yes yep yup no nope right sure ok okay oh ah aha wow mm mhm hmm hm mmhmm huh uh-huh mm-hmm exactly",
        "absolutely correct totally definitely indeed true great good nice cool really interesting wonderful lovely",
    ),
    remark_phrases=_phrases(
        "of course, of course not, i see, i know, i agree, oh really, got it, makes sense, that makes sense, thank you",
        "that is right, that's right, that is true, that's true, that is great, that's great, that is lovely, go on",
        "not at all, no not at all, fair enough, for sure, very good, is that so, tell me more, yes and no",
        "well yes and no",
    ),
)
_LANGUAGES = {"en": ENGLISH, "de": BreakWords(capitalised_nouns=True)}
"""By primary language subtag. A language that is not here is broken by punctuation, capitals and pauses alone."""


def words_of(language: str) -> BreakWords:
    """The word classes of a language, given its BCP 47 tag; none of a language that is not known."""
    return _LANGUAGES.get(language.split("-", maxsplit=1)[0].lower(), BreakWords())
