"""Where terms stand on what machines do with a work, and terms that stand so: the part that every opt-out speaks of."""

from __future__ import annotations

from oeuvre.licence import PERMITTED, PROHIBITED, Action, Stance, Terms, Training

MACHINES = (Action.TEXT_AND_DATA_MINING, Action.AI_INPUT, Action.AI_TRAINING, Action.SEARCH)
_NEEDS = {Action.SEARCH: Training.SEARCH_ONLY, Action.AI_INPUT: Training.RETRIEVAL}


def stance(terms: Terms, action: Action) -> Stance:
    """Where terms stand on an action of machines, the consent to training included."""
    own = terms.rule(action).stance
    if own is Stance.PROHIBITED:
        return own
    if action is Action.AI_TRAINING and terms.training is not Training.TRAIN:
        paid = terms.training is Training.TRAIN_WITH_PAY
        return Stance.CONDITIONAL if paid else Stance.PROHIBITED
    needed = _NEEDS.get(action)
    if needed is not None and terms.training.rank < needed.rank:
        return Stance.PROHIBITED
    priced = any(action in price.actions for price in terms.prices)
    return Stance.CONDITIONAL if priced else own


def terms_of_stances(permitted: frozenset[Action]) -> Terms:
    """Terms that permit some actions of machines and nothing else."""
    training = Training.NONE
    if Action.SEARCH in permitted:
        training = Training.SEARCH_ONLY
    if Action.AI_INPUT in permitted:
        training = Training.RETRIEVAL
    if Action.AI_TRAINING in permitted:
        training = Training.TRAIN
    rules = {action: PERMITTED if action in permitted else PROHIBITED for action in MACHINES}
    # Consent to one thing is no consent to what stands before it in the order: the rules say which.
    return Terms(training=training).with_rules(rules)
