// <recent-trace>: the last 20 seconds. Samples go into a ring; the chart is drawn from it once in each frame. A fault or a
// gap is a hole in the line, never a bridge.
// @ts-ignore a library without types here
import uPlot from "/lib/uplot/uPlot.esm.js";
import { flag, Live, trusted } from "../live.js";
import { axis, font, onLooks, style } from "../trace/looks.js";

const seconds = 20;
const capacity = 8192;
const mostGhosts = 400;
const room = 1.12;
const near = 0.9;

class RecentTrace extends HTMLElement {
  static observedAttributes = ["data-unit", "data-preview"];
  #leave = new AbortController();
  #times = new Float64Array(capacity);
  #forces = new Float64Array(capacity);
  #next = 0;
  #count = 0;
  #newest = 0;
  #arrived = 0;
  #now = 0;
  #per = 1;
  /** @type {[number, number]} */
  #preview = [0, 0];
  /** @type {any} */
  #state = null;
  /** @type {any} */
  #plot = null;
  /** @type {[number, number][]} What passive relaxation alone would show, as it was seen at the time. */
  #ghost = [];
  /** @type {Map<string, CanvasPattern | string>} */
  #patterns = new Map();
  draws = 0;

  connectedCallback() {
    queueMicrotask(() => this.isConnected && this.#begin());
  }

  disconnectedCallback() {
    this.#leave.abort();
    this.live?.leave();
    this.#plot?.destroy();
    this.#plot = null;
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (name === "data-unit" && this.dataset.unit) this.#per = JSON.parse(this.dataset.unit).per;
    if (name === "data-preview" && this.dataset.preview) this.#preview = JSON.parse(this.dataset.preview);
  }

  #begin() {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    /** @type {Record<string, string>} */
    this.words = JSON.parse(this.dataset.words ?? "{}");
    onLooks(this.#place, signal, { colours: () => this.#build(), size: () => this.#plot?.setSize(this.#size()) });
    this.#build();
    this.live = new Live(
      (time, force, flags) => this.#take(time, force, flags),
      (state) => this.#follow(state),
      () => {},
    );
    const alarm = /** @type {any} */ (document.querySelector("algometer-alarm"));
    const trace = this;
    // For measuring from outside: when over-limit became visible, and how often the chart was drawn.
    Object.assign(window, {
      algometer: {
        get draws() { return trace.draws; },
        get overVisibleAt() { return alarm.overVisibleAt; },
        get overArrivedAt() { return alarm.overArrivedAt; },
        get bursts() { return alarm.sound.bursts; },
      },
    });
    const frame = () => {
      if (signal.aborted) return;
      this.#draw();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  get #place() {
    return /** @type {HTMLElement} */ (this.querySelector("#chart"));
  }

  #size() {
    const { clientWidth, clientHeight } = this.#place;
    return { width: Math.max(200, clientWidth), height: Math.max(200, clientHeight) };
  }

  #build() {
    this.#plot?.destroy();
    this.#patterns.clear();
    const times = (/** @type {any} */ _, /** @type {number[]} */ ticks) =>
      ticks.map((t) => (t === 0 ? this.words?.now : `${t} s`));
    this.#plot = new uPlot({
      ...this.#size(),
      legend: { show: false },
      cursor: { show: false },
      padding: [8, 12, 0, 0],
      scales: { x: { time: false, auto: false, min: -seconds, max: 0 }, y: { auto: false, min: 0, max: 70 } },
      axes: [{ ...axis(), values: times, space: 70 }, { ...axis(), size: 52 }],
      series: [{}, { stroke: style("--accent"), width: 2.5, points: { show: false }, spanGaps: false }],
      hooks: {
        drawClear: [(/** @type {any} */ u) => this.#zones(u)],
        draw: [(/** @type {any} */ u) => this.#easing(u)],
      },
    }, [[], []], this.#place);
  }

  /**
   * @param {number} time
   * @param {number} force
   * @param {number} flags
   */
  #take(time, force, flags) {
    if ((flags & flag.gap) !== 0) this.#add(time - 1e-6, NaN);
    if ((flags & flag.backlog) !== 0) return;
    this.#add(time, trusted(force, flags));
  }

  /**
   * @param {number} time
   * @param {number} force
   */
  #add(time, force) {
    // Another device, or one that began anew, has another clock.
    if (time < this.#newest - 60 || time > this.#newest + 3600) this.#count = this.#next = 0;
    this.#times[this.#next] = time;
    this.#forces[this.#next] = force;
    this.#next = (this.#next + 1) % capacity;
    this.#count = Math.min(this.#count + 1, capacity);
    this.#newest = time;
    this.#arrived = performance.now();
  }

  /** @param {any} state */
  #follow(state) {
    this.#state = state;
    const { easing, hold } = state;
    if (!hold.running) this.#ghost.length = 0;
    const last = this.#ghost.at(-1);
    if (hold.running && easing.passiveNewtons !== null && (!last || easing.atSeconds > last[0])) {
      this.#ghost.push([easing.atSeconds, easing.passiveNewtons]);
    }

    if (this.#ghost.length > mostGhosts) this.#ghost.shift();
  }

  #draw() {
    if (!this.#plot) return;
    const now = (this.#now = this.#newest + Math.min(0.25, (performance.now() - this.#arrived) / 1000));
    /** @type {number[]} */
    const xs = [];
    /** @type {(number | null)[]} */
    const ys = [];
    let highest = (this.#state?.limitNewtons ?? 60) * room;
    for (let i = this.#count; i > 0; i--) {
      const at = (this.#next - i + capacity) % capacity;
      const x = this.#times[at] - now;
      if (x < -seconds - 0.2) continue;
      const force = this.#forces[at];
      xs.push(x);
      ys.push(Number.isNaN(force) ? null : force * this.#per);
      if (force > highest) highest = force * 1.05;
    }

    this.#plot.batch(() => {
      this.#plot.setData([xs, ys], false);
      this.#plot.setScale("x", { min: -seconds, max: 0 });
      this.#plot.setScale("y", { min: 0, max: highest * this.#per });
    });
    this.draws++;
  }

  /** @param {any} u */
  #zones(u) {
    if (!this.#state) return;
    const limit = this.#state.limitNewtons;
    const { running, lowNewtons, highNewtons } = this.#state.hold;
    const [low, high] = running ? [lowNewtons, highNewtons] : this.#preview;
    if (high > low) this.#paint(u, "--band", low, high);
    this.#paint(u, "--warn", limit * near, limit);
    this.#paint(u, "--alarm", limit, 1e6);
  }

  /**
   * @param {any} u
   * @param {string} colour
   * @param {number} from
   * @param {number} to
   */
  #paint(u, colour, from, to) {
    const { ctx, bbox } = u;
    const top = Math.max(bbox.top, u.valToPos(to * this.#per, "y", true));
    const bottom = Math.min(bbox.top + bbox.height, u.valToPos(from * this.#per, "y", true));
    if (bottom <= top) return;
    ctx.save();
    ctx.globalAlpha = 0.1;
    ctx.fillStyle = style(colour);
    ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
    ctx.globalAlpha = 0.55;
    ctx.fillStyle = this.#pattern(ctx, colour);
    ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
    ctx.restore();
  }

  /**
   * Slanted for the band, upright near the limit, level above it: told apart without colour.
   * @param {CanvasRenderingContext2D} ctx
   * @param {string} colour
   */
  #pattern(ctx, colour) {
    const known = this.#patterns.get(colour);
    if (known) return known;
    const tile = document.createElement("canvas");
    tile.width = tile.height = 10;
    const g = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
    g.strokeStyle = style(colour);
    g.lineWidth = 2;
    /** @type {Record<string, number[][]>} */
    const lines = {
      "--band": [[-2, 12, 12, -2], [-2, 2, 2, -2], [8, 12, 12, 8]],
      "--warn": [[5, 0, 5, 10]],
      "--alarm": [[0, 3, 10, 3], [0, 8, 10, 8]],
    };
    g.beginPath();
    for (const [x, y, toX, toY] of lines[colour]) {
      g.moveTo(x, y);
      g.lineTo(toX, toY);
    }

    g.stroke();
    const pattern = ctx.createPattern(tile, "repeat") ?? style(colour);
    this.#patterns.set(colour, pattern);
    return pattern;
  }

  /** @param {any} u */
  #easing(u) {
    const { ctx, bbox } = u;
    const at = (/** @type {number} */ t) => u.valToPos(t - this.#now, "x", true);
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.strokeStyle = style("--warn");
    ctx.setLineDash([8, 6]);
    ctx.beginPath();
    for (const [t, force] of this.#ghost) ctx.lineTo(at(t), u.valToPos(force * this.#per, "y", true));
    ctx.stroke();
    ctx.setLineDash([]);
    const onset = this.#state?.hold.running ? this.#state.easing.onsetSeconds : null;
    if (onset !== null && onset > this.#now - seconds) {
      ctx.strokeStyle = ctx.fillStyle = style("--band");
      ctx.beginPath();
      ctx.moveTo(at(onset), bbox.top);
      ctx.lineTo(at(onset), bbox.top + bbox.height);
      ctx.stroke();
      ctx.font = font.replace("12px", `${13 * devicePixelRatio}px`);
      ctx.fillText(`▼ ${this.words?.began}`, at(onset) + 6, bbox.top + bbox.height - 8 * devicePixelRatio);
    }

    ctx.restore();
  }
}

customElements.define("recent-trace", RecentTrace);
