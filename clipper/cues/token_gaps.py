"""What a break between two tokens would cost, and where sentences end: `weigh_gaps` for words and their pieces."""

from __future__ import annotations

from collections.abc import Sequence

from clipper.cues.passage import Passage, Token
from clipper.language import CLAUSE_END, OPEN, SENTENCE_END, UNIT, weigh_gaps


def weigh_passages(passages: Sequence[Passage], language: str) -> tuple[list[int], list[bool]]:
    """For the gap before every token of passages in a row, and behind the last: what a break costs, and sentence ends.

    Where a passage ends, a sentence does.
    """
    costs, ends = [SENTENCE_END], [True]
    for passage in passages:
        more, borders = _weigh_tokens(passage.tokens, language)
        costs += more[1:]
        ends += borders[1:]
    return costs, ends


def _weigh_tokens(tokens: Sequence[Token], language: str) -> tuple[list[int], list[bool]]:
    """`weigh_gaps` over whole words, spread to tokens. The pieces of one word hold together unless a joint is sane."""
    words: list[str] = []
    for token in tokens:
        if token.sane_break is None:
            words.append(token.text)
        else:
            words[-1] += token.text
    word_costs, word_ends = weigh_gaps(words, language)
    costs: list[int] = []
    ends: list[bool] = []
    word = -1
    for token in tokens:
        if token.sane_break is None:
            word += 1
            costs.append(word_costs[word])
            ends.append(word_ends[word])
        else:
            # Inside a word only where a script has no spaces: Chinese, Japanese.
            before = tokens[len(costs) - 1].text[-1]
            is_clause = token.sane_break and before in "、，；："
            ends.append(bool(token.sane_break) and before in "。！？")
            costs.append(SENTENCE_END if ends[-1] else CLAUSE_END if is_clause else OPEN if token.sane_break else UNIT)
    return [*costs, word_costs[-1]], [*ends, word_ends[-1]]
