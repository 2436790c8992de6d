"""Questions with digits, one after another, that lead to one record: skip, hand over, waive, correct, close.

Each kind is a value: what it asks next, given the answers so far, and what they do in the end. One set of keys and one
drawing serve them all. Nothing is recorded before the last answer.
"""

from tui.desk.dialogues.press import begin

__all__ = ["begin"]
