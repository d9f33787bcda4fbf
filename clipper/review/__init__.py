"""What an alignment is worth: a diagnosis as values, and the same in plain sentences."""

from clipper.review.diagnose import diagnose
from clipper.review.envelope import reduce_energy
from clipper.review.passages import find_missing
from clipper.review.sentences import describe

__all__ = ["describe", "diagnose", "find_missing", "reduce_energy"]
