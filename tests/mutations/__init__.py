"""Seeded faults: one random change of a definition at a time, and which nets catch it.

    python -m tests.mutations definitions/kepala_sekolah/2026.1.yaml --faults 50 --seed 1

A fault is a change of the parsed data, so that it fits any definition. A net takes the changed definition and says why it refuses it, or
nothing. New nets (rule packs, scenario tables) are added in `nets.py`.
"""
