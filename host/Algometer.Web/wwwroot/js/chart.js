// The last 20 seconds. Samples go into a ring; the chart is drawn from it once per animation frame.
import uPlot from "/lib/uplot/uPlot.esm.js";
const windowSeconds = 20;
const capacity = 8192;

export class TraceChart {
  constructor(element) {
    this.element = element;
    this.times = new Float64Array(capacity); this.forces = new Float64Array(capacity); this.next = 0; this.count = 0;
    this.newest = 0; this.arrived = 0; this.scale = 1; this.zones = { low: 0, high: 0, limit: 60 };
    this.draws = 0; this.patterns = {}; this.ghost = []; this.onset = null;
    this.build();
    new ResizeObserver(() => this.resize()).observe(element);
  }

  style(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }

  build() {
    this.plot?.destroy();
    const soft = this.style("--soft"); const line = this.style("--line");
    this.colors = { band: this.style("--band"), warn: this.style("--warn"), over: this.style("--alarm") };
    this.patterns = {};
    const axis = { stroke: soft, grid: { stroke: line, width: 1 }, ticks: { stroke: line }, font: "12px system-ui, 'DejaVu Sans', sans-serif" };
    this.plot = new uPlot({
      width: Math.max(200, this.element.clientWidth), height: Math.max(200, this.element.clientHeight),
      legend: { show: false }, cursor: { show: false }, padding: [8, 12, 0, 0],
      scales: { x: { time: false, auto: false, min: -windowSeconds, max: 0 }, y: { auto: false, min: 0, max: 70 } },
      axes: [
        { ...axis, values: (_, ticks) => ticks.map((t) => (t === 0 ? "now" : `${t} s`)), space: 70 },
        { ...axis, size: 52 },
      ],
      series: [{}, { stroke: this.style("--accent"), width: 2.5, points: { show: false }, spanGaps: false }],
      hooks: { drawClear: [(u) => this.drawZones(u)], draw: [(u) => this.drawEasing(u)] },
    }, [[], []], this.element);
  }

  resize() { this.plot.setSize({ width: Math.max(200, this.element.clientWidth), height: Math.max(200, this.element.clientHeight) }); }

  pattern(kind) {
    if (this.patterns[kind]) return this.patterns[kind];
    const tile = document.createElement("canvas"); tile.width = tile.height = 10;
    const g = tile.getContext("2d"); g.strokeStyle = this.colors[kind]; g.lineWidth = 2; g.globalAlpha = kind === "band" ? 0.45 : 0.55; g.beginPath();
    if (kind === "band") { g.moveTo(-2, 12); g.lineTo(12, -2); g.moveTo(-2, 2); g.lineTo(2, -2); g.moveTo(8, 12); g.lineTo(12, 8); }
    else if (kind === "warn") { g.moveTo(5, 0); g.lineTo(5, 10); }
    else { g.moveTo(0, 3); g.lineTo(10, 3); g.moveTo(0, 8); g.lineTo(10, 8); }
    g.stroke();
    return (this.patterns[kind] = this.plot.ctx.createPattern(tile, "repeat"));
  }

  drawZones(u) {
    const { ctx, bbox } = u;
    const paint = (kind, from, to) => {
      const top = Math.max(bbox.top, u.valToPos(to * this.scale, "y", true)); const bottom = Math.min(bbox.top + bbox.height, u.valToPos(from * this.scale, "y", true));
      if (bottom <= top) return;
      ctx.save(); ctx.globalAlpha = 0.1; ctx.fillStyle = this.colors[kind]; ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
      ctx.globalAlpha = 0.55; ctx.fillStyle = this.pattern(kind); ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
      ctx.restore();
    };
    const { low, high, limit } = this.zones;
    if (high > low) paint("band", low, high);
    paint("warn", limit * 0.9, limit);
    paint("over", limit, 1e6);
  }

  // What passive relaxation alone would show, as the host saw it at the time, and where easing began.
  setEasing(easing) {
    if (!easing) { this.ghost.length = 0; this.onset = null; return; }
    this.onset = easing.onsetSeconds;
    const last = this.ghost.at(-1);
    if (easing.passiveNewtons !== null && (!last || easing.atSeconds > last[0])) this.ghost.push([easing.atSeconds, easing.passiveNewtons]);
    while (this.ghost.length > 400) this.ghost.shift();
  }

  drawEasing(u) {
    const { ctx, bbox } = u; const at = (t) => u.valToPos(t - this.now, "x", true);
    ctx.save(); ctx.beginPath(); ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height); ctx.clip();
    if (this.ghost.length > 1) {
      ctx.strokeStyle = this.colors.warn; ctx.lineWidth = 2 * devicePixelRatio; ctx.setLineDash([8, 6]); ctx.beginPath();
      this.ghost.forEach(([t, force], i) => { const y = u.valToPos(force * this.scale, "y", true); if (i) ctx.lineTo(at(t), y); else ctx.moveTo(at(t), y); });
      ctx.stroke(); ctx.setLineDash([]);
    }
    if (this.onset !== null && this.onset > this.now - windowSeconds) {
      const x = at(this.onset); ctx.strokeStyle = ctx.fillStyle = this.colors.band; ctx.lineWidth = 2 * devicePixelRatio;
      ctx.beginPath(); ctx.moveTo(x, bbox.top); ctx.lineTo(x, bbox.top + bbox.height); ctx.stroke();
      ctx.font = `${13 * devicePixelRatio}px system-ui, 'DejaVu Sans', sans-serif`; ctx.textAlign = "left"; ctx.textBaseline = "alphabetic"; ctx.fillText("▼ softening began", x + 6, bbox.top + bbox.height - 8 * devicePixelRatio);
    }
    ctx.restore();
  }

  // A fault or a gap is a hole in the line, never a bridge.
  add(time, force) {
    if (time < this.newest - 60 || time > this.newest + 3600) { this.count = 0; this.next = 0; }
    this.times[this.next] = time; this.forces[this.next] = force;
    this.next = (this.next + 1) % capacity; this.count = Math.min(this.count + 1, capacity);
    this.newest = time; this.arrived = performance.now();
  }

  setZones(zones, scale) {
    this.zones = zones; this.scale = scale;
  }

  draw() {
    const now = this.now = this.newest + Math.min(0.25, (performance.now() - this.arrived) / 1000);
    const xs = []; const ys = []; let highest = this.zones.limit * 1.12;
    for (let i = this.count; i > 0; i--) {
      const at = (this.next - i + capacity) % capacity; const x = this.times[at] - now;
      if (x < -windowSeconds - 0.2) continue;
      const force = this.forces[at];
      xs.push(x); ys.push(Number.isNaN(force) ? null : force * this.scale);
      if (force > highest) highest = force * 1.05;
    }
    this.plot.batch(() => {
      this.plot.setData([xs, ys], false);
      this.plot.setScale("x", { min: -windowSeconds, max: 0 });
      this.plot.setScale("y", { min: 0, max: highest * this.scale });
    });
    this.draws++;
  }
}
