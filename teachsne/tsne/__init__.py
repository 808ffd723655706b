"""`TSNE`, the estimator: the steps wired together for everyday use. Lessons 08 to 13.

parameters       what each parameter may be
settings         the checked parameters of a fit
metric           squared distances of the data in any metric
initialization   the initial embedding: principal components, or noise
objective        KL and its gradient, by the method that fits: reference, exact or mesh
schedule         exaggeration, momentum and learning rate over time
convergence      when a descent has converged, and warnings of a failed one
history          what a fit has seen, and its progress bar
estimator        `TSNE`
"""
