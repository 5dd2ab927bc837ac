"""Forecasts: what each product line is to bring each month, committed to, and compared with what came."""
