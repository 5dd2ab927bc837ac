"""The verb on KPIs."""
