"""KPIs: how well what one is responsible for is done, measured by the store or read off once, against targets.

The way in: ``scorecard.judge`` judges one KPI of a ``Scope`` in a ``Period``, ``scorecard.scorecard`` all of them,
``opened.records_of`` tells which records are behind one. A KPI is named by its code (``data/catalog/kpis.toml``).
"""
