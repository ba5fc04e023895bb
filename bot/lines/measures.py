"""What `accord serve` counts, in Prometheus' text format. It needs the extra http."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from handlers.metrics import Metrics

# Slack waits three seconds.
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3)


class Measures(Metrics):
    """Counters of one process; no name of a person or partner is in them."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._taken_in = Histogram(
            "accord_delivery_seconds",
            "From Slack's delivery to its acknowledgement",
            ["way"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._not_stored = Counter(
            "accord_not_stored", "Acts that the database did not take; the person was told", registry=self._registry
        )
        self._unsigned = Counter(
            "accord_unsigned", "Requests that Slack had not signed; they were turned away", registry=self._registry
        )
        self._slack_calls = Counter(
            "accord_slack_calls", "Calls of Slack's Web API", ["method", "outcome"], registry=self._registry
        )
        self.resting = Gauge(
            "accord_alliances_resting", "Alliances that wait for Accord to be installed again", registry=self._registry
        )
        self.lanes_due = Gauge("accord_lanes_due", "Things that Slack does not show yet", registry=self._registry)

    @contextmanager
    def taking_in(self, way: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self._taken_in.labels(way).observe(time.perf_counter() - began)

    def not_stored(self) -> None:
        self._not_stored.inc()

    def unsigned(self) -> None:
        self._unsigned.inc()

    def slack_call(self, method: str, outcome: str) -> None:
        self._slack_calls.labels(method, outcome).inc()

    def text(self) -> bytes:
        """Write all in Prometheus' text format."""
        return generate_latest(self._registry)
