// A session's trace as tiles, like a map: each level has tiles of twice the length of the level below, all with at most
// 512 points. Whatever is in memory is drawn at once; what is missing is fetched, and until then the next coarser tile
// stands in. Scrolling never waits.

/**
 * @typedef {object} Trace
 * @property {number[]} t Seconds.
 * @property {(number | null)[]} low Newtons.
 * @property {(number | null)[]} high Newtons.
 * @property {number[]} count Samples in each point.
 * @property {number[]} afterGap Which points follow a gap.
 * @property {Set<number>} [gaps]
 */

/** @typedef {{ key: string, level: number, i: number, started: boolean }} Wish */
/** @typedef {{ t: number[], low: (number | null)[], high: (number | null)[], single: boolean }} Read */

const tileSeconds = 5;
const tilePoints = 512;
const mostTiles = 240;
const mostAtOnce = 4;
const mostWished = 24;

/**
 * A stretch of a session's trace.
 * @param {string} session
 * @param {number} points At most so many.
 * @param {[number, number] | null} range From and to in seconds; null for the whole session.
 * @returns {Promise<Trace>}
 */
export async function readTrace(session, points, range = null) {
  const part = range ? `&from=${range[0].toFixed(6)}&to=${range[1].toFixed(6)}` : "";
  const answer = await fetch(`/api/sessions/${encodeURIComponent(session)}/trace?points=${points}${part}`);
  const read = await answer.json();
  if (!answer.ok) throw new Error(read.detail);
  return read;
}

/**
 * Adds what of a trace lies from a to b, with one point on either side, so that the line leaves the picture instead of
 * ending in it.
 * @param {Read} out
 * @param {Trace} trace
 * @param {number} a
 * @param {number} b
 */
function push(out, trace, a, b) {
  const { t, low, high, count } = trace;
  trace.gaps ??= new Set(trace.afterGap);
  let i = 0;
  for (let end = t.length; i < end; ) {
    const middle = (i + end) >> 1;
    if (t[middle] < a) i = middle + 1;
    else end = middle;
  }

  for (i = Math.max(0, i - 1); i < t.length; i++) {
    const before = out.t.at(-1);
    if (before !== undefined && t[i] <= before) continue;
    if (before !== undefined && trace.gaps.has(i)) {
      out.t.push((before + t[i]) / 2);
      out.low.push(null);
      out.high.push(null);
    }

    out.t.push(t[i]);
    out.low.push(low[i]);
    out.high.push(high[i]);
    if (count[i] !== 1) out.single = false;
    if (t[i] > b) break;
  }
}

export class Tiles {
  /**
   * @param {number} seconds Length of the session.
   * @param {Trace} whole The trace of the whole session, which is there first.
   * @param {(from: number, to: number, points: number) => Promise<Trace>} fetchTile
   * @param {() => void} onLoad Something new can be drawn.
   */
  constructor(seconds, whole, fetchTile, onLoad) {
    this.seconds = seconds;
    this.whole = whole;
    this.fetchTile = fetchTile;
    this.onLoad = onLoad;
    /** @type {Map<string, Trace>} */
    this.tiles = new Map();
    /** @type {Wish[]} */
    this.queue = [];
    this.loading = 0;
    this.levels = Math.max(0, Math.ceil(Math.log2(Math.max(1, seconds / tileSeconds))));
  }

  /**
   * The finest level that still has no more than about two points a pixel; null where the whole trace is fine enough.
   * @param {number} span
   * @param {number} pixels
   */
  level(span, pixels) {
    const { whole, seconds } = this;
    const fineEnough = whole.count.every((n) => n === 1) || span / Math.max(1, pixels) >= seconds / whole.t.length;
    const wanted = (tilePoints * span) / Math.max(1, pixels);
    return fineEnough ? null : Math.min(Math.max(0, Math.floor(Math.log2(wanted / tileSeconds))), this.levels);
  }

  /**
   * Points from a to b at a level.
   * @param {number} a
   * @param {number} b
   * @param {number | null} level
   * @returns {Read}
   */
  read(a, b, level) {
    /** @type {Read} */
    const out = { t: [], low: [], high: [], single: true };
    if (level === null) {
      push(out, this.whole, a, b);
      return out;
    }

    const length = tileSeconds * 2 ** level;
    const first = Math.max(0, Math.floor(a / length));
    const last = Math.min(Math.floor(this.seconds / length), Math.floor(b / length));
    for (let i = first; i <= last; i++) {
      const tile = this.get(level, i);
      push(out, tile ?? this.coarser(level, i), Math.max(a, i * length), Math.min(b, (i + 1) * length));
      if (!tile) {
        this.want(level, i);
        out.single = false;
      }
    }

    for (const i of [first - 1, last + 1]) if (i >= 0 && i * length < this.seconds) this.want(level, i);
    return out;
  }

  /**
   * @param {number} level
   * @param {number} i
   */
  coarser(level, i) {
    for (let up = level + 1; up <= this.levels; up++) {
      const tile = this.get(up, Math.floor(i / 2 ** (up - level)));
      if (tile) return tile;
    }

    return this.whole;
  }

  /**
   * A tile in memory, which is the newest then.
   * @param {number} level
   * @param {number} i
   */
  get(level, i) {
    const key = `${level}/${i}`;
    const tile = this.tiles.get(key);
    if (tile) {
      this.tiles.delete(key);
      this.tiles.set(key, tile);
    }

    return tile;
  }

  /**
   * The newest wish comes first; what was scrolled past long ago is given up.
   * @param {number} level
   * @param {number} i
   */
  want(level, i) {
    const key = `${level}/${i}`;
    if (this.tiles.has(key) || this.queue.some((known) => known.key === key)) return;
    this.queue.unshift({ key, level, i, started: false });
    this.queue = this.queue.filter((wish, at) => wish.started || at < mostWished);
    this.next();
  }

  async next() {
    const wish = this.queue.find((known) => !known.started);
    if (!wish || this.loading >= mostAtOnce) return;
    wish.started = true;
    this.loading++;
    try {
      const length = tileSeconds * 2 ** wish.level;
      this.tiles.set(wish.key, await this.fetchTile(wish.i * length, (wish.i + 1) * length, tilePoints));
      const [oldest] = this.tiles.keys();
      if (this.tiles.size > mostTiles) this.tiles.delete(oldest);
      this.onLoad();
    } catch {
      // The coarser trace stays; the next look asks again.
    } finally {
      this.loading--;
      this.queue = this.queue.filter((known) => known !== wish);
      this.next();
    }
  }
}
