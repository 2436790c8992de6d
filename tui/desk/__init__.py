"""The desk: the interface as a value, and what keys make of it. Pure: time is an argument, effects are values.

`press` takes a key with its arrival time, `tick` the passing of time, `after` what the world answered; none of them
knows a terminal, a disk or a clock.
"""
