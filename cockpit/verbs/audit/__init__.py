"""The verb of the audit trail."""
