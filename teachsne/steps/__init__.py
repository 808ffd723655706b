"""The steps of t-SNE, one formula a function: lessons 01 to 07.

distances      d and d²                                               lesson 01
perplexity     p(j|i), its perplexity, and the search for σ           02
sigma_newton   the same search for all points at once
joint          p_ij, the joint probabilities P                        03
kernels        Gaussian, Student and other tails: weight and pull     04
similarities   q_ij, the similarities Q on a map                      04
divergence     KL(P‖Q)                                                05
gradient       the gradient of KL; central differences to check it    06
descent        gradient descent with momentum and gains               07
"""
