"""Bringing activities in from a spreadsheet of the week or an export of a CRM.

The steps, each in its own file: ``read`` opens a file and says what each row or cell of it is (``sheet``
for kinds by days, ``records`` for a row an activity); ``compare`` holds that against the store; ``command``
writes.
"""
