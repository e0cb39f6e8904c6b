// What is drawn over a trace: gaps, faults, events, trials, holds. Each has a shape and words beside its colour.
const shapes = { mark: "◆", "over-pressure": "▲", "over-limit": "▲", easing: "▼", stop: "■", "hold-began": "⊢", "hold-ended": "⊣", "device-fault-raised": "✕", "device-over-limit": "▲" };
const stateLooks = { settling: ["--soft", "·"], steady: ["--accent", "–"], "possibly-easing": ["--band", "▽"], easing: ["--band", "▼"], "backing-off": ["--warn", "↑"], "re-pressing": ["--warn", "↓"], "cannot-judge": ["--sim", "?"], "load-fell": ["--warn", "⤓"], "held-level": ["--sim", "="] };
export const shapeOf = (kind) => shapes[kind] ?? "•";
export const isAlarm = (kind) => /over|fault/.test(kind);
// By the number that stands in the record.
const verdicts = ["cannot tell", "nothing seen", "you let off", "perhaps softened", "softened", "somebody let off", "held level", "not seen"];
const spoken = { "let-off-answer": (value) => (value ? "you said: I let off" : "you said: I did not let off"), "possibly-easing": () => "perhaps softening", easing: () => "softening", "backing-off": () => "you let off", "re-pressing": () => "you press more", "band-followed": (value) => `band follows down to ${value.toFixed(1)} N`, "band-returned": () => "band as planned again", "easing-verdict": (value) => verdicts[value] ?? "cannot tell", "hold-plan": () => "hold planned" };
export const eventWords = (event) => spoken[event.kind] ? spoken[event.kind](event.value ?? 0) : `${event.kind.replaceAll("-", " ")}${event.text && !event.text.startsWith("{") ? `: ${event.text}` : ""}`;

const tiles = new Map();
function hatch(ctx, colour, cross) {
  const key = `${colour}${cross}${devicePixelRatio}`; if (tiles.has(key)) return tiles.get(key);
  const tile = document.createElement("canvas"); const size = tile.width = tile.height = 8 * devicePixelRatio; const g = tile.getContext("2d");
  g.strokeStyle = colour; g.lineWidth = 1.4 * devicePixelRatio; g.beginPath(); g.moveTo(0, size); g.lineTo(size, 0); if (cross) { g.moveTo(0, 0); g.lineTo(size, size); } g.stroke();
  const pattern = ctx.createPattern(tile, "repeat"); tiles.set(key, pattern); return pattern;
}

export class Marks {
  // style(name): a colour; content: { limit, events, gaps, faults, trials, analyses }
  constructor(style) { this.style = style; this.content = { limit: 0, events: [], gaps: [], faults: [], trials: [], analyses: [] }; }
  set(content) { Object.assign(this.content, content); }

  draw(u) {
    const { ctx, bbox } = u; const px = devicePixelRatio; const style = this.style; const x = (t) => u.valToPos(t, "x", true); const right = bbox.left + bbox.width; const bottom = bbox.top + bbox.height; const { min, max } = u.scales.x;
    ctx.save(); ctx.font = `${11 * px}px system-ui, 'DejaVu Sans', sans-serif`; ctx.textBaseline = "middle";
    const seen = (from, to) => to >= min && from <= max;
    const area = (from, to, colour, cross, words, sign) => {
      if (!seen(from, to)) return;
      const left = Math.max(bbox.left, x(from)); const width = Math.max(2 * px, Math.min(right, x(to)) - left);
      ctx.globalAlpha = 0.55; ctx.fillStyle = hatch(ctx, colour, cross); ctx.fillRect(left, bbox.top, width, bbox.height); ctx.globalAlpha = 1;
      ctx.fillStyle = colour; ctx.textAlign = "center"; const text = `${sign} ${words}`; const wide = ctx.measureText(text).width + 8 * px < width;
      if (wide || left - this.lastSign > 14 * px) { const at = left + width / 2; if (wide) { ctx.fillStyle = style("--card"); const w = ctx.measureText(text).width + 8 * px; ctx.fillRect(at - w / 2, bbox.top + 4 * px, w, 16 * px); ctx.fillStyle = colour; } ctx.fillText(wide ? text : sign, at, bbox.top + 12 * px); this.lastSign = left; }
    };
    this.lastSign = -Infinity; for (const gap of this.content.gaps) area(gap.fromSeconds, gap.toSeconds, style("--warn"), false, `${gap.count} missing (${gap.reason.replaceAll("-", " ")})`, "⌇");
    this.lastSign = -Infinity; for (const fault of this.content.faults) area(fault.fromSeconds, fault.toSeconds, style("--alarm"), true, fault.words, "✕");
    const limit = u.valToPos(this.content.limit, "y", true);
    if (limit > bbox.top) { ctx.strokeStyle = style("--alarm"); ctx.setLineDash([8 * px, 5 * px]); ctx.lineWidth = 1.5 * px; ctx.beginPath(); ctx.moveTo(bbox.left, limit); ctx.lineTo(right, limit); ctx.stroke(); ctx.setLineDash([]); ctx.fillStyle = style("--alarm"); ctx.textAlign = "left"; ctx.fillText("limit", bbox.left + 6 * px, limit - 8 * px); }
    this.holds(u, x, seen); this.trials(u, x, seen);
    let free = -Infinity;
    for (const event of this.content.events) {
      const shape = shapes[event.kind]; if (!shape || !seen(event.atSeconds, event.atSeconds)) continue;
      const at = x(event.atSeconds); ctx.strokeStyle = ctx.fillStyle = style(isAlarm(event.kind) ? "--alarm" : "--band"); ctx.lineWidth = px; ctx.globalAlpha = 0.7; ctx.beginPath(); ctx.moveTo(at, bbox.top); ctx.lineTo(at, bottom); ctx.stroke(); ctx.globalAlpha = 1;
      if (at < free) continue;
      const words = eventWords(event).slice(0, 28); const width = ctx.measureText(words).width; const room = this.content.events.every((other) => other === event || !shapes[other.kind] || x(other.atSeconds) < at || x(other.atSeconds) > at + width + 24 * px) && at + width + 16 * px < right;
      ctx.textAlign = "center"; ctx.fillText(shape, at, bbox.top - 9 * px); if (room) { ctx.textAlign = "left"; ctx.fillText(words, at + 9 * px, bbox.top - 9 * px); }
      free = at + 11 * px;
    }
    ctx.restore();
  }

  trials(u, x, seen) {
    const { ctx, bbox } = u; const px = devicePixelRatio; const y = bbox.top + bbox.height - (24 + 16 * this.content.analyses.length) * px;
    for (const trial of this.content.trials) {
      if (!seen(trial.fromSeconds, trial.toSeconds)) continue;
      const left = Math.max(bbox.left, x(trial.fromSeconds)); const right = Math.min(bbox.left + bbox.width, x(trial.toSeconds)); ctx.strokeStyle = ctx.fillStyle = this.style(trial.counts ? "--accent" : "--soft"); ctx.lineWidth = 1.6 * px;
      ctx.beginPath(); ctx.moveTo(left, y + 5 * px); ctx.lineTo(left, y); ctx.lineTo(right, y); ctx.lineTo(right, y + 5 * px); ctx.stroke();
      const words = `${trial.counts ? "" : "✕ "}${trial.place}: ${trial.words}`; ctx.textAlign = "center"; if (ctx.measureText(words).width < right - left) ctx.fillText(words, (left + right) / 2, y - 8 * px);
    }
  }

  // A lane of states for each judgement, the first at the bottom; the passive curve and the onset of the one that is in front.
  holds(u, x, seen) {
    const { ctx, bbox } = u; const px = devicePixelRatio; const height = 14 * px; const right = bbox.left + bbox.width;
    this.content.analyses.forEach((analysis, lane) => {
      const top = bbox.top + bbox.height - height * (lane + 1) - 2 * px * lane;
      for (const hold of analysis.holds) {
        if (!seen(hold.hold_start_s, hold.hold_end_s)) continue;
        if (analysis.front) {
          ctx.save(); ctx.beginPath(); ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height); ctx.clip(); ctx.strokeStyle = this.style("--warn"); ctx.lineWidth = 2 * px; ctx.setLineDash([8, 6]); ctx.beginPath();
          let before = -Infinity; for (const [t, force] of hold.passive ?? []) { const y = u.valToPos(force, "y", true); if (t - before > 2) ctx.moveTo(x(t), y); else ctx.lineTo(x(t), y); before = t; }
          ctx.stroke(); ctx.setLineDash([]); const began = hold.verdict.includes("easing") ? hold.measures?.easing_began_s : null;
          if (began !== null && began !== undefined) { ctx.strokeStyle = ctx.fillStyle = this.style("--band"); ctx.beginPath(); ctx.moveTo(x(began), bbox.top); ctx.lineTo(x(began), bbox.top + bbox.height); ctx.stroke(); ctx.textAlign = "left"; ctx.fillText("▼ softening began", x(began) + 6, bbox.top + 30 * px); }
          ctx.restore();
        }
        for (const { from_s: from, to_s: to, state, words } of hold.states) {
          const a = Math.max(bbox.left, x(from)); const b = Math.min(right, x(to)); if (b <= a) continue;
          const [colour, sign] = stateLooks[state] ?? stateLooks.steady; ctx.globalAlpha = state === "easing" ? 0.85 : state === "steady" || state === "settling" ? 0.2 : 0.5; ctx.fillStyle = this.style(colour); ctx.fillRect(a, top, b - a, height); ctx.globalAlpha = 1;
          const spelt = words ? `${sign} ${words}` : sign; if (b - a > 12 * px) { ctx.fillStyle = this.style("--ink"); ctx.textAlign = "center"; ctx.fillText(ctx.measureText(spelt).width + 8 * px < b - a ? spelt : sign, (a + b) / 2, top + height / 2); }
        }
      }
      if (this.content.analyses.length > 1) { ctx.fillStyle = this.style("--ink"); ctx.textAlign = "left"; ctx.fillText(`${lane + 1}`, bbox.left + 3 * px, top + height / 2); }
    });
  }
}
