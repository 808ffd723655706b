"""t-SNE by sampling, and the spectrum from t-SNE to UMAP: lessons 16 and 17.

losses          edge or noise? four losses, and their slopes in d²
expected        the same, averaged over all noise that could be drawn
sampling        the edges of the data, and the noise pairs beside them
fast_gradient   the gradient of a batch, fast
training        epoch after epoch
spectrum        from t-SNE to UMAP, by Z̄ or by exaggeration
parameters      what each parameter may be
estimator       `ContrastiveTSNE`
"""
