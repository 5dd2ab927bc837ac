"""One file a verb: ``EXAMPLE``, ``add_arguments(parser)`` and ``run(options, session) -> exit code``."""
