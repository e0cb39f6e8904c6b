// A body, front and back, drawn from one outline; sites on it are buttons. Units of the drawing: 100 wide, 212 high, midline at 50.
const svgNs = "http://www.w3.org/2000/svg";
// One drawing for the pages and for printed reports.
const { outline, lines } = await (await fetch("/lib/body-outline.json")).json();

// A smooth curve through points (Catmull–Rom as Béziers).
function curve(points) {
  let d = `M${points[0][0]} ${points[0][1]}`;
  for (let i = 0; i < points.length - 1; i++) {
    const [p0, p1, p2, p3] = [points[Math.max(0, i - 1)], points[i], points[i + 1], points[Math.min(points.length - 1, i + 2)]];
    d += `C${[p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6, p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6, ...p2].map((v) => v.toFixed(2)).join(" ")}`;
  }
  return d;
}
const mirrored = (points) => points.map(([x, y]) => [50 - x, y]);
const placed = (points) => points.map(([x, y]) => [50 + x, y]);

function add(parent, name, attributes, text) {
  const node = document.createElementNS(svgNs, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  parent.append(node);
  return node;
}

export const sideName = { left: "left", right: "right", midline: "" };
export const keyOf = (site, side) => `${site}/${side}`;

// options: sites, mode "choose" | "show", onChange(keys), values: { key: text }
export class BodyMap {
  constructor(element, options) {
    this.options = options; this.chosen = new Set(options.chosen ?? []); this.nodes = new Map(); this.element = element;
    element.classList.add("body-map");
    element.replaceChildren(this.view("front"), this.view("back"));
    this.rove(); this.mark();
  }

  view(name) {
    const figure = document.createElement("figure"); const choose = this.options.mode === "choose";
    const svg = document.createElementNS(svgNs, "svg"); svg.setAttribute("viewBox", "2 0 96 213"); svg.setAttribute("role", "group"); svg.setAttribute("aria-label", name === "front" ? "Body from the front" : "Body from the back");
    const body = add(svg, "g", { class: "body", "aria-hidden": "true" });
    const half = outline; add(body, "path", { class: "skin", d: `${curve([...placed(half)])}L50 116.5 ${curve([...mirrored(half)].reverse()).replace(/^M/, "L")}Z` });
    for (const line of lines[name]) for (const points of line.every(([x]) => x === 0) ? [placed(line)] : [placed(line), mirrored(line)]) add(body, "path", { class: "crease", d: curve(points) });
    if (name === "front") add(body, "path", { class: "crease", d: "M49 92.5q1 1.2 2 0" });
    const left = name === "front" ? "R" : "L"; const right = name === "front" ? "L" : "R";
    add(body, "text", { x: 8, y: 12, class: "side" }, left); add(body, "text", { x: 92, y: 12, class: "side" }, right);
    for (const site of this.options.sites.filter((known) => known.view === name)) {
      for (const side of site.only ? [site.only] : site.midline ? ["midline"] : ["left", "right"]) {
        const viewerRight = (side === "left") === (name === "front");
        const x = side === "midline" ? 50 : 50 + (viewerRight ? site.x : -site.x); const key = keyOf(site.id, side);
        const label = `${site.name}${side === "midline" ? "" : `, ${side}`}`;
        const group = add(svg, "g", { class: "site", "data-key": key, transform: `translate(${x} ${site.y})` });
        add(group, "title", {}, `${label}. ${site.landmark}`);
        add(group, "circle", { class: "hit", r: 5.2 }); add(group, "circle", { class: "dot", r: 2.1 }); add(group, "path", { class: "tick", d: "M-1.1 0-.3.9 1.2-.9" });
        if (choose) {
          group.setAttribute("role", "checkbox"); group.setAttribute("aria-label", label); group.setAttribute("tabindex", "-1");
          group.addEventListener("click", () => { this.toggle(key); this.focus(key); });
          group.addEventListener("keydown", (event) => this.key(event, key));
        }
        this.nodes.set(key, { group, x: x + (name === "back" ? 110 : 0), y: site.y, label, site, side });
      }
    }
    const caption = document.createElement("figcaption"); caption.textContent = name === "front" ? "Front" : "Back";
    figure.append(svg, caption);
    return figure;
  }

  key(event, key) {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); event.stopPropagation(); this.toggle(key); return; }
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault(); event.stopPropagation();
    const from = this.nodes.get(key); let best = null; let least = Infinity;
    for (const [other, node] of this.nodes) {
      const along = (node.x - from.x) * step[0] + (node.y - from.y) * step[1]; const across = Math.abs((node.x - from.x) * step[1]) + Math.abs((node.y - from.y) * step[0]);
      if (other !== key && along > 0.1 && along + 2 * across < least) { least = along + 2 * across; best = other; }
    }
    if (best) this.focus(best);
  }

  focus(key) { this.rove(key); this.nodes.get(key).group.focus(); }
  rove(key = [...this.chosen][0] ?? this.options.first ?? this.nodes.keys().next().value) { for (const [other, node] of this.nodes) if (this.options.mode === "choose") node.group.setAttribute("tabindex", other === key ? "0" : "-1"); }

  toggle(key) {
    if (this.chosen.has(key)) this.chosen.delete(key); else this.chosen.add(key);
    this.mark(); this.options.onChange?.([...this.chosen]);
  }

  choose(keys) { this.chosen = new Set(keys.filter((key) => this.nodes.has(key))); this.mark(); }
  label(key) { return this.nodes.get(key)?.label ?? key; }

  // now: the place of the present step; values: text beside a site.
  mark(now = null, values = this.options.values ?? {}) {
    for (const [key, node] of this.nodes) {
      node.group.classList.toggle("chosen", this.chosen.has(key)); node.group.classList.toggle("now", key === now);
      if (this.options.mode === "choose") node.group.setAttribute("aria-checked", String(this.chosen.has(key)));
      else node.group.style.display = this.chosen.has(key) || key === now || values[key] ? "" : "none";
      node.group.querySelector(".value")?.remove();
      if (values[key]) { const right = node.side === "midline" || node.x % 110 > 50; add(node.group, "text", { class: "value", x: right ? 4 : -4, y: 1.6, "text-anchor": right ? "start" : "end" }, values[key]); }
    }
  }
}

// Places drawn freely: a click or, by keyboard, arrow keys, Enter to set, Backspace to take the last away.
export class BodyDrawing {
  // options: marks, quality() and radius() for the next mark, words(quality), onChange(marks)
  constructor(element, options) {
    this.options = options; this.marks = [...options.marks]; this.layers = {};
    this.map = new BodyMap(element, { sites: [], mode: "show" });
    element.querySelectorAll("svg").forEach((svg, index) => this.prepare(svg, index ? "back" : "front"));
    this.draw();
  }

  prepare(svg, view) {
    this.layers[view] = add(svg, "g", {}); svg.classList.add("draw"); svg.setAttribute("tabindex", "0"); svg.setAttribute("role", "application");
    svg.setAttribute("aria-label", `${view === "front" ? "Front" : "Back"}: arrow keys move, Enter sets a mark, Backspace takes the last away`);
    const cross = add(svg, "path", { class: "cross", d: "M-4 0h8M0-4v8" }); const at = { x: 50, y: 60 }; const move = () => cross.setAttribute("transform", `translate(${at.x} ${at.y})`); move();
    svg.addEventListener("click", (event) => { const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse()); this.add(view, point.x, point.y); });
    svg.addEventListener("keydown", (event) => {
      const step = event.shiftKey ? 8 : 2; const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
      if (moves) { at.x = Math.min(98, Math.max(2, at.x + moves[0])); at.y = Math.min(211, Math.max(2, at.y + moves[1])); move(); event.preventDefault(); }
      if (event.key === "Enter" || event.key === " ") { this.add(view, at.x, at.y); event.preventDefault(); }
      if (event.key === "Backspace" || event.key === "Delete") { this.undo(); event.preventDefault(); }
    });
  }

  add(view, x, y) { this.marks.push({ view, x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10, radius: this.options.radius(), quality: this.options.quality() }); this.options.onChange(this.marks); this.draw(); }
  undo() { if (this.marks.pop()) { this.draw(); this.options.onChange(this.marks); } }

  draw() {
    for (const layer of Object.values(this.layers)) layer.replaceChildren();
    for (const mark of this.marks) {
      const shape = add(this.layers[mark.view], "circle", { class: "drawn", cx: mark.x, cy: mark.y, r: mark.radius, "data-quality": mark.quality }); add(shape, "title", {}, this.options.words(mark.quality));
      add(this.layers[mark.view], "text", { class: "drawn-label", x: mark.x, y: mark.y + mark.radius + 4 }, this.options.words(mark.quality));
    }
  }
}
