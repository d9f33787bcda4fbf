"""Values -> pages, through the templates."""

from clipper.publish.report import Player, Report, render_report

__all__ = ["Player", "Report", "render_report"]
