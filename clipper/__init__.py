"""clipper: transcript + recording -> exact times, subtitles, quote clips and reels."""
