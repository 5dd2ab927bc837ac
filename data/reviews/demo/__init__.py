"""The reviews of the made-up company: what was submitted, answered, returned and signed of its last weeks."""
