"""The demonstration: plays `definitions/<process>/demo.yaml` through the ordinary verbs, on a clock that moves with the story."""

from __future__ import annotations

from workflow.demo.build import build_aside
from workflow.demo.play import PASSWORD, Cast, Deadline, Guest, StoryError, cast, create, fill, jump_to_next, next_deadline, start

__all__ = [
    "PASSWORD",
    "Cast",
    "Deadline",
    "Guest",
    "StoryError",
    "build_aside",
    "cast",
    "create",
    "fill",
    "jump_to_next",
    "next_deadline",
    "start",
]
