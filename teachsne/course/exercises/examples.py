"""Fresh examples: small clouds of points, maps, and tables of chances, drawn by a generator."""

import teachsne as ts

FAR = 60.0  # so far out, in units of σ, that a bell underflows


def cloud(random, n=6, p=4, scale=1.0):
    return scale * random.normal(size=(n, p))


def squares(random, n=6, scale=1.0):
    """d² of a cloud, (n, n)."""
    return ts.squared_distances(cloud(random, n, scale=scale))


def far_squares(random):
    """d² of a cloud of which one point lies far out."""
    points = cloud(random)
    points[2] += FAR
    return ts.squared_distances(points)


def widths(random, n=6):
    return random.uniform(0.7, 1.6, size=n)


def rows(random, n=6):
    """p_{j|i}, each row with a width of its own."""
    return ts.conditional_probabilities(squares(random, n), widths(random, n))


def joint(random, n=6):
    return ts.joint_probabilities(rows(random, n))


def five(random):
    """Five points in space, about as far from each other as ours."""
    return random.uniform(0, 1, size=(5, 3))


def one_of(random, n=5):
    return int(random.integers(n))


def two_of(random, n=5):
    return tuple(int(i) for i in random.permutation(n)[:2])
