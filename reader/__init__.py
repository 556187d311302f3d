"""Newsmark: a terminal news reader that keeps what you mark."""
