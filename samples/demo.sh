#!/bin/sh
# The main jobs on the sample, as a user would type them: sh demo.sh CLIPPER SAMPLES OUTPUT
set -eu
clipper=$1 samples=$2 out=$3

run() {
    printf '\n$ clipper'
    for word in "$@"; do
        case $word in *' '*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n'
    "$clipper" "$@"
}

run align "$samples/interview.txt" "$samples/interview.mp4" -o "$out/interview.json" --report "$out/report.html" --force
run subtitles "$out/interview.json" -o "$out/interview.vtt" -o "$out/interview.srt" --force
printf '\nThe first cues of %s:\n\n' "$out/interview.vtt"
head -n 18 "$out/interview.vtt" | tail -n +3
run cut "$out/interview.json" --quote "the sky does not ask what you paid" -o "$out/quote.mp4" --force
run reel "$out/interview.json" --quote "sixty four feet of rust" --quote "I cried a little" \
    --quote "a thing you noticed and wrote down is a measurement" -o "$out/reel.mp4" --force
printf '\nPlay %s with %s, then %s and %s; open %s in a browser.\n' \
    "$samples/interview.mp4" "$out/interview.vtt" "$out/quote.mp4" "$out/reel.mp4" "$out/report.html"
