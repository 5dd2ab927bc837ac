"""Bringing leads and companies in from the exports of CRM systems and from spreadsheets.

The steps, each in its own file: ``columns`` says which column of a file holds what; ``records`` makes a draft of
each row (``cells`` reads single cells); ``within`` finds rows of a file that are the same; ``compare`` holds
the drafts against the store; ``plan`` joins these steps; ``command`` writes. ``maps`` keeps mappings by name.
"""
