"""Rule packs: dated, cited rules as data, judged on a definition before it is used and, where only a case can tell, asked at its steps."""

from workflow.core.packs.findings import bindings, broken_rules
from workflow.core.packs.join import join, without
from workflow.core.packs.judge import judge
from workflow.core.packs_shape import Pack, Rule, UsedPack, Verdict, Waiver

__all__ = ["Pack", "Rule", "UsedPack", "Verdict", "Waiver", "bindings", "broken_rules", "join", "judge", "without"]
