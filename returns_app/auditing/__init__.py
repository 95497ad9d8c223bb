"""The auditor's desk: samples that can be drawn again, findings with an owner, contradictions, costs, alarms. No name search."""
