"""The tree search against trying all trees."""

from itertools import product

import numpy as np

from eventcoder.parsing.tree import best_tree, is_tree


def test_is_tree() -> None:
    assert is_tree([2, 0, 2])
    assert not is_tree([0, 0, 2])
    assert not is_tree([2, 1, 0])
    assert not is_tree([2, 3, 1])


def test_best_of_all_trees() -> None:
    rng = np.random.default_rng(5)
    for size in (1, 2, 3, 4, 5):
        for _ in range(40):
            scores = rng.normal(size=(size + 1, size + 1)) * 3
            trees = [h for h in product(range(size + 1), repeat=size) if is_tree(list(h))]
            values = [sum(scores[d, h] for d, h in enumerate(heads, 1)) for heads in trees]
            assert best_tree(scores) == list(trees[int(np.argmax(values))])


def test_many_words() -> None:
    scores = np.random.default_rng(6).normal(size=(161, 161))
    assert is_tree(best_tree(scores))
