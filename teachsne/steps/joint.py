"""From each point's own opinion to one number a pair.   p_ij = (p_j|i + p_i|j) / 2n"""


def joint_probabilities(P):
    r"""$p_{ij} = (p_{j|i} + p_{i|j}) \,/\, 2n$

    Draw a point, and let it pick its neighbour: half the chance that the pair {i, j} comes
    up, since the table lists it twice. Every point keeps a share: its row sums to at least
    1/2n, an outlier's too.

    P (n, n) with rows that sum to 1  ->  (n, n), symmetric, sums to 1. Nothing is
    renormalised in secret: rows that are off by a rounding stay off.
    ValueError: not square, negative, a diagonal, or a row's sum more than .005 off 1.
    Source: van der Maaten & Hinton (2008), section 3.1; the web page, step 4.
    """
    return (P + P.T) / (2 * len(P))
