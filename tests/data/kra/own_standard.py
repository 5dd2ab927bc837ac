"""A small standard for tests, as the file that one writes oneself."""

STANDARD = """\
code = "{code}"
title = "Made up {number}"

[[area]]
code = "work"
title = "Work"

[[item]]
code = "call-back"
area = "work"
title = "Call back"
cadence = "week"

[[item]]
code = "calls"
area = "work"
title = "Calls made"
cadence = "week"
judged = "number"
bound = "at least"
target = 20

[[item]]
code = "papers"
area = "work"
title = "Papers complete"
cadence = "event"
event = "handover"
"""
"""A standard of one's own, with something of each sort but what is measured."""
