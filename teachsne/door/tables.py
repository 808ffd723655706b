"""What an array must be to take part: points, squared distances, chances, widths."""

import numbers
import os
from pathlib import Path

import numpy as np

from .arrays import array, finite, kind_of, rounding, where, without_rounding
from .values import perplexity_below, width, word


def points(X, name, given=None):
    """n ≥ 2 points with at least one coordinate, of a spread that can be squared."""
    return apart(few_rows(X, name), name)


def rows(X, name, given=None):
    """n ≥ 2 points with at least one coordinate, of any size: who takes them rescales."""
    _refuse_shape(np.shape(array(X, name)), name)
    return finite(X, name)


def few_rows(X, name, given=None):
    """The same, for a table of n × n to be made of them."""
    shape = np.shape(array(X, name))
    _refuse_shape(shape, name)
    refuse_size(shape[0], name)
    return finite(X, name)


def rows_of_same(Y, name, given):
    """A map of the same points as X."""
    return _about_same(rows(Y, name), name, "X", given)


def _about_same(clean, name, first, given):
    if len(clean) != len(given[first]):
        raise ValueError(
            f"{first} is about {len(given[first])} points and {name} about {len(clean)}; "
            "both must be about the same points, in the same order"
        )
    return clean


def map_points(Y, name, given=None):
    """The same on a map, which may shrink to nothing: there a square of 0 is right enough."""
    return map_rows(few_rows(Y, name), name)


def map_rows(Y, name, given=None):
    """A map of any size, for what makes no table of n × n."""
    clean = rows(Y, name)
    if (spread := _spread(clean)) > 1e150:
        raise _beyond_squares(spread, name)
    return clean


def apart(X, name, given=None):
    """Rows whose differences can be multiplied, neither too large nor too small for that."""
    clean = map_rows(X, name)
    if 0 < (spread := _spread(clean)) < 1e-140:
        raise _beyond_squares(spread, name)
    return clean


def about_the_origin(X, name, given=None):
    """The same, not so far out that a sum over the points leaves the range of float64."""
    clean = apart(X, name)
    if (far := abs(clean).max()) > 1e300:
        raise ValueError(f"{name} lies {far:.3g} from the origin; subtract its mean, or rescale")
    return clean


def _refuse_shape(shape, name):
    if len(shape) != 2:
        kind = f"{len(shape)}D" if shape else "scalar"
        raise ValueError(
            f"Expected 2D array, got {kind} array instead: {name} has shape {shape}. "
            "Reshape your data either using array.reshape(-1, 1) if it has a single feature "
            "or array.reshape(1, -1) if it contains a single sample."
        )
    for size, least, what in zip(shape, (2, 1), ("sample", "feature"), strict=True):
        if size < least:
            raise ValueError(
                f"Found array with {size} {what}(s) (shape={shape}) "
                f"while a minimum of {least} is required: {name} needs more {what}s"
            )


def refuse_size(n, name, instead=None):
    """Four tables of n × n must fit into this machine, before any is made."""
    needed, there = 4 * 8 * n**2, memory()
    if needed > there:
        sample = f"take a sample of at most {int((there / 32) ** 0.5)} rows of {name}"
        raise ValueError(
            f"{n} points need about {needed / 1e9:.3g} GB (four tables of n x n), and there "
            f"are {there / 1e9:.3g} GB here; {instead or sample}"
        )


def memory(groups=Path("/sys/fs/cgroup"), own=Path("/proc/self/cgroup")):
    """Bytes that this process may take: the machine's, or less where something limits it.

    A container has a limit of its own, in Linux's control groups: `groups` is the folder in
    which they stand, and the file `own` says which of them this process is in.
    """
    return min([_of_the_machine(), *_of_address_space(), *_of_groups(groups, own)])


def _of_the_machine():
    """16 GB where the system does not say."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return 16_000_000_000


def _of_address_space():
    """`ulimit -v`, where the system has it and it is set."""
    try:
        import resource

        limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    except (ImportError, AttributeError, OSError, ValueError):
        return []
    return [] if limit in (resource.RLIM_INFINITY, -1) else [limit]


def _of_groups(groups, own):
    """The limits of this process's groups, and of all above them; "max" is none."""
    places = {groups: "memory.max", groups / "memory": "memory.limit_in_bytes"}  # new, and old
    for line in _text(own).splitlines():
        kinds, _, inside = line.partition(":")[2].partition(":")
        top = groups / "memory" if "memory" in kinds.split(",") else groups
        if kinds and top == groups:
            continue  # a group of something else
        steps = [step for step in inside.split("/") if step not in ("", "..")]
        for depth in range(len(steps)):
            places[top.joinpath(*steps[: depth + 1])] = places[top]
    found = (_text(place / file).strip() for place, file in places.items())
    return [int(limit) for limit in found if limit.isdecimal()]


def _text(file):
    try:
        return file.read_text("utf-8")
    except (OSError, ValueError):
        return ""


def _spread(X):
    """Half the width of the widest coordinate: the whole could overflow."""
    return float(np.max(X.max(axis=0) / 2 - X.min(axis=0) / 2))


def _beyond_squares(spread, name):
    whole = f"{2 * spread:.3g}" if 2 * spread < np.inf else f"2 x {spread:.3g}"
    return ValueError(
        f"the spread of {name} is {whole}, whose square leaves the range of "
        f"float64; rescale, for example {name} / {spread:.3g}"
    )


def square(value, name, given=None):
    clean = finite(value, name)
    if clean.ndim != 2 or clean.shape[0] != clean.shape[1]:
        raise ValueError(f"{name} must be square, n rows and n columns; got shape {clean.shape}")
    if len(clean) < 2:
        raise ValueError(f"{name} needs at least 2 points (a minimum of 2 samples), got 1 sample")
    clean = without_rounding(value, clean)
    if (clean < 0).any():
        place = np.argwhere(clean < 0)[0]
        raise ValueError(f"{name} is negative at {where(value, place)}: {clean[tuple(place)]:.4g}")
    return clean


def squares(D2, name, given=None):
    """Squared distances: square, zero diagonal, symmetric, not negative."""
    clean = square(D2, name)
    slack = rounding(D2, clean)
    clean = _zero_diagonal(clean, name, D2, slack)
    _refuse_asymmetry(clean, name, D2, slack)
    return in_range(clean, name)


def distances(D, name, given=None, precision=None):
    """Distances that somebody else computed; what is next to nothing on the diagonal is nothing.

    precision: in which they were computed, if that is not D's own.
    """
    clean = finite(D, name)
    if clean.ndim != 2 or clean.shape[0] != clean.shape[1]:
        raise ValueError(
            f"{name} must be a square distance matrix, n rows and n columns; got {clean.shape}"
        )
    clean = _no_less_than_zero(D, clean, name, precision)
    whole = kind_of(D, precision).kind in "biu"
    slack, nothing, share = (0.0, 0.0, 0.0) if whole else (*_slack(D, clean, precision), 1e-6)
    clean = _zero_diagonal(clean, name, D, nothing)
    _refuse_asymmetry(clean, name, D, slack, share)
    return clean


def some_distances(D, name, row, precision):
    """Those from some points on, the first of them number `row`, to all from that one on."""
    clean = finite(D, name, (row, row))
    clean = _no_less_than_zero(D, clean, name, precision, row)
    _refuse_diagonal(np.diag(clean), name, D, _slack(D, clean, precision)[1], row)
    return clean


def refuse_two_ways(there, back, places, name, precision):
    """There and back it must be as far: some distances, and between which rows they are."""
    slack = _slack(there, np.asarray(there, float), precision)[0]
    off = abs(there - back) > np.maximum(slack, 1e-6 * abs(back))
    if off.any():
        at = int(np.flatnonzero(off)[0])
        raise _two_ways(name, where(None, places[at]), there[at], back[at])


def _slack(D, clean, precision):
    """What a rounding may be between two ways, and what is next to nothing on the diagonal."""
    slack = rounding(D, clean, precision)
    return slack, max(slack, 1e-9 * float(clean.max(initial=0)))


def _no_less_than_zero(D, clean, name, precision, row=0):
    clean = without_rounding(D, clean, precision)
    if (clean < 0).any():
        at = np.argwhere(clean < 0)[0]
        raise ValueError(
            f"All distances must be zero or positive, and {name} is {clean[tuple(at)]:.4g} at "
            f"{where(D, [int(i) for i in at + row])}; correct them, or the metric given"
        )
    return clean


def _zero_diagonal(D, name, as_given, slack=0.0):
    """The same table with nothing but zeros on its diagonal, if none is more than that away."""
    _refuse_diagonal(np.diag(D), name, as_given, slack)
    return np.where(np.eye(len(D), dtype=bool), 0.0, D) if np.diag(D).any() else D


def _refuse_diagonal(own, name, as_given, slack, row=0):
    if (own > slack).any():
        at = int(np.flatnonzero(own > slack)[0])
        raise ValueError(
            f"{name} must have a zero diagonal: the distance from {where(as_given, [row + at])} "
            f"to itself is {own[at]:.4g}"
        )


def _refuse_asymmetry(D, name, as_given, slack=0.0, share=1e-6):
    if not np.allclose(D, D.T, rtol=share, atol=slack):
        i, j = np.argwhere(~np.isclose(D, D.T, rtol=share, atol=slack))[0]
        raise _two_ways(name, where(as_given, (i, j)), D[i, j], D[j, i])


def _two_ways(name, place, there, back):
    return ValueError(
        f"{name} must be symmetric, but at {place} it is "
        f"{there:.6g} one way and {back:.6g} the other"
    )


def in_range(D2, name):
    """Squares with all their digits, and with a sum."""
    if D2.max() > 1e304 or 0 < D2.max() < 1e-290:
        raise ValueError(
            f"the largest entry of {name} is {D2.max():.3g}, at the end of the range of float64; "
            "rescale the points before squaring their distances"
        )
    return D2


def row_of_squares(d2, name, given=None):
    """Squared distances from one point to the others, itself left out."""
    clean = finite(d2, name)
    if clean.ndim != 1 or len(clean) < 2:
        raise ValueError(
            f"{name} must be one row: at least 2 squared distances to the *other* points; "
            f"got shape {clean.shape}"
        )
    clean = without_rounding(d2, clean)
    if (clean < 0).any():
        raise ValueError(f"{name} must not be negative, got {clean.min():.4g}")
    return in_range(clean, name)


def chances(P, name, given=None):
    """A square of probabilities whose rows sum to 1, up to the rounding of a printed table."""
    clean = no_pick_of_itself(P, name)
    sums = clean.sum(axis=1)
    if (off := abs(sums - 1) > 0.005).any():
        at = int(np.flatnonzero(off)[0])
        raise ValueError(
            f"every row of {name} must sum to 1, but {where(P, [at])} sums to {sums[at]:.4g}; "
            "p(j|i) comes from conditional_probabilities"
        )
    return clean


def no_pick_of_itself(P, name, given=None):
    """A square of chances in which nobody picks itself."""
    clean = square(P, name)
    if (own := np.diag(clean)).any():
        at = int(np.flatnonzero(own)[0])
        raise ValueError(
            f"{name} pairs a point with itself; its diagonal must be zero, and at "
            f"{where(P, [at])} it is {own[at]:.4g}; p(j|i) comes from conditional_probabilities"
        )
    return clean


def not_negative(P, name, given=None):
    """Not negative, without gaps, of any shape."""
    clean = without_rounding(P, finite(P, name))
    if (clean < 0).any():
        raise ValueError(f"{name} must not be negative, got {clean.min():.4g}")
    return clean


def same_shape(Q, name, given):
    clean = not_negative(Q, name)
    if clean.shape != given["P"].shape:
        raise ValueError(
            f"P has shape {given['P'].shape} and {name} {clean.shape}; both must be "
            "about the same pairs"
        )
    return clean


def widths(sigmas, name, given):
    """One positive number, or one a point."""
    alone = isinstance(sigmas, str) or not hasattr(sigmas, "__len__")
    if alone or getattr(sigmas, "ndim", 1) == 0:
        return width(sigmas, name)
    clean, n = finite(sigmas, name), len(given["D2"])
    if clean.shape != (n,):
        raise ValueError(f"{name} must be one number or {n} of them, got shape {clean.shape}")
    for at, sigma in enumerate(clean):
        width(sigma, f"{name} at {where(sigmas, [at])}")
    return clean


def perplexity(value, name, given):
    return perplexity_below(len(given["D2"]), value, name)


def perplexity_of_row(value, name, given):
    """Within reach for this row: above the number of its tied nearest neighbours."""
    from ..sigma_search import tied_nearest

    d2 = given["d2"]
    clean = perplexity_below(len(d2) + 1, value, name)
    tied = int(tied_nearest(d2)[0])
    if clean <= tied:
        raise ValueError(
            f"{name}={clean:g} cannot be reached: {tied} nearest neighbour(s) are at one and "
            f"the same distance, so it is above {tied} for every sigma"
        )
    return clean


def axis(value, name, given):
    dimensions = given["P"].ndim
    whole = isinstance(value, numbers.Integral) and not isinstance(value, bool)
    if value is None or (whole and -dimensions <= value < dimensions):
        return value
    raise ValueError(f"{name} must be None (all pairs) or 1 (rows), got {value!r}")


def map_of(Y, name, given):
    return _about_same(map_points(Y, name), name, "P", given)


def normalized(value, name, given):
    """P must sum to what the loss expects: every row to 1, or all pairs to 1."""
    word("joint", "rows")(value, name)
    sums = given["P"].sum(axis=None if value == "joint" else 1)
    if (abs(sums - 1) > 0.005).any():
        remedy = {"joint": "joint_probabilities", "rows": "conditional_probabilities"}[value]
        what = "all pairs of P" if value == "joint" else "every row of P"
        wrong = np.ravel(sums)[np.argmax(abs(np.ravel(sums) - 1))]
        raise ValueError(
            f"with {name}={value!r} {what} must sum to 1, found {wrong:.4g}; use {remedy}(...)"
        )
    return value
