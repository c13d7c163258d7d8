"""`python -m workflow.load FILE...` prints the problems of definitions; exit 1 where one cannot be used, 2 without files."""

from __future__ import annotations

import sys

from workflow.load import check


def main(paths: list[str]) -> int:
    if not paths:
        print("name one definition or more: python -m workflow.load definitions/<process>/<version>.yaml", file=sys.stderr)
        return 2
    usable = True
    for path in paths:
        try:
            definition, problems = check(path)
        except OSError as error:
            print(f"{path}:1:1: this file cannot be read: {error.strerror}")
            usable = False
            continue
        for problem in problems:
            print(problem)
        usable = usable and definition is not None
        if definition is not None:
            print(f"{path}: usable, {definition.sha256}")
    return 0 if usable else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
