"""Accuracy and speed, measured; nothing here decides whether a build passes.

``make bench`` prints all tables, ``make bench BENCH="labels hour"`` some of them, or ``make bench BENCH="babble ads"``
two lines of the quick one; ``python -m tests.bench ...`` does the same where everything is installed. The parts are:

    labels       recordings of people with word times set by hand (where the shared data are)
    sample       the project's own sample
    conditions   ten minutes of five voices under every condition of cases.py
    strangers    text and recording that do not belong together
    cut          cuts of recordings of every kind: frames and sound, colours, loudness, time
    hour         an hour by the command line: accuracy, time, memory, and the same words in parts of five minutes
    excerpt      six minutes of text against the hour of sound, and the other way round
    everything   an hour with all of it at once
    three-hours  time and memory
    again        the hour aligned, one word edited, and aligned again with what the first run kept
    peers        aeneas-ng, pocketsphinx and stable-ts on the same material, installed into .bench/peers

Recordings to cut are made once and kept under .bench/cut by how they are made. Speech is synthesised once and kept
under .bench/synth; what clipper hears of it is kept under .bench/heard for as long as the code that hears stays the
same. Figures stand beside their bars; "!" and MISSED mark those that are outside.
"""
