"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const player = document.querySelector(".player audio, .player video");
  const status = document.querySelector(".status");
  const tip = document.querySelector(".tip");
  const words = Array.from(document.querySelectorAll("#words p > *"));
  const indexOf = new Map(words.map((word, index) => [word, index]));
  const AROUND = 1000;
  let stopAt = Infinity, jumping = false, source = -1, shown = null, current = null, frame = 0;

  const two = (n) => String(n).padStart(2, "0");
  const clock = (ms) => {
    const tenths = Math.round(ms / 100), s = Math.floor(tenths / 10), m = Math.floor(s / 60);
    return `${m >= 60 ? Math.floor(m / 60) + ":" + two(m % 60) : m}:${two(s % 60)}.${tenths % 10}`;
  };
  const exact = (ms) => {
    const s = Math.floor(ms / 1000), m = Math.floor(s / 60);
    return `${Math.floor(m / 60)}:${two(m % 60)}:${two(s % 60)}.${String(ms % 1000).padStart(3, "0")}`;
  };
  const say = (text) => { if (status && status.textContent !== text) status.textContent = text; };

  // The last turn whose first word is not behind this one.
  const turnOf = (word) => {
    let low = 0, high = data.turns.length;
    while (low < high) { const middle = (low + high) >> 1; if (data.turns[middle] <= word) low = middle + 1; else high = middle; }
    return low - 1;
  };

  const choose = (turn) => {
    const wanted = turn === null ? Math.max(source, 0) : data.turnSources[turn];
    if (wanted === source) return;
    source = wanted;
    player.src = data.sources[source].url;
  };
  const now = () => Math.round(player.currentTime * 1000) + data.sources[source].offset;

  const play = (from, to, turn) => {
    if (!player) return;
    choose(turn);
    stopAt = to;
    const go = () => {
      jumping = true;
      player.currentTime = Math.max(0, from - data.sources[source].offset) / 1000;
      player.play().then(() => say(to < Infinity ? `Playing ${clock(Math.max(0, from))} to ${clock(to)}` : `Playing from ${clock(from)}`), cannot);
    };
    if (player.readyState > 0) go(); else { player.addEventListener("loadedmetadata", go, { once: true }); player.load(); }
  };
  const cannot = (problem) => {
    if (problem && problem.name === "AbortError") return;
    say(`This browser cannot play ${data.sources[source].name}. Open it in another player and go to the time given here.`);
  };
  const playWord = (index) => {
    if (data.starts[index] === null) return say("This word was not found: there is nothing to play.");
    play(data.starts[index] - AROUND, data.ends[index] + AROUND, turnOf(index));
  };

  // What is being played: a line across the picture, and the word in the transcript.
  const own = data.starts.map((start, index) => [start, data.ends[index], index]).filter(([start]) => start !== null);
  const order = [...own, ...data.again].sort((a, b) => a[0] - b[0]);
  const wordAt = (ms) => {
    let low = 0, high = order.length;
    while (low < high) { const middle = (low + high) >> 1; if (order[middle][0] <= ms) low = middle + 1; else high = middle; }
    if (!low) return null;
    const [, end, index] = order[low - 1];
    return ms < end + 300 ? words[index] : null;
  };
  const lanes = document.querySelector(".lanes"), head = document.querySelector(".playhead");
  const row = document.querySelector(".lane svg.row");
  const follow = () => {
    const ms = now();
    if (ms >= stopAt) { stopAt = Infinity; player.pause(); }
    const box = row.getBoundingClientRect(), left = lanes.getBoundingClientRect().left;
    head.hidden = false;
    head.style.left = `${box.left - left + box.width * Math.min(1, ms / data.duration)}px`;
    const word = wordAt(ms);
    if (word !== current) { current?.classList.remove("now"); word?.classList.add("now"); current = word; }
    frame = player.paused ? 0 : requestAnimationFrame(follow);
  };
  if (player) {
    choose(0);
    player.addEventListener("play", () => { if (!frame) frame = requestAnimationFrame(follow); });
    // Whoever moves the player's own slider wants to listen on from there.
    player.addEventListener("seeking", () => { if (!jumping) stopAt = Infinity; jumping = false; });
    player.addEventListener("timeupdate", () => { if (document.hidden) follow(); });
    player.addEventListener("seeked", () => { if (!frame) follow(); });
    player.addEventListener("error", cannot);
    lanes.addEventListener("click", (event) => {
      const lane = event.target.closest("svg.row");
      if (!lane || lane.closest(".axis")) return;
      const outer = lane.getBoundingClientRect();
      play(Math.round((event.clientX - outer.left) / outer.width * data.duration), Infinity, null);
    });
  }

  // The places to check.
  document.querySelector("#check tbody")?.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const place = button.closest("tr"), line = place.querySelector("input");
    if (button.className === "play") play(Number(place.dataset.start) - AROUND, Number(place.dataset.end) + AROUND, Number(place.dataset.turn));
    if (button.className === "copy") copy(line, button);
    if (button.className === "take") line.value = line.value.replace(/ = [^=]*$/, () => ` = ${exact(now())}`);
  });
  const copy = (line, button) => {
    const done = (text) => { button.textContent = text; setTimeout(() => { button.textContent = "Copy"; }, 1500); };
    const old = () => { line.select(); done(document.execCommand("copy") ? "Copied" : "Press Ctrl+C"); };
    if (navigator.clipboard) navigator.clipboard.writeText(line.value).then(() => done("Copied"), old); else old();
  };

  // The transcript: a word tells its time when it is pointed at, and plays when it is clicked. One word is a tab stop.
  const text = document.getElementById("words");
  const KINDS = { s: "found", f: "found, less sure", u: "low confidence", i: "interpolated", n: "not found", x: "not searched" };
  const tell = (word) => {
    const index = indexOf.get(word);
    if (index === undefined) { tip.hidden = true; shown = null; return; }
    if (word === shown) return;
    shown = word;
    const lines = [KINDS[word.classList[0]]];
    if (data.starts[index] !== null) {
      const edge = (ms, error) => exact(ms) + (error === null || error === undefined ? "" : ` ± ${error} ms`);
      const [startError, endError] = data.errors[index] || [];
      lines.unshift(`${edge(data.starts[index], startError)} to\n${edge(data.ends[index], endError)}`);
      lines[1] += `, confidence ${data.confidences[index]} %`;
    }
    for (const [start, , word] of data.again) if (word === index) lines.push(`heard again at ${exact(start)}`);
    tip.textContent = lines.join("\n");
    tip.hidden = false;
    const box = word.getBoundingClientRect(), size = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(4, Math.min(box.left, innerWidth - size.width - 4))}px`;
    tip.style.top = `${box.top - size.height - 6 > 0 ? box.top - size.height - 6 : box.bottom + 6}px`;
  };
  text.addEventListener("pointerover", (event) => tell(event.target));
  text.addEventListener("pointerleave", () => tell(null));
  addEventListener("scroll", () => tell(null), { passive: true });
  let stop = words[0];
  const focus = (word) => { stop.tabIndex = -1; stop = word; word.tabIndex = 0; word.focus(); };
  if (stop) stop.tabIndex = 0;
  text.addEventListener("focusin", (event) => tell(event.target));
  text.addEventListener("focusout", () => tell(null));
  text.addEventListener("click", (event) => { const index = indexOf.get(event.target); if (index !== undefined) { focus(event.target); playWord(index); } });
  text.addEventListener("keydown", (event) => {
    const index = indexOf.get(event.target);
    if (index === undefined) return;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 10, ArrowUp: -10 }[event.key];
    if (step) { event.preventDefault(); focus(words[Math.max(0, Math.min(words.length - 1, index + step))]); }
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); playWord(index); }
  });
})();
