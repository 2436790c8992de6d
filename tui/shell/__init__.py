"""What meets the terminal: the one part of the program that knows Textual.

Before anything of Textual is imported the Kitty keyboard protocol is switched off: under it a committed Chinese text of
five characters or more arrives as garbage. And what changed is painted within 4 ms instead of 17: it is a few cells.
"""

from __future__ import annotations

import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
os.environ.setdefault("TEXTUAL_FPS", "250")
