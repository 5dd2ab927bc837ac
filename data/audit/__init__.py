"""The audit trail: who changed what, from what to what, told from the journal in words."""
