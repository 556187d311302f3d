"""Textual's bindings, made from the table of actions."""

from textual.binding import Binding

from reader.ui.actions import Scope, in_scope


def bindings(scope: Scope) -> list[Binding]:
    """The bindings of a scope; their ids let a reader rebind them."""
    return [
        Binding(action.keys, action.call, action.short, tooltip=action.help, id=action.id, show=False)
        for action in in_scope(scope)
    ]
