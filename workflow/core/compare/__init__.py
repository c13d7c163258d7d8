"""Two definitions -> what changed, part by part, in sentences made of the definitions' own words. Pure.

Every part is drawn as a portrait: what is said of it, aspect by aspect. Parts of the same name are compared aspect by aspect; what no
portrait knows is still compared, and told as a detail that the lines of the file show.
"""

from workflow.core.compare.differ import compare
from workflow.core.compare.lines import Hunk, LineOf, line_changes
from workflow.core.compare.model import Change, Line, Part

__all__ = ["Change", "Hunk", "Line", "LineOf", "Part", "compare", "line_changes"]
