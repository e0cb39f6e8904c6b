// The whole hold in one strip. The host made its points and chose its axis around the band, so that a fall of a tenth is seen from across the room.
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export class HoldStrip {
  // canvas: where it is drawn; caption: the same in words
  constructor(canvas, caption) {
    this.canvas = canvas; this.caption = caption; this.last = null;
    new ResizeObserver(() => this.draw()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  // show(newtons): a force in words
  set(state, show) { this.last = { state, show }; this.draw(); }

  draw() {
    const strip = this.last?.state?.strip; if (!strip || !this.canvas.clientWidth) return;
    const { state: { hold, easing }, show } = this.last; const px = devicePixelRatio; const width = Math.round(this.canvas.clientWidth * px); const height = Math.round(this.canvas.clientHeight * px);
    if (this.canvas.width !== width) this.canvas.width = width; if (this.canvas.height !== height) this.canvas.height = height;
    const g = this.canvas.getContext("2d"); const left = 46 * px; const bottom = height - 20 * px; const { floorNewtons: floor, topNewtons: top, stepSeconds: step, forces, passive, lows } = strip;
    const seconds = Math.max(hold.targetSeconds + 10, forces.length * step); const x = (i) => left + (i * step / seconds) * (width - left - 6 * px); const y = (n) => bottom - (Math.min(top, Math.max(floor, n)) - floor) / (top - floor) * (bottom - 4 * px);
    g.clearRect(0, 0, width, height); g.font = `${12 * px}px system-ui, 'DejaVu Sans', sans-serif`; g.textBaseline = "middle";
    // The band with its lower end as it was at the time, and the end that was planned as a dashed line.
    g.fillStyle = style("--band"); g.globalAlpha = 0.16; g.beginPath(); g.moveTo(x(0), y(hold.highNewtons));
    for (let i = 0; i < lows.length; i++) { g.lineTo(x(i), y(lows[i])); g.lineTo(x(i + 1), y(lows[i])); } const end = width - 6 * px; const ahead = hold.running ? end : x(lows.length); g.lineTo(ahead, y(hold.running ? hold.lowNewtons : lows.at(-1))); g.lineTo(ahead, y(hold.highNewtons)); g.lineTo(x(0), y(hold.highNewtons)); g.fill(); g.globalAlpha = 1;
    g.strokeStyle = g.fillStyle = style("--soft"); g.lineWidth = px; g.textAlign = "right";
    for (const [n, dash] of [[hold.highNewtons, []], [hold.plannedLowNewtons, [6 * px, 4 * px]]]) { g.setLineDash(dash); g.beginPath(); g.moveTo(left, y(n)); g.lineTo(end, y(n)); g.stroke(); g.fillText(show(n), left - 6 * px, y(n)); }
    g.setLineDash([]); g.textAlign = "center"; for (let t = 0; t <= seconds; t += 15) { const half = g.measureText(`${t} s`).width / 2; g.fillText(`${t} s`, Math.min(width - half - px, Math.max(left + half, x(t / step))), height - 8 * px); }
    // What is missing between passive relaxation and the force is what softened: filled where the host says so.
    const onset = easing.onsetSeconds === null ? null : (easing.onsetSeconds - strip.startSeconds) / step;
    if (onset !== null) {
      g.fillStyle = style("--band"); g.globalAlpha = 0.5;
      for (let i = Math.max(0, Math.floor(onset)); i < forces.length; i++) if (forces[i] !== null && passive[i] !== null && passive[i] > forces[i]) g.fillRect(x(i), y(passive[i]), Math.max(px, x(i + 1) - x(i)), y(forces[i]) - y(passive[i]));
      g.globalAlpha = 1; g.strokeStyle = g.fillStyle = style("--band"); g.lineWidth = 2 * px; g.beginPath(); g.moveTo(x(onset), 4 * px); g.lineTo(x(onset), bottom); g.stroke(); g.textAlign = x(onset) > width * 0.6 ? "right" : "left"; g.fillText("▼ began here", x(onset) + (g.textAlign === "left" ? 6 : -6) * px, bottom - 9 * px);
    }
    this.line(g, passive, x, y, style("--warn"), 2 * px, [8 * px, 6 * px]); this.line(g, forces, x, y, style("--ink"), 4 * px, []);
    const text = easing.verdict !== null || hold.running ? `${easing.title}${easing.dropPercent === null ? "" : ` · ${easing.dropPercent.toFixed(0)} ± ${easing.dropDeviationPercent.toFixed(0)} % beyond passive relaxation`}${hold.lowNewtons < hold.plannedLowNewtons ? ` · band now from ${show(hold.lowNewtons)}` : ""}` : "";
    if (this.caption.textContent !== text) this.caption.textContent = text;
  }

  // A hole in the samples is a hole in the line.
  line(g, values, x, y, colour, width, dash) {
    g.strokeStyle = colour; g.lineWidth = width; g.lineJoin = "round"; g.setLineDash(dash); g.beginPath(); let open = false;
    values.forEach((value, i) => { if (value === null) { open = false; return; } if (open) g.lineTo(x(i + 0.5), y(value)); else g.moveTo(x(i + 0.5), y(value)); open = true; });
    g.stroke(); g.setLineDash([]);
  }
}
