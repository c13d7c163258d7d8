"""The demonstration: plays `definitions/<process>/demo.yaml` through the ordinary verbs, on a clock that moves with the story."""

from __future__ import annotations

from workflow.demo.play import Cast, Guest, cast, create, fill, jump_to_next

__all__ = ["Cast", "Guest", "cast", "create", "fill", "jump_to_next"]
