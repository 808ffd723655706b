"""What the sources printed, and how each number comes about.

ledger                 every printed number beside the computed one
five_points_rounding   how the web page rounds
five_points_map        the map that the web page drew and did not print
lecture_map            what the lecture's printed array is
alignment_claims       the blog post's numbers about aligned maps
contrastive_claims     what the abstract on contrastive learning claims
"""
