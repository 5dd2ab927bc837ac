"""KRA: what somebody is responsible for, as standards that are run period by period, item by item, with evidence."""
