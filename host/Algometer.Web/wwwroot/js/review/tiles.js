// A session's trace as tiles, like a map: each level has tiles of twice the length of the level below, all with at most 512 points. Whatever
// is in memory is drawn at once; what is missing is fetched, and until then the next coarser tile stands in. Scrolling never waits.
import { ask } from "/js/page.js";

const tileSeconds = 5; const tilePoints = 512; const mostTiles = 240; const mostAtOnce = 4;

export class Tiles {
  // whole: the trace of the whole session, which is there first; onLoad(): something new can be drawn
  constructor(id, seconds, whole, onLoad) { this.id = id; this.seconds = seconds; this.whole = whole; this.onLoad = onLoad; this.tiles = new Map(); this.queue = []; this.loading = 0; this.levels = Math.max(0, Math.ceil(Math.log2(Math.max(1, seconds / tileSeconds)))); }

  // The finest level that still has no more than about two points a pixel; null where the whole trace is fine enough.
  level(span, pixels) {
    const wanted = (tilePoints * span) / Math.max(1, pixels);
    const level = Math.max(0, Math.floor(Math.log2(wanted / tileSeconds)));
    return this.whole.count.every((n) => n === 1) || span / Math.max(1, pixels) >= this.seconds / this.whole.t.length ? null : Math.min(level, this.levels);
  }

  // Points from a to b at a level: time, lowest, highest, how many samples each stands for.
  read(a, b, level) {
    const out = { t: [], low: [], high: [], single: true, faults: [] };
    if (level === null) { this.push(out, this.whole, a, b); return out; }
    const length = tileSeconds * 2 ** level; const first = Math.max(0, Math.floor(a / length)); const last = Math.min(Math.floor(this.seconds / length), Math.floor(b / length));
    for (let i = first; i <= last; i++) {
      const tile = this.get(level, i); const from = Math.max(a, i * length); const to = Math.min(b, (i + 1) * length);
      if (tile) this.push(out, tile, from, to); else { this.want(level, i); this.push(out, this.coarser(level, i) ?? this.whole, from, to); out.single = false; }
    }
    for (const i of [first - 1, last + 1]) if (i >= 0 && i * length < this.seconds) this.want(level, i);
    return out;
  }

  coarser(level, i) { for (let up = level + 1; up <= this.levels; up++) { const tile = this.get(up, Math.floor(i / 2 ** (up - level))); if (tile) return tile; } return null; }
  get(level, i) { const key = `${level}/${i}`; const tile = this.tiles.get(key); if (tile) { this.tiles.delete(key); this.tiles.set(key, tile); } return tile; }

  want(level, i) {
    const key = `${level}/${i}`;
    if (this.tiles.has(key) || this.queue.some((known) => known.key === key)) return;
    // The newest wish comes first; what was scrolled past long ago is given up.
    this.queue.unshift({ key, level, i, started: false }); this.queue = this.queue.filter((wish, at) => wish.started || at < 24); this.next();
  }

  async next() {
    const wish = this.queue.find((known) => !known.started);
    if (!wish || this.loading >= mostAtOnce) return;
    wish.started = true; this.loading++;
    try {
      const length = tileSeconds * 2 ** wish.level; const from = wish.i * length;
      this.tiles.set(wish.key, await ask(`/api/sessions/${this.id}/trace?points=${tilePoints}&from=${from}&to=${from + length}`));
      if (this.tiles.size > mostTiles) this.tiles.delete(this.tiles.keys().next().value);
      this.onLoad();
    } catch { /* The coarser trace stays; the next look asks again. */ } finally { this.loading--; this.queue = this.queue.filter((known) => known !== wish); this.next(); }
  }

  push(out, trace, a, b) {
    const { t, low, high, count } = trace; trace.gaps ??= new Set(trace.afterGap); trace.faulty ??= new Set(trace.fault);
    let i = 0; let end = t.length;
    while (i < end) { const middle = (i + end) >> 1; if (t[middle] < a) i = middle + 1; else end = middle; }
    // One point on either side, so that the line leaves the picture instead of ending in it.
    for (i = Math.max(0, i - 1); i < t.length; i++) {
      if (out.t.length && t[i] <= out.t.at(-1)) continue;
      if (trace.gaps.has(i) && out.t.length) { out.t.push((out.t.at(-1) + t[i]) / 2); out.low.push(null); out.high.push(null); }
      out.t.push(t[i]); out.low.push(low[i]); out.high.push(high[i]); if (count[i] !== 1) out.single = false;
      if (t[i] > b) break;
    }
  }
}
