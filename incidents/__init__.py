"""A plan being lived: events, commands, state, limits, the journal and the session."""
