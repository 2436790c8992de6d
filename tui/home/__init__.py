"""The home screen, without a terminal: what is under way, what falls due, which plans there are, what was."""

from __future__ import annotations
