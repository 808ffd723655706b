"""t-SNE once more, in 50-digit arithmetic: slow, plain, and independent of the package.

Numbers come in as the floats they are (mpf is exact), and stay mpf. Tables are lists of lists.
"""

from mpmath import exp, log, mp, mpf, sqrt

mp.dps = 50


def table(rows):
    return [[mpf(float(value)) for value in row] for row in rows]


def squared_distances(X):
    return [[sum((a - b) ** 2 for a, b in zip(x, z, strict=True)) for z in X] for x in X]


def distances(X):
    return [[sqrt(d2) for d2 in row] for row in squared_distances(X)]


def conditional_row(d2, i, sigma):
    """p(j|i) for one row of squared distances."""
    w = [mpf(0) if j == i else exp(-d / (2 * sigma**2)) for j, d in enumerate(d2)]
    return [value / sum(w) for value in w]


def conditional_probabilities(D2, sigmas):
    return [conditional_row(row, i, sigmas[i]) for i, row in enumerate(D2)]


def entropy(p):
    """in nats"""
    return -sum(value * log(value) for value in p if value > 0)


def perplexity(P):
    return [exp(entropy(row)) for row in P]


def find_sigmas(D2, target):
    """Bisection on log σ until 45 digits stand."""
    return [exp(_bisect(row, i, mpf(target))) for i, row in enumerate(D2)]


def _bisect(d2, i, target):
    others = [d for j, d in enumerate(d2) if j != i]
    low, high = log(max(others)) / 2 - 40, log(max(others)) / 2 + 40
    while high - low > mpf(10) ** (5 - mp.dps):
        middle = (low + high) / 2
        nearest = min(others)
        row = [d - nearest for d in d2]  # cancels, and keeps the smallest widths from 0/0
        wide = entropy(conditional_row(row, i, exp(middle))) > log(target)
        low, high = (low, middle) if wide else (middle, high)
    return low


def joint_probabilities(P):
    n = len(P)
    return [[(P[i][j] + P[j][i]) / (2 * n) for j in range(n)] for i in range(n)]


def gaussian(sigma):
    """(weight, pull) as functions of d²"""
    width = 2 * mpf(float(sigma)) ** 2
    return (lambda d2: exp(-d2 / width)), (lambda d2: 1 / width)


def heavy_tailed(alpha):
    a = mpf(float(alpha))
    return (lambda d2: (1 + d2 / a) ** -a), (lambda d2: 1 / (1 + d2 / a))


student = heavy_tailed(1)
sne = (lambda d2: exp(-d2)), (lambda d2: mpf(1))


def similarities(Y, kernel, normalize):
    n = len(Y)
    D2 = squared_distances(Y)
    W = [[mpf(0) if i == j else kernel[0](D2[i][j]) for j in range(n)] for i in range(n)]
    if normalize == "rows":
        return [[w / sum(row) for w in row] for row in W]
    total = sum(map(sum, W))
    return [[w / total for w in row] for row in W]


def kl_terms(P, Q):
    pairs = ((p, q) for rows in zip(P, Q, strict=True) for p, q in zip(*rows, strict=True))
    return [p * log(p / q) if p > 0 else mpf(0) for p, q in pairs]


def kl_divergence(P, Q):
    return sum(kl_terms(P, Q))


def gradient_terms(P, Y, kernel, normalize, exaggeration=1):
    """2 (s_ij + s_ji)(y_i − y_j) for every i, j, coordinate, with s = (ρp − q) · pull."""
    n, Q, D2 = len(Y), similarities(Y, kernel, normalize), squared_distances(Y)
    rho = mpf(float(exaggeration))
    S = [[(rho * P[i][j] - Q[i][j]) * kernel[1](D2[i][j]) for j in range(n)] for i in range(n)]
    return [
        [
            [2 * (S[i][j] + S[j][i]) * (a - b) for a, b in zip(Y[i], Y[j], strict=True)]
            for j in range(n)
        ]
        for i in range(n)
    ]


def kl_gradient(P, Y, kernel, normalize, exaggeration=1):
    terms = gradient_terms(P, Y, kernel, normalize, exaggeration)
    return [[sum(axis) for axis in zip(*row, strict=True)] for row in terms]


def central_differences(P, Y, kernel, normalize):
    """Each coordinate nudged by ±1e-15; only what depends on the moved point is redone."""
    n, D2 = len(Y), squared_distances(Y)
    W = [[mpf(0) if i == j else kernel[0](D2[i][j]) for j in range(n)] for i in range(n)]
    sums, shares, h = [sum(row) for row in W], [sum(row) for row in P], mpf(10) ** -15

    def change(i, k, h):
        moved = [y + h * (axis == k) for axis, y in enumerate(Y[i])]
        others = [j for j in range(n) if j != i]
        w = {j: kernel[0](squared_distances([moved, Y[j]])[0][1]) for j in others}
        pulled = sum((P[i][j] + P[j][i]) * log(w[j] / W[i][j]) for j in others)
        gain = {j: w[j] - W[i][j] for j in others}
        if normalize == "joint":
            return sum(shares) * log(1 + 2 * sum(gain.values()) / sum(sums)) - pulled
        gain[i] = sum(gain.values())
        return sum(shares[j] * log(1 + gain[j] / sums[j]) for j in range(n)) - pulled

    return [
        [(change(i, k, h) - change(i, k, -h)) / (2 * h) for k in range(len(Y[0]))] for i in range(n)
    ]


def gradient_size(P, Y, kernel, normalize, exaggeration=1):
    """The sum of all pulls and all pushes without their signs: the measure of a rounding error."""
    n, Q, D2 = len(Y), similarities(Y, kernel, normalize), squared_distances(Y)
    rho = mpf(float(exaggeration))
    S = [[(rho * P[i][j] + Q[i][j]) * kernel[1](D2[i][j]) for j in range(n)] for i in range(n)]
    return [
        [
            sum(2 * (S[i][j] + S[j][i]) * abs(Y[i][k] - Y[j][k]) for j in range(n))
            for k in range(len(Y[0]))
        ]
        for i in range(n)
    ]


def descend(gradient, Y, steps, learning_rate, momentum, gains=True):
    """The maps after 0 … steps updates, by the rule of `teachsne.descend`."""
    update = [[mpf(0)] * len(row) for row in Y]
    gain = [[mpf(1)] * len(row) for row in Y]
    maps = [Y]
    places = [(i, k) for i in range(len(Y)) for k in range(len(Y[0]))]
    for _ in range(steps):
        slope = gradient(maps[-1])
        for i, k in places:
            if gains:
                downhill = update[i][k] * slope[i][k] < 0
                grown = gain[i][k] + mpf(0.2) if downhill else gain[i][k] * mpf(0.8)
                gain[i][k] = max(grown, mpf(0.01))
            update[i][k] = mpf(momentum) * update[i][k] - learning_rate * gain[i][k] * slope[i][k]
        maps.append(
            [
                [y + u for y, u in zip(*rows, strict=True)]
                for rows in zip(maps[-1], update, strict=True)
            ]
        )
    return maps


def yoked_terms(Ps, Ys, lam):
    """Every term of KL(P₁‖Q₁) + KL(P₂‖Q₂) + λ Σ ‖y¹ − y²‖², two t-SNEs in a yoke."""
    terms = [
        lam * (a - b) ** 2 for y, z in zip(*Ys, strict=True) for a, b in zip(y, z, strict=True)
    ]
    for P, Y in zip(Ps, Ys, strict=True):
        terms += kl_terms(P, similarities(Y, student, "joint"))
    return terms


def _with_springs(tables, Ys, lam, size):
    """Each table (n, d) and its springs' pull, 2λ (y − z); with size, without signs."""
    return [
        [
            [g + 2 * lam * (abs(a - b) if size else a - b) for g, a, b in zip(*rows, strict=True)]
            for rows in zip(table, here, there, strict=True)
        ]
        for table, here, there in zip(tables, Ys, Ys[::-1], strict=True)
    ]


def yoked_gradient(Ps, Ys, lam):
    how = student, "joint"
    slopes = [kl_gradient(P, Y, *how) for P, Y in zip(Ps, Ys, strict=True)]
    return _with_springs(slopes, Ys, lam, size=False)


def yoked_gradient_size(Ps, Ys, lam):
    how = student, "joint"
    sizes = [gradient_size(P, Y, *how) for P, Y in zip(Ps, Ys, strict=True)]
    return _with_springs(sizes, Ys, lam, size=True)


def contrastive(D2, loss, c):
    """The terms of a contrastive loss over a table of pairs, each row an edge first; its slopes.

    By the definitions: −log σ for an edge, −log(1 − σ) for noise, σ = w / (w + c); in InfoNCE
    the sum of the row's other weights is the edge's rival. Slopes by the quotient rule.
    """
    terms, slopes = [], []
    for row in D2:
        w = [1 / (d2 + (mpf(0.001) if loss == "umap" else 1)) for d2 in row]
        if loss == "infonce":
            total = sum(w)
            terms.append(-log(w[0] / total))
            slopes.append([w[0] * sum(w[1:]) / total, *(-v * v / total for v in w[1:])])
        else:
            terms += [-log(w[0] / (w[0] + c)), *(-log(c / (v + c)) for v in w[1:])]
            slopes.append([w[0] * c / (w[0] + c), *(-v * v / (v + c) for v in w[1:])])
    return terms, slopes
