"""What any record has, whatever noun it is of: fields, notes, tags, match keys, search, duplicates, merge, timeline.

A noun describes its records once (``data.records.fields.Records``) and hands the description over. A record is
known here by its table and id.
"""
