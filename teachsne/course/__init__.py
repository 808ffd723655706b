"""What exists for the classroom: the walk, exercises, grading, pictures, and the sources' numbers.

walkthrough     t-SNE's whole computation in a terminal: `make walk`
terminal        tables for a terminal of 80 columns
exercises/      what the lessons ask, and how answers are judged
grading/        a class's copies of a lesson
lesson_kernel   kernels for lessons and copies
plots/          all pictures
sources/        every number that the sources printed, beside the computed one
worksheet       t-SNE with a pocket calculator, on paper
"""
