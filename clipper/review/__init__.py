"""What an alignment is worth: a diagnosis as values, and the same in plain sentences."""

from clipper.review.cue_times import describe_cue_times
from clipper.review.diagnose import diagnose
from clipper.review.envelope import reduce_energy
from clipper.review.headers import compare_headers
from clipper.review.passages import find_missing
from clipper.review.sentences import describe

__all__ = ["compare_headers", "describe", "describe_cue_times", "diagnose", "find_missing", "reduce_energy"]
