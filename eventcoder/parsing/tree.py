"""The best dependency tree for a matrix of head scores (Chu, Liu and Edmonds)."""

from __future__ import annotations

from typing import Any

import numpy as np

Matrix = np.ndarray[Any, np.dtype[np.float64]]
ROOT_COST = 1e6
"""Taken off every arc from the root, so that the best tree has as few of them as can be: one."""


def is_tree(heads: list[int]) -> bool:
    """Whether the heads of words 1, 2, ... make a tree with one root."""
    return heads.count(0) == 1 and not _cycle([0, *heads])


def best_tree(scores: Matrix) -> list[int]:
    """Heads of words 1, 2, ... in the tree with one root whose scores add up to the most.

    ``scores[d, h]`` is the score of word ``h`` as head of word ``d``; word 0 is the root.
    """
    costed = scores.astype(np.float64)
    costed[:, 0] -= ROOT_COST
    np.fill_diagonal(costed, -np.inf)
    return _heads(costed)[1:]


def _heads(scores: Matrix) -> list[int]:
    """Head of each node, 0 for the root itself."""
    heads = [0, *scores[1:].argmax(1).tolist()]
    cycle = _cycle(heads)
    if not cycle:
        return heads
    size = len(scores)
    rest = [node for node in range(size) if node not in set(cycle)]
    new = len(rest)  # the number that stands for the whole cycle
    own = scores[cycle, [heads[node] for node in cycle]]
    merged = np.full((new + 1, new + 1), -np.inf)
    merged[:new, :new] = scores[np.ix_(rest, rest)]
    out_of = scores[np.ix_(rest, cycle)]
    merged[:new, new] = out_of.max(1)
    into = scores[np.ix_(cycle, rest)] - own[:, None]
    merged[new, :new] = into.max(0)
    found = _heads(merged)
    entry = found[new]
    broken = cycle[int(into[:, entry].argmax())]
    heads[broken] = rest[entry]
    for number, node in enumerate(rest[1:], 1):
        above = found[number]
        heads[node] = cycle[int(out_of[number].argmax())] if above == new else rest[above]
    return heads


def _cycle(heads: list[int]) -> list[int]:
    """Nodes of a cycle among the heads, empty where there is none; node 0 is the root."""
    state = [0] * len(heads)
    state[0] = -1
    for start in range(1, len(heads)):
        node = start
        while not state[node]:
            state[node] = start
            node = heads[node]
        if state[node] == start:
            out = [node]
            while heads[out[-1]] != node:
                out.append(heads[out[-1]])
            return out
    return []
