"""Grading a class's copies of a lesson: `python -m teachsne grade`.

grade            a row for each copy
lessons          which cell of a lesson asks what
answers          how answers are read from a copy's kernel
student_kernel   the kernel in which a student's cells run
"""
