"""What an array must be to take part: points, squared distances, chances, widths."""

import numbers
import os
from pathlib import Path

import numpy as np

from ..steps.sigma_newton import tied_nearest
from .arrays import array, finite, slack, slack_of_sum, where, whole, without_rounding
from .scalars import bandwidth, choice, perplexity_below


def points(X, name, given=None):
    """n ≥ 2 points with at least one coordinate, of a spread that can be squared."""
    return points_squarable(points_for_n2(X, name), name)


def points_any_scale(X, name, given=None):
    """n ≥ 2 points with at least one coordinate, of any size: who takes them rescales."""
    _refuse_shape(np.shape(array(X, name)), name)
    return finite(X, name)


def points_for_n2(X, name, given=None):
    """The same, for a table of n × n to be made of them."""
    shape = np.shape(array(X, name))
    _refuse_shape(shape, name)
    refuse_size(shape[0], name)
    return finite(X, name)


def rows_of_same(Y, name, given):
    """A map of the same points as X."""
    return _about_same(points_any_scale(Y, name), name, "X", given)


def _about_same(clean, name, first, given):
    if len(clean) != len(given[first]):
        raise ValueError(
            f"{first} is about {len(given[first])} points and {name} about {len(clean)}; "
            "both must be about the same points, in the same order"
        )
    return clean


def embedding(Y, name, given=None):
    """The same on a map, which may shrink to nothing: there a square of 0 is right enough."""
    return _not_too_wide(points_for_n2(Y, name), name)


def embedding_any_size(Y, name, given=None):
    """A map that moves, for what makes no table of n × n: it must lie where its steps are seen."""
    clean = _not_too_wide(points_any_scale(Y, name), name)
    if (far := float(abs(clean).max())) * clean.size**0.5 > 1e150:
        raise ValueError(
            f"{name} lies {far:.3g} from the origin, the square of which leaves the range of "
            f"float64; rescale, for example {name} / {far:.3g}"
        )
    return clean


def points_squarable(X, name, given=None):
    """Rows whose differences can be multiplied, neither too large nor too small for that."""
    clean = _not_too_wide(points_any_scale(X, name), name)
    if 0 < (spread := _spread(clean)) < 1e-140:
        raise _beyond_squares(spread, name)
    return clean


def _not_too_wide(clean, name):
    if (spread := _spread(clean)) > 1e150:
        raise _beyond_squares(spread, name)
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


def memory(root="/"):
    """Bytes that this process may take: the machine's, or fewer where something limits it.

    A container sees the whole machine, and is killed at a limit of its own, which stands in
    Linux's control groups. root: the folder in which /proc and /sys are looked for.
    """
    return min([_of_the_machine(), *_of_address_space(), *_of_groups(Path(root))])


def _of_the_machine():
    """16 GB where the system does not say."""
    try:
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return 16_000_000_000
    return pages * size if min(pages, size) > 0 else 16_000_000_000  # -1 is "not known"


def _of_address_space():
    """What `ulimit -v` and `ulimit -d` set, where the system has them."""
    try:
        import resource
    except ImportError:  # Windows
        return []
    kinds = [getattr(resource, name, None) for name in ("RLIMIT_AS", "RLIMIT_DATA")]
    limits = [resource.getrlimit(kind)[0] for kind in kinds if kind is not None]
    return [limit for limit in limits if limit != resource.RLIM_INFINITY and limit > 0]


def _of_groups(root):
    """The limits of this process's control groups and of all groups above them."""
    top = root / "sys/fs/cgroup"
    found = [_limit(top / "memory.max"), _limit(top / "memory/memory.limit_in_bytes")]
    for line in _text(root / "proc/self/cgroup").splitlines():
        kinds, _, group = line.partition(":")[2].partition(":")
        steps = [step for step in group.split("/") if step not in ("", ".", "..")]
        for depth in range(1, len(steps) + 1):
            inside = Path(*steps[:depth])
            if not kinds:  # the second version, which has one tree for all kinds
                found += [_limit(top / inside / "memory.max")]
                found += [_limit(top / "unified" / inside / "memory.max")]
            elif "memory" in kinds.split(","):
                found += [_limit(top / "memory" / inside / "memory.limit_in_bytes")]
    return [limit for limit in found if limit]


def _limit(file):
    """Bytes; 0 where there is no such file, or none that sets a limit: "max" does not."""
    text = _text(file).strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else 0


def _text(file):
    try:
        return file.read_text("utf-8", errors="replace")
    except (OSError, ValueError):  # not there, not for us, or no path at all
        return ""


def _spread(X):
    """Half the width of the widest coordinate: the whole could overflow."""
    return float(np.max(X.max(axis=0) / 2 - X.min(axis=0) / 2))


def _beyond_squares(spread, name):
    all_of_it = f"{2 * spread:.3g}" if 2 * spread < np.inf else f"2 x {spread:.3g}"
    return ValueError(
        f"the spread of {name} is {all_of_it}, whose square leaves the range of "
        f"float64; rescale, for example {name} / {spread:.3g}"
    )


def square_matrix(value, name, given=None):
    """n × n, for n ≥ 2 points, and not negative."""
    clean = finite(value, name)
    if clean.ndim != 2 or clean.shape[0] != clean.shape[1]:
        raise ValueError(f"{name} must be square, n rows and n columns; got shape {clean.shape}")
    if len(clean) < 2:
        raise ValueError(f"{name} needs at least 2 points (a minimum of 2 samples), got 1 sample")
    if ((clean := without_rounding(value, clean)) < 0).any():
        place = np.argwhere(clean < 0)[0]
        raise ValueError(f"{name} is negative at {where(value, place)}: {clean[tuple(place)]:.4g}")
    return clean


def squared_distance_matrix(D2, name, given=None):
    """Squared distances: square, zero diagonal, symmetric, not negative."""
    clean = square_matrix(D2, name)
    _refuse_diagonal(clean, name, D2, slack)
    return in_range(both_ways_alike(_zero_diagonal(clean), name, D2), name)


def distance_matrix(D, name, given=None, precision=None):
    """Distances that somebody else computed; what is next to nothing on the diagonal is nothing.

    precision: of the numbers that they were computed from, if it was not D's own.
    """
    clean = finite(D, name)
    if clean.ndim != 2 or clean.shape[0] != clean.shape[1]:
        raise ValueError(
            f"{name} must be a square distance matrix, n rows and n columns; got {clean.shape}"
        )
    clean = _no_less_than_zero(clean, name, D, precision)
    _refuse_diagonal(clean, name, D, lambda *given: _next_to_nothing(*given, precision))
    return both_ways_alike(_zero_diagonal(clean), name, D, precision)


def some_distances(D, name, row, precision):
    """Those from some points on, the first of them number `row`, to all from that one on."""
    clean = _no_less_than_zero(finite(D, name, (row, row)), name, D, precision, row)
    _refuse_diagonal(clean, name, D, lambda *given: _next_to_nothing(*given, precision), row)
    return clean


def refuse_two_ways(there, back, places, name, precision):
    """There and back it must be as far: some distances, and between which rows they are."""
    excuse = slack(there, there, precision)
    off = abs(there - back) > np.maximum(excuse, 1e-6 * abs(back))
    if off.any():
        at = int(np.flatnonzero(off)[0])
        raise _two_ways(name, where(None, places[at]), there[at], back[at])


def _no_less_than_zero(clean, name, as_given, precision, row=0):
    if ((clean := without_rounding(as_given, clean, precision)) < 0).any():
        at = np.argwhere(clean < 0)[0]
        raise ValueError(
            f"All distances must be zero or positive, and {name} is {clean[tuple(at)]:.4g} at "
            f"{where(as_given, [int(i) + row for i in at])}; correct them, or the metric given"
        )
    return clean


def _next_to_nothing(D, clean, precision):
    """On a diagonal of distances: double precision has an excuse as well, whole numbers none."""
    return 0.0 if whole(D) else max(slack(D, clean, precision), 1e-9 * float(clean.max()))


def _refuse_diagonal(clean, name, as_given, excuse, row=0):
    """excuse(as given, clean): up to which number an entry is a zero; asked if there are any."""
    if (at := _on_diagonal(clean, as_given, excuse)) is not None:
        raise ValueError(
            f"{name} must have a zero diagonal: the distance from {where(as_given, [at + row])} "
            f"to itself is {clean[at, at]:.4g}; set the diagonal to 0 if that is rounding"
        )


def _on_diagonal(clean, as_given, excuse):
    """The first row whose entry there is more than its excuse; None if there is none."""
    own = np.diag(clean)
    wrong = own > excuse(as_given, clean) if own.any() else own > 0
    return int(np.argmax(wrong)) if wrong.any() else None


def _zero_diagonal(clean):
    """A diagonal that has passed, with nothing left of its rounding."""
    if not np.diag(clean).any():
        return clean
    return np.where(np.eye(len(clean), dtype=bool), 0.0, clean)


def both_ways_alike(clean, name, as_given, precision=None):
    """The same distances; where the caller's rounding has made two ways of one, their mean."""
    if np.array_equal(clean, clean.T):
        return clean
    excuse = slack(as_given, clean, precision)
    share = 0 if whole(as_given) else 1e-6
    alike = np.isclose(clean, clean.T, rtol=share, atol=excuse)
    if not alike.all():
        i, j = np.argwhere(~alike)[0]
        raise _two_ways(name, where(as_given, (i, j)), clean[i, j], clean[j, i])
    return (clean + clean.T) / 2 if excuse else clean


def _two_ways(name, place, there, back):
    return ValueError(
        f"{name} must be symmetric, but at {place} it is {there:.6g} one way and {back:.6g} the "
        "other; take the mean of both ways if that is rounding"
    )


def in_range(D2, name):
    """Squares with all their digits, and with a sum."""
    if D2.max() > 1e304 or 0 < D2.max() < 1e-290:
        raise ValueError(
            f"the largest entry of {name} is {D2.max():.3g}, at the end of the range of float64; "
            "rescale the points before squaring their distances"
        )
    return D2


def squared_distance_row(d2, name, given=None):
    """Squared distances from one point to the others, itself left out."""
    clean = finite(d2, name)
    if clean.ndim != 1 or len(clean) < 2:
        raise ValueError(
            f"{name} must be one row: at least 2 squared distances to the *other* points; "
            f"got shape {clean.shape}"
        )
    if ((clean := without_rounding(d2, clean)) < 0).any():
        raise ValueError(f"{name} must not be negative, got {clean.min():.4g}")
    return in_range(clean, name)


def row_probabilities(P, name, given=None):
    """A square of probabilities whose rows sum to 1, up to the rounding of a printed table."""
    clean = no_pick_of_itself(P, name)
    sums = clean.sum(axis=1)
    if (off := abs(sums - 1) > 0.005 + slack_of_sum(P, len(clean))).any():
        at = int(np.flatnonzero(off)[0])
        raise ValueError(
            f"every row of {name} must sum to 1, but {where(P, [at])} sums to {sums[at]:.4g}; "
            "p(j|i) comes from conditional_probabilities"
        )
    return clean


def no_pick_of_itself(P, name, given=None):
    """A square of chances, with a zero diagonal."""
    clean = square_matrix(P, name)
    if (at := _on_diagonal(clean, P, slack)) is not None:
        raise ValueError(
            f"{name} pairs a point with itself; its diagonal must be zero, and at "
            f"{where(P, [at])} it is {clean[at, at]:.4g}. conditional_probabilities leaves it "
            f"out; or np.fill_diagonal({name}, 0), and divide by the sums anew"
        )
    return _zero_diagonal(clean)


def not_negative(P, name, given=None):
    """Not negative, without gaps, of any shape."""
    clean = finite(P, name)
    if ((clean := without_rounding(P, clean)) < 0).any():
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


def bandwidths(sigmas, name, given):
    """One positive number, or one a point."""
    alone = isinstance(sigmas, str) or not hasattr(sigmas, "__len__")
    if alone or getattr(sigmas, "ndim", 1) == 0:
        return bandwidth(sigmas, name)
    clean, n = finite(sigmas, name), len(given["D2"])
    if clean.shape != (n,):
        raise ValueError(f"{name} must be one number or {n} of them, got shape {clean.shape}")
    for at, sigma in enumerate(clean):
        bandwidth(sigma, f"{name} at {where(sigmas, [at])}")
    return clean


def perplexity(value, name, given):
    return perplexity_below(len(given["D2"]), value, name)


def perplexity_of_row(value, name, given):
    """Within reach for this row: above the number of its tied nearest neighbours."""
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


def embedding_for_P(Y, name, given):
    return _about_same(embedding(Y, name), name, "P", given)


def aim(P, name, given):
    """Chances that sum to what the loss expects: every row to 1, or all pairs to 1."""
    clean, by = no_pick_of_itself(P, name), given["normalize"]
    joint = choice("joint", "rows")(by, "normalize") == "joint"
    sums = np.ravel(clean.sum(axis=None if joint else 1))
    if (abs(sums - 1) > 0.005 + slack_of_sum(P, clean.size // len(sums))).any():
        remedy = "joint_probabilities" if joint else "conditional_probabilities"
        what = f"all pairs of {name}" if joint else f"every row of {name}"
        wrong = sums[np.argmax(abs(sums - 1))]
        raise ValueError(
            f"with normalize={by!r} {what} must sum to 1, found {wrong:.4g}; use {remedy}(...)"
        )
    return clean
