"""The scorecard of KPIs."""
