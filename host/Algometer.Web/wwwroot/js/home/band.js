// The band as a place to stay in: a disc that rises with the force, the band always the same calm middle, the ring around it the time held
// there, a soft breath behind it. Shape, place and words say the same as colour. Units of the drawing: 400 by 400, the middle at 0.
const ns = "http://www.w3.org/2000/svg";
const add = (parent, name, attributes = {}) => { const node = document.createElementNS(ns, name); for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value); parent.append(node); return node; };
const marks = {
  none: "", more: "M-11 6 0-7 11 6", hold: "M-11 0-3 8 12-8", less: "M-11-6 0 7 11-6", slower: "M-10-5H10M-10 5H10", "ease-off": "M-11-9 0 2 11-9M-11 1 0 12 11 1", "let-go": "M-11-9 0 2 11-9M-11 1 0 12 11 1", done: "M-11-9 0 2 11-9M-11 1 0 12 11 1",
  "feels-nothing": "M-6-6A6 6 0 1 1 0 2V6M0 12V12.5",
};

export class BandView {
  constructor(element) {
    const svg = add(element, "svg", { viewBox: "-200 -200 400 400", class: "band-view", "aria-hidden": "true" }); this.svg = svg; this.low = 0; this.high = 0; this.limit = 60;
    const clip = add(add(svg, "defs"), "clipPath", { id: "well" }); add(clip, "circle", { r: 158 });
    const pattern = add(svg.querySelector("defs"), "pattern", { id: "hatch", width: 9, height: 9, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }); add(pattern, "path", { class: "hatch", d: "M0 0V9" });
    const dots = add(svg.querySelector("defs"), "pattern", { id: "dots", width: 12, height: 12, patternUnits: "userSpaceOnUse" }); add(dots, "circle", { class: "dots", cx: 6, cy: 6, r: 1.5 });
    add(svg, "circle", { class: "well", r: 158 });
    const inside = add(svg, "g", { "clip-path": "url(#well)" });
    this.above = add(inside, "rect", { class: "above", x: -160, y: -160, width: 320, height: 60 }); add(inside, "rect", { class: "above-hatch", x: -160, y: -160, width: 320, height: 60, fill: "url(#hatch)" });
    this.place = add(inside, "g"); add(this.place, "rect", { class: "nest", x: -160, y: -50, width: 320, height: 100 }); add(this.place, "rect", { x: -160, y: -50, width: 320, height: 100, fill: "url(#dots)" }); add(this.place, "path", { class: "edge", d: "M-160-50H160M-160 50H160" });
    this.breath = add(inside, "circle", { class: "breath", r: 90 });
    add(svg, "circle", { class: "ring-track", r: 176 }); this.ring = add(svg, "circle", { class: "ring-done", r: 176, pathLength: 100, "stroke-dasharray": "0 100" });
    this.disc = add(svg, "g", { class: "disc" }); add(this.disc, "circle", { class: "disc-edge", r: 31 }); this.mark = add(this.disc, "path", { class: "disc-mark", d: "" });
  }

  setZones(low, high, limit) { this.low = low; this.high = high; this.limit = limit; this.place.style.display = high > low ? "" : "none"; }

  // Always rising: nothing, the band's lower and upper end and the limit stand at fixed heights.
  y(newtons) {
    const { low, high, limit } = this; const stops = high > low ? [[0, 124], [low, 50], [high, -50], [Math.max(limit, high + 0.1), -100], [Math.max(limit, high + 0.1) * 1.3, -158]] : [[0, 124], [limit, -100], [limit * 1.3, -158]];
    if (!(newtons > 0)) return 124;
    for (let i = 1; i < stops.length; i++) if (newtons <= stops[i][0]) { const [from, at] = stops[i - 1]; const [to, end] = stops[i]; return at + ((newtons - from) / (to - from)) * (end - at); }
    return stops.at(-1)[1];
  }

  show(newtons, cue, over) {
    const blank = Number.isNaN(newtons); this.disc.style.display = blank ? "none" : "";
    if (!blank) this.disc.setAttribute("transform", `translate(0 ${this.y(newtons).toFixed(1)})`);
    const kind = over ? "over" : cue; if (this.disc.dataset.cue !== kind) { this.disc.dataset.cue = kind; this.mark.setAttribute("d", over ? marks["let-go"] : marks[cue] ?? ""); }
  }

  time(part) { const dash = `${Math.min(100, Math.max(0, part * 100)).toFixed(2)} 100`; this.ring.setAttribute("stroke-dasharray", dash); this.ring.style.visibility = part > 0 ? "visible" : "hidden"; }

  // part: 0 breathed out … 1 breathed in; null hides it.
  breathe(part) { this.breath.style.display = part === null ? "none" : ""; if (part !== null) this.breath.setAttribute("r", (70 + 78 * part).toFixed(1)); }
}

// Where a breath stands, by a cosine so that it turns softly.
export function breathAt(seconds, inSeconds, outSeconds) {
  const at = seconds % (inSeconds + outSeconds); const rising = at < inSeconds;
  return { rising, part: rising ? (1 - Math.cos((Math.PI * at) / inSeconds)) / 2 : (1 + Math.cos((Math.PI * (at - inSeconds)) / outSeconds)) / 2 };
}
