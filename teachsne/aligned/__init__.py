"""Several maps of the same points, aligned: lessons 14 and 15.

procrustes   the rotation and shift that bring one map closest to another
penalty      a spring between matched points of two maps, and their common descent
parameters   what each parameter may be
estimator    `YokedTSNE`
tradeoff     what alignment costs, over many λ and starts; which λ to choose
"""
