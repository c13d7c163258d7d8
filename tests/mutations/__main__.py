"""`python -m tests.mutations FILE... [--faults N] [--seed S] [--told]`: which net catches which seeded fault."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.mutations.nets import NETS
from tests.mutations.report import missed, outcomes, table


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--faults", type=int, default=40, help="for each file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="of these faults, those whose kind, place or change contains this text")
    parser.add_argument("--nets", nargs="+", choices=NETS, default=[*NETS], help="ask only these")
    parser.add_argument("--told", action="store_true", help="also what each net said")
    asked = parser.parse_args()
    nets = {name: net for name, net in NETS.items() if name in asked.nets}
    found = [one for path in asked.files for one in outcomes(path, asked.seed, asked.faults, nets, only=asked.only)]
    print(table(found, nets))
    print("\nno net caught:\n" + missed(found))
    for one in found if asked.told else ():
        print(f"\n{one.process}: {one.fault}\n  {one.net}: {one.why}")


if __name__ == "__main__":
    main()
