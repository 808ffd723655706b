"""The lecture's printed array: what is it a map of, and who drew it?

The page shows an ellipse's code and then 100 rows of numbers. They are no map of that
ellipse: they are scikit-learn's t-SNE of a random walk, whose slide the page lost. This is
how one can tell: draw the donut, then the walk, from one generator; give the walk to
scikit-learn; every printed digit comes out.
"""

from functools import cache

import numpy as np
import pandas as pd

from ...datasets import load_lecture_map, make_random_walk

CLOSE = 1e-5  # how near the printed numbers are, where it is the same program
ALIKE = 0.05  # the disparity of two good maps of the same data


@cache
def scikit_learns_map():
    """What the lecturer did, on one thread: (100, 2)."""
    from sklearn.manifold import TSNE
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        return TSNE(n_components=2).fit_transform(make_random_walk()).astype(float)


def disparity(A, B):
    r"""$1 - (\sum_k s_k)^2 / \|A\|^2 \|B\|^2$, with s the singular values of $A^\top B$

    What remains between two maps when one is shifted, turned, mirrored and scaled onto the
    other: 0 for the same map, near 1 for strangers.   A, B (n, d)  ->  a number.
    Source: the Procrustes problem, Schönemann (1966).
    """
    A, B = (np.asarray(M) - np.asarray(M).mean(axis=0) for M in (A, B))
    shared = np.linalg.svd(A.T @ B, compute_uv=False).sum()
    return float(1 - shared**2 / ((A**2).sum() * (B**2).sum()))


def entries():
    """The ledger's rows for the 200 numbers; see `printed.ledger`.

    "exact" to 1e-5 where this scikit-learn draws the same map; "alike" where another
    version draws another that fits it but for a disparity of .05, and the note says so.
    """
    printed, computed = load_lecture_map(), scikit_learns_map()
    status, note = judge(printed.to_numpy(), computed)
    table = pd.DataFrame(
        {
            "source": "lecture",
            "table": "map",
            "row": np.repeat(printed.index.astype(str), 2),
            "column": list(printed.columns) * len(printed),
            "printed": printed.to_numpy().ravel(),
            "computed": computed.ravel(),
            "true": computed.ravel(),
            "status": status,
        }
    )
    return table.assign(note=note)


def judge(printed, computed):
    """(status, note): the same numbers, the same map up to rotation, or neither."""
    import sklearn

    program = f"scikit-learn {sklearn.__version__}"
    if abs(printed - computed).max() <= CLOSE:
        return "exact", f"the random walk, not the ellipse; {program} gives it to {CLOSE:g}"
    apart = disparity(printed, computed)
    found = f"{program} draws another map of the walk, disparity {apart:.3f}"
    return ("alike" if apart <= ALIKE else "missed"), f"{found} (at most {ALIKE:g} is alike)"
