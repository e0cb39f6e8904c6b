// Band, limit and cap on one scale, with their numbers: what a plan asks, at a glance.
const ns = "http://www.w3.org/2000/svg";
const add = (parent, name, attributes, text) => { const node = document.createElementNS(ns, name); for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value); if (text !== undefined) node.textContent = text; parent.append(node); return node; };

export function bandBar({ lowNewtons: low, highNewtons: high, limitNewtons: limit }, cap) {
  const svg = document.createElementNS(ns, "svg"); svg.setAttribute("viewBox", "0 0 320 76"); svg.setAttribute("class", "band-bar"); svg.setAttribute("role", "img"); svg.setAttribute("aria-label", `Band ${low.toFixed(1)} to ${high.toFixed(1)} N, limit ${limit.toFixed(1)} N, cap of the region ${cap} N`);
  const x = (newtons) => 8 + (304 * newtons) / (cap * 1.06);
  add(svg, "rect", { class: "track", x: 8, y: 30, width: 304, height: 16, rx: 8 }); add(svg, "rect", { class: "in", x: x(low), y: 27, width: Math.max(2, x(high) - x(low)), height: 22, rx: 5 });
  add(svg, "line", { class: "limit", x1: x(limit), x2: x(limit), y1: 22, y2: 54 }); add(svg, "line", { class: "cap", x1: x(cap), x2: x(cap), y1: 22, y2: 54 });
  add(svg, "text", { class: "strong", x: (x(low) + x(high)) / 2, y: 18, "text-anchor": "middle" }, `band ${low.toFixed(1)}–${high.toFixed(1)} N`);
  add(svg, "text", { x: x(limit), y: 68, "text-anchor": x(limit) > 250 ? "end" : "middle" }, `limit ${limit.toFixed(1)} N`); if (x(cap) - x(limit) > 90) add(svg, "text", { x: x(cap), y: 68, "text-anchor": "end" }, `cap ${cap} N`);
  return svg;
}
