// Pressure since contact against the target ramp and the corridor of ±20 % around it.
export class Corridor {
  constructor(canvas) { this.canvas = canvas; this.points = []; this.contact = null; this.rate = 50; this.top = 400; this.cutOff = 1000; }

  begin(contact, rate, cutOff) {
    this.rate = rate; this.cutOff = cutOff;
    if (contact !== null && contact !== this.contact) { this.contact = contact; this.points = this.points.filter(([time]) => time >= contact - 0.1); }
  }

  add(time, kilopascals) {
    if (this.contact !== null && time - this.contact > 40) return;
    this.points.push([time, kilopascals]);
    if (this.points.length > 4000) this.points.shift();
  }

  draw() {
    const { canvas } = this; const ratio = devicePixelRatio || 1; const width = canvas.clientWidth; const height = canvas.clientHeight;
    if (!width || !height) return;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) { canvas.width = Math.round(width * ratio); canvas.height = Math.round(height * ratio); }
    const g = canvas.getContext("2d"); const style = getComputedStyle(document.documentElement); const colour = (name) => style.getPropertyValue(name).trim();
    g.setTransform(ratio, 0, 0, ratio, 0, 0); g.clearRect(0, 0, width, height);
    const shown = this.contact === null ? [] : this.points.filter(([time]) => time >= this.contact);
    const seconds = Math.max(6, ...(shown.length ? [shown.at(-1)[0] - this.contact + 1] : [])); const top = Math.min(this.cutOff * 1.05, seconds * this.rate * 1.15);
    const x = (t) => 34 + ((width - 38) * t) / seconds; const y = (p) => height - 16 - ((height - 22) * Math.min(p, top)) / top;
    g.fillStyle = colour("--track"); g.beginPath(); g.moveTo(x(0), y(0)); g.lineTo(x(seconds), y(seconds * this.rate * 1.2)); g.lineTo(x(seconds), y(seconds * this.rate * 0.8)); g.closePath(); g.fill();
    g.strokeStyle = colour("--band"); g.setLineDash([5, 4]); g.lineWidth = 1.5; g.beginPath(); g.moveTo(x(0), y(0)); g.lineTo(x(Math.min(seconds, top / this.rate)), y(Math.min(top, seconds * this.rate))); g.stroke(); g.setLineDash([]);
    g.fillStyle = colour("--soft"); g.font = "11px system-ui, sans-serif"; g.fillText(`${top.toFixed(0)}`, 2, 12); g.fillText("kPa", 2, height - 18); g.fillText(`${seconds.toFixed(0)} s`, width - 26, height - 3);
    g.strokeStyle = colour("--ink"); g.lineWidth = 2.2; g.beginPath(); let pen = false;
    for (const [time, value] of shown) { if (Number.isNaN(value)) { pen = false; continue; } if (pen) g.lineTo(x(time - this.contact), y(Math.max(0, value))); else g.moveTo(x(time - this.contact), y(Math.max(0, value))); pen = true; }
    g.stroke();
  }
}
