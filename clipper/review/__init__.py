"""What an alignment is worth: a diagnosis as values, and the same in plain sentences."""

from clipper.review.diagnose import diagnose
from clipper.review.envelope import reduce_energy
from clipper.review.pin_line import format_pin
from clipper.review.sentences import describe

__all__ = ["describe", "diagnose", "format_pin", "reduce_energy"]
