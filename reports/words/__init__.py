"""Everything that Drillbook says to people, in English and Chinese.

Source strings are English and stand where they are used; the Chinese is in `locale/zh_CN/LC_MESSAGES/*.po`, which is
what the program loads: a translator's file is the file in force, nothing is compiled. Where one English word needs
two Chinese ones the message carries a context. Below this package there are only codes and values.
"""

from __future__ import annotations

from reports.words.words import LANGUAGES, Lang, Words

__all__ = ["LANGUAGES", "Lang", "Words"]
