// One session's trace: the plot, the strip of the whole session above it, and every way to move: keys, wheel, drag, pinch.
import uPlot from "/lib/uplot/uPlot.esm.js";
import { clock } from "/js/units.js";
import { Tiles } from "/js/review/tiles.js";
import { Marks } from "/js/review/marks.js";

const leastSpan = 0.05;
export const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export class TraceView {
  // options: plot, overview: elements; onView(text): what is in view, in words; onDraw(points)
  constructor(options) {
    this.options = options; this.view = [0, 1]; this.seconds = 1; this.tiles = null; this.colours = {}; this.pending = false;
    this.marks = new Marks((name) => (this.colours[name] ??= style(name)));
    this.gestures(options.plot, false); this.gestures(options.overview, true);
    new ResizeObserver(() => this.resize()).observe(options.plot);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.colours = {}; if (this.tiles) { this.build(); this.draw(); } });
  }

  open(id, seconds, whole) {
    this.seconds = Math.max(leastSpan, seconds); this.view = [0, this.seconds]; this.tiles = new Tiles(id, this.seconds, whole, () => this.schedule());
    this.highest = Math.max(5, ...whole.high.filter((value) => value !== null)); this.build(); this.draw();
  }

  build() {
    this.plot?.destroy(); const element = this.options.plot; const axis = { stroke: style("--soft"), grid: { stroke: style("--line"), width: 1 }, ticks: { stroke: style("--line") }, font: "12px system-ui, 'DejaVu Sans', sans-serif" };
    const line = { stroke: style("--accent"), width: 1.6, spanGaps: false, points: { show: () => this.single && this.plot.data[0].length < 500, size: 5 } };
    this.plot = new uPlot({
      width: Math.max(240, element.clientWidth), height: Math.max(280, element.clientHeight), legend: { show: false }, cursor: { show: false }, padding: [22, 12, 0, 0],
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [{ ...axis, values: (_, ticks) => ticks.map((at) => (this.span() > 100 ? clock(at) : `${+at.toFixed(3)} s`)), space: 70 }, { ...axis, size: 62, values: (_, ticks) => ticks.map((n) => `${+n.toFixed(2)} N`) }],
      series: [{}, line, line], bands: [{ series: [2, 1], fill: `color-mix(in srgb, ${style("--accent")} 35%, transparent)` }], hooks: { draw: [(u) => this.marks.draw(u)] },
    }, [[], [], []], element);
  }

  span() { return this.view[1] - this.view[0]; }
  resize() { if (!this.tiles) return; this.plot.setSize({ width: Math.max(240, this.options.plot.clientWidth), height: Math.max(280, this.options.plot.clientHeight) }); this.draw(); }

  // Shows from … to, kept within the session.
  show(from, to) {
    if (!this.tiles || !Number.isFinite(from)) return;
    const width = Math.min(this.seconds, Math.max(leastSpan, to - from)); const start = Math.min(Math.max(0, from), this.seconds - width);
    this.view = [start, start + width]; this.schedule();
  }
  zoom(factor, at = (this.view[0] + this.view[1]) / 2) { const [a, b] = this.view; this.show(at - (at - a) * factor, at + (b - at) * factor); }
  pan(part) { const by = this.span() * part; this.show(this.view[0] + by, this.view[1] + by); }
  all() { this.show(0, this.seconds); }

  schedule() { if (this.pending) return; this.pending = true; requestAnimationFrame(() => { this.pending = false; this.draw(); }); }

  draw() {
    if (!this.tiles) return;
    const [a, b] = this.view; const pixels = Math.max(200, this.options.plot.clientWidth - 74);
    const read = this.tiles.read(a, b, this.tiles.level(b - a, pixels)); this.single = read.single;
    let low = 0; let high = 5; for (let i = 0; i < read.t.length; i++) { if (read.low[i] !== null && read.low[i] < low) low = read.low[i]; if (read.high[i] !== null && read.high[i] > high) high = read.high[i]; }
    this.plot.batch(() => { this.plot.setData([read.t, read.low, read.high], false); this.plot.setScale("x", { min: a, max: b }); this.plot.setScale("y", { min: low * 1.05, max: high * 1.1 }); });
    this.drawOverview();
    const shown = read.t.filter((t) => t >= a && t <= b).length;
    this.options.onView(`${clock(a)} to ${clock(b)} of ${clock(this.seconds)}`, read.single ? `${shown} single samples` : `${shown.toLocaleString()} points, lowest and highest drawn`); this.options.onDraw(shown);
  }

  drawOverview() {
    const canvas = this.options.overview; const px = devicePixelRatio; const width = canvas.width = Math.round(canvas.clientWidth * px); const height = canvas.height = Math.round(canvas.clientHeight * px); const g = canvas.getContext("2d"); const { t, low, high } = this.tiles.whole; const x = (at) => (at / this.seconds) * width; const top = this.highest * 1.1; const y = (n) => height - (Math.max(0, n) / top) * (height - 4 * px) - 2 * px;
    g.fillStyle = this.marks.style("--card"); g.fillRect(0, 0, width, height); g.fillStyle = this.marks.style("--accent"); g.globalAlpha = 0.25; for (let i = 0; i < t.length; i++) if (high[i] !== null) g.fillRect(x(t[i]), y(high[i]), Math.max(px, width / t.length), height - y(high[i])); g.globalAlpha = 1;
    for (let i = 0; i < t.length; i++) if (high[i] !== null) g.fillRect(x(t[i]), y(high[i]), Math.max(px, width / t.length), Math.max(px, y(low[i]) - y(high[i])));
    for (const [list, colour] of [[this.marks.content.gaps, "--warn"], [this.marks.content.faults, "--alarm"]]) { g.fillStyle = this.marks.style(colour); for (const span of list) g.fillRect(x(span.fromSeconds), 0, Math.max(2 * px, x(span.toSeconds) - x(span.fromSeconds)), height * 0.28); }
    const [a, b] = this.view.map(x); g.fillStyle = this.marks.style("--ink"); g.globalAlpha = 0.16; g.fillRect(0, 0, a, height); g.fillRect(b, 0, width - b, height); g.globalAlpha = 1; g.strokeStyle = this.marks.style("--ink"); g.lineWidth = 2 * px; g.strokeRect(Math.max(px, a), px, Math.max(3 * px, b - a - px), height - 2 * px);
    canvas.setAttribute("aria-valuemax", this.seconds.toFixed(0)); canvas.setAttribute("aria-valuenow", this.view[0].toFixed(0)); canvas.setAttribute("aria-valuetext", `${clock(this.view[0])} to ${clock(this.view[1])}`);
  }

  gestures(element, overview) {
    const pointers = new Map(); const time = (clientX) => { const box = element.getBoundingClientRect(); return overview ? ((clientX - box.left) / box.width) * this.seconds : this.plot.posToVal(clientX - box.left - this.plot.over.offsetLeft, "x"); };
    element.addEventListener("wheel", (event) => {
      if (!this.tiles) return; event.preventDefault();
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) this.pan((event.deltaX || event.deltaY) / 800); else this.zoom(Math.exp(Math.min(1, Math.max(-1, event.deltaY / 300))), time(event.clientX));
    }, { passive: false });
    element.addEventListener("pointerdown", (event) => { if (!this.tiles || event.button > 0) return; pointers.set(event.pointerId, time(event.clientX)); element.setPointerCapture(event.pointerId); if (overview) { const at = time(event.clientX); const half = this.span() / 2; if (at < this.view[0] || at > this.view[1]) this.show(at - half, at + half); pointers.set(event.pointerId, time(event.clientX)); } });
    element.addEventListener("pointermove", (event) => {
      if (!pointers.has(event.pointerId)) return;
      if (overview) { const by = time(event.clientX) - pointers.get(event.pointerId); pointers.set(event.pointerId, time(event.clientX)); this.show(this.view[0] + by, this.view[1] + by); return; }
      if (pointers.size === 1) { const by = pointers.get(event.pointerId) - time(event.clientX); this.show(this.view[0] + by, this.view[1] + by); this.flush(); return; }
      // Two fingers: the times under them stay under them.
      const [[one], [two]] = [...pointers].sort(([first]) => (first === event.pointerId ? 1 : -1)); const anchor = pointers.get(one); const own = pointers.get(two); const now = time(event.clientX);
      const factor = (own - anchor) / (now - anchor); if (Number.isFinite(factor) && factor > 0.05 && factor < 20) { this.zoom(factor, anchor); this.flush(); }
    });
    for (const name of ["pointerup", "pointercancel"]) element.addEventListener(name, (event) => pointers.delete(event.pointerId));
    element.addEventListener("dblclick", () => this.all());
  }

  // A drag measures against the scale, so the scale must be the new one before the next move is read.
  flush() { if (this.plot) this.plot.batch(() => this.plot.setScale("x", { min: this.view[0], max: this.view[1] })); }
}
