"""Faults that tests switch on: refusals, broken connections, delays."""

import random
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from http import HTTPStatus

from .errors import ApiError, Json, too_many_requests

EVERY_METHOD = "*"


@dataclass(frozen=True)
class RateLimited:
    """429: nothing happened, ask again in so many seconds."""

    retry_after: int = 1

    def error(self) -> ApiError:
        """What the caller is told."""
        return too_many_requests(self.retry_after)


@dataclass(frozen=True)
class ServerError:
    """A 5xx: nothing happened."""

    code: int = 502

    def error(self) -> ApiError:
        """What the caller is told."""
        return ApiError(self.code, HTTPStatus(self.code).phrase)


@dataclass(frozen=True)
class DroppedBefore:
    """The connection breaks before the call is accepted: nothing happened."""


@dataclass(frozen=True)
class DroppedAfter:
    """The connection breaks after the call was accepted: it happened, the caller never hears."""


@dataclass(frozen=True)
class Delayed:
    """The call is accepted at once, its answer comes so many seconds later; `before` delays the deed as well."""

    seconds: float
    before: bool = False


Fault = RateLimited | ServerError | DroppedBefore | DroppedAfter | Delayed


@dataclass(eq=False)
class FaultRule:
    """When a fault strikes: which methods, how often, how likely, for which parameters.

    `skip` lets so many matching calls pass first; `struck` counts how often it struck.
    """

    fault: Fault
    methods: frozenset[str]
    times: int | None
    probability: float
    skip: int
    when: Callable[[Json], bool] | None
    struck: int = field(default=0)

    def matches(self, method: str, params: Json) -> bool:
        """Whether the rule is about this call and has strikes left."""
        if self.times is not None and self.struck >= self.times:
            return False
        if EVERY_METHOD not in self.methods and method.lower() not in self.methods:
            return False
        return self.when is None or self.when(params)


class Faults:
    """The rules in force. Chances are drawn from one seeded generator, so a run can be repeated."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311  (chance for tests, not for secrets)
        self._rules: list[FaultRule] = []

    def add(
        self,
        methods: str | Collection[str],
        fault: Fault,
        *,
        times: int | None = None,
        probability: float = 1.0,
        skip: int = 0,
        when: Callable[[Json], bool] | None = None,
    ) -> FaultRule:
        """Switch a fault on for a method, several, or "*" for all; the first rule that strikes wins."""
        named = [methods] if isinstance(methods, str) else methods
        rule = FaultRule(fault, frozenset(name.lower() for name in named), times, probability, skip, when)
        self._rules.append(rule)
        return rule

    def remove(self, rule: FaultRule) -> None:
        """Switch one rule off."""
        self._rules.remove(rule)

    def clear(self) -> None:
        """Switch all off."""
        self._rules.clear()

    def strike(self, method: str, params: Json) -> Fault | None:
        """The fault that this call suffers, counted; None when it goes through."""
        for rule in self._rules:
            if not rule.matches(method, params):
                continue
            if rule.skip > 0:
                rule.skip -= 1
            elif rule.probability >= 1.0 or self._random.random() < rule.probability:
                rule.struck += 1
                return rule.fault
        return None
