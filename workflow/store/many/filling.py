"""Open places filled at once."""

from workflow.core.definition import Fill
from workflow.store.many.stage import Stage


def fill_all(stage: Stage, effect: Fill) -> None:
    raise NotImplementedError
