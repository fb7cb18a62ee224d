"""Metrics: text that Prometheus reads, whatever is counted."""

import re

from citaat.serving.metrics import Metrics

_LINE = re.compile(r'[a-z_]+(\{[a-z]+="(?:[^"\\\n]|\\.)*"(?:,[a-z]+="(?:[^"\\\n]|\\.)*")*\})? [0-9.e+]+')


def test_every_line_can_be_read_and_buckets_add_up() -> None:
    metrics = Metrics()
    metrics.count("requests", route="/", status="200")
    metrics.count("requests", route="/", status="200")
    metrics.count("caveats", id='a"b\\c\nd')
    for seconds in (0.001, 0.03, 99.0):
        metrics.took("/", seconds)
    text = metrics.text({"index_passages": 40}, "abc")
    assert all(_LINE.fullmatch(line) for line in text.splitlines() if not line.startswith("# ")), text
    assert 'citaat_requests_total{route="/",status="200"} 2' in text
    assert 'citaat_caveats_total{id="a\\"b\\\\c\\nd"} 1' in text
    assert 'citaat_request_seconds_bucket{route="/",le="0.05"} 2' in text
    assert 'citaat_request_seconds_bucket{route="/",le="+Inf"} 3' in text
    assert 'citaat_request_seconds_count{route="/"} 3' in text
    assert "citaat_index_passages 40" in text
    assert text.endswith("\n")
