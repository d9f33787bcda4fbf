"""``clipper``: the commands, and the one place where an error becomes a message and an exit code."""

from __future__ import annotations

import importlib
import io
import sys

import click

from clipper.cli.stopping import STOPPING
from clipper.errors import ClipperError

COMMANDS = {
    "align": "Find the exact time of every word.",
    "turns": "Find who says what, where the transcript is wrong.",
    "subtitles": "Write subtitles and transcripts whose times are right.",
    "convert": "Convert subtitles, and say what is lost.",
    "check": "Hold subtitle files to the rules.",
    "sync": "Put the cues of an existing file where their words are said.",
    "find": "Find where a quote was said, and how exactly.",
    "suggest": "Suggest passages that are worth clipping, with reasons.",
    "index": "Make find search a whole folder at once.",
    "cut": "Cut quotes out of an episode.",
    "reel": "Join quotes into one video or audio.",
}
"""Listed here so that ``clipper --help`` need not load a command to name it."""

FINDINGS = 13  # what ``clipper check`` ends with where a rule is broken; errors have the other codes
INTERRUPTED = 130  # what a shell expects of a program ended by Ctrl-C


class _LazyGroup(click.Group):
    """Loads a command's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"clipper.cli.{cmd_name}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"clipper.cli.{cmd_name}.command is not a command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version  # noqa: PLC0415  30 ms that only --version needs

        click.echo(f"clipper {version('clipper')}")
        ctx.exit()


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version."
)
def cli() -> None:
    """Speaker-labelled transcript + recording -> exact word times, subtitles, quote clips and reels.

    \b
    Examples:
      clipper subtitles interview.txt interview.mp4 -o interview.vtt -o interview.srt
      clipper align interview.txt interview.mp4 -o interview.json
      clipper cut interview.json --quote "the sea never stops talking" -o clip.mp4
    """


def main() -> None:
    """Run the program; every error ends here, in plain words."""
    STOPPING.listen()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names are bytes, and a terminal may know few characters
            stream.reconfigure(errors="backslashreplace")
    try:
        code = cli.main(standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        code = _explain_stop()
    except (click.ClickException, ClipperError) as problem:
        code = _explain_stop() if STOPPING.told else _explain(problem)
    except Exception:
        if not STOPPING.told:
            raise
        code = _explain_stop()
    sys.exit(code if isinstance(code, int) else 0)


def _explain_stop() -> int:
    click.echo("\nclipper: stopped; nothing was left half-written.", err=True)
    return INTERRUPTED


def _explain(problem: click.ClickException | ClipperError) -> int:
    if isinstance(problem, click.ClickException):
        problem.show()
    else:
        click.echo("\n".join(filter(None, (f"clipper: {problem.message}", problem.remedy))), err=True)
    return problem.exit_code
