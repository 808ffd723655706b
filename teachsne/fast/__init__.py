"""The same quantities as in `steps`, computed faster. You do not need it to follow the lessons.

The gradient, 4 Σ (ρp − q) w (y_i − y_j), is taken apart into what the pairs pull
and what they push, because each has its own way to be fast:

    pull_i = Σ_j p_ij w_ij (y_i − y_j)      push_i = Σ_j w_ij² (y_i − y_j)      Z = Σ w
    gradient = 4 (ρ · pull − push / Z)

    module             what is fast                           by
    exact_forces       pull, push and Z of all pairs, exact   tiles that fit the cache, used twice
    neighbors          P of the k nearest neighbours alone    a sparse matrix
    sparse_attraction  pull over a sparse P                   edges in chunks, points as numbers
    fft_repulsion      push and Z, to about 1 %               one charge a point, an FFT and back
    tree               the same on maps too wide for that     boxes of points that act as one
    objectives         KL and its gradient                    from these

All of it is for Student's kernel, all pairs summing to one, in the plane: t-SNE.
"""
