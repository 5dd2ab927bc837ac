"""Customers: who stays, who grows, who needs somebody."""
