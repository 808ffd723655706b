"""The fast wing: the same answers as the story's functions, sooner. Nobody needs to enter it.

The story's gradient, 4 Σ (ρp − q) w (y_i − y_j), is taken apart into what the pairs pull
and what they push, because each has its own way to be fast:

    pull_i = Σ_j p_ij w_ij (y_i − y_j)      push_i = Σ_j w_ij² (y_i − y_j)      Z = Σ w
    gradient = 4 (ρ · pull − push / Z)

    module       what is fast                             by
    tiles        pull, push and Z of all pairs, exactly   tiles that fit the cache, used twice
    neighbours   P of the k nearest neighbours alone      a sparse matrix
    attraction   pull over a sparse P                     edges in chunks, points as numbers
    mesh         push and Z, to about 1 %                 one charge a point, one FFT and back
    springs      KL and its gradient                      from either
    sampling     a batch of edges and noise               points as numbers, counting

All of it is for Student's kernel, all pairs summing to one, in the plane: t-SNE; the last
one is for the contrastive losses.
"""
