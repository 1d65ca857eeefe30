"""What is measured, for /metrics: figures and kinds only, never a word or an id of anybody."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """All metrics of one bot. A feature that measures something adds it here, by a name that says its unit."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.received = self._counter("updates_received", "Updates stored, repetitions left out")
        self.unreadable = self._counter("updates_unreadable", "Updates without an id, which cannot be stored")
        self.ended = self._counter("updates_ended", "Updates by what became of them", "outcome")
        self.questions = self._counter("questions", "Questions by what became of them", "outcome")
        self.calls = self._counter("api_calls", "Calls to the Bot API by what became of them", "result")
        self.retries = self._counter("api_retries", "Calls made again after a passing failure")
        self.own_failures = self._counter("own_failures", "Attempts at an update that failed by our own fault")
        self.pending = self._gauge("updates_pending", "Updates without an outcome")
        self.oldest = self._gauge("oldest_pending_seconds", "Age of the oldest update without an outcome, 0 if none")
        self.in_work = self._gauge("updates_in_work", "Updates being worked off")
        self.set_aside = self._gauge("updates_set_aside", "Updates of the last three days that could not be worked off")
        self.possible_duplicates = self._gauge(
            "possible_duplicates", "Attempts of the last three days after which an answer may have come twice"
        )
        self.answer_seconds = Histogram(
            "hoidap_answer_seconds",
            "From the storing of an update to its outcome",
            registry=self.registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 600),
        )
        self._content = self._gauge("content_info", "The content being served, by its digest", "digest")

    def serve_content(self, digest: str) -> None:
        """From now on, content with that digest is served."""
        self._content.clear()
        self._content.labels(digest).set(1)

    def text(self) -> bytes:
        """All of it as Prometheus reads it."""
        return generate_latest(self.registry)

    def watch(self, gauge: Gauge, value: Callable[[], float]) -> None:
        """Has a gauge read at each scrape."""
        gauge.set_function(value)

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(f"hoidap_{name}", what, labels, registry=self.registry)

    def _gauge(self, name: str, what: str, *labels: str) -> Gauge:
        return Gauge(f"hoidap_{name}", what, labels, registry=self.registry)
