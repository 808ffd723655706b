"""What counts as a number, and what as an array of numbers. All else is refused with a reason.

scalars   one number  ->  float or int, within bounds
arrays    anything that holds numbers  ->  float64

A check takes the value, the argument's name and the arguments that have passed already.
"""
