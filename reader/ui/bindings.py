"""Textual's bindings, made from the table of actions, and the reader's own keys, checked."""

from itertools import product

from textual.binding import Binding, BindingsMap

from reader.settings import Settings, check_keys, key_fault
from reader.ui.actions import ACTION_IDS, ACTIONS, Action, Scope, in_scope, keys_of


def bindings(scope: Scope) -> list[Binding]:
    """The bindings of a scope; their ids let a reader rebind them."""
    return [
        Binding(action.keys, action.call, action.short, tooltip=action.help, id=action.id, show=False)
        for action in in_scope(scope)
    ]


def key_names(action: Action, settings: Settings) -> frozenset[str]:
    """The keys of an action as Textual names them: `question_mark` for `?`."""
    keys = ",".join(keys_of(action, settings.keys))
    return frozenset(BindingsMap([Binding(keys, action.call)]).key_to_bindings)


def keys_for(settings: Settings, *action_ids: str) -> frozenset[str]:
    """All keys of these actions as Textual names them."""
    wanted = (action for action in ACTIONS if action.id in action_ids)
    return frozenset(key for action in wanted for key in key_names(action, settings))


def keymap(settings: Settings) -> dict[str, str]:
    """The reader's own keys by action id, as Textual names them."""
    return {action_id: ",".join(sorted(keys_for(settings, action_id))) for action_id in settings.keys}


def check_bindings(settings: Settings) -> None:
    """See that every action in `[keys]` is one, and that none of its keys has another meaning in the same place.

    Raises:
        SettingsError: an action is unknown, or a key is another action's.
    """
    check_keys(settings, ACTION_IDS)
    for action, other in product((action for action in ACTIONS if action.id in settings.keys), ACTIONS):
        shared = key_names(action, settings) & key_names(other, settings)
        if shared and action is not other and _meet(action, other):
            problem = f"has the key {min(shared)}, which {other.id} has too; give one of them another"
            raise key_fault(settings, action.id, problem)


def _meet(action: Action, other: Action) -> bool:
    """True if there is a place where both actions work."""
    scopes = {*action.scopes, *other.scopes}
    return Scope.EVERYWHERE in scopes or not set(action.scopes).isdisjoint(other.scopes)
