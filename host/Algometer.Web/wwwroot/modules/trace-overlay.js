// <trace-overlay>: up to four traces over each other or side by side. It follows its attributes: data-items, data-arranged
// ("over" or "side"), data-aligned ("contact" or "start"), data-unit ("N" or "kPa").
// @ts-ignore a library without types here
import uPlot from "/lib/uplot/uPlot.esm.js";
import { axis, onLooks, style } from "./trace/looks.js";
import { actOf, clock, Span } from "./trace/span.js";
import { readTrace } from "./trace/tiles.js";

/** @typedef {{ session: string, from: number, to: number, contact: number, area: number, title: string }} Item */
/** @typedef {[number[], (number | null)[]]} Line */

// Colour and dashes, as the key beside them is drawn by the style sheet.
const looks = /** @type {[string, number[]][]} */ ([
  ["--accent", []],
  ["--warn", [9, 5]],
  ["--sim", [2, 4]],
  ["--ink", [12, 4, 2, 4]],
]);

class TraceOverlay extends HTMLElement {
  static observedAttributes = ["data-arranged", "data-aligned", "data-unit"];
  /** @type {Item[]} */
  #items = [];
  /** @type {import("./trace/tiles.js").Trace[]} */
  #traces = [];
  /** @type {any[]} */
  #charts = [];
  #asked = 0;
  #leave = new AbortController();
  span = new Span(0, 1);

  connectedCallback() {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    const act = (/** @type {string | undefined} */ wish) => this.span.act(wish) && this.#read();
    this.addEventListener("click", (event) => {
      act(event.target instanceof Element ? event.target.closest("button")?.dataset.act : undefined);
    }, { signal });
    addEventListener("keydown", (event) => {
      if (act(actOf(event))) event.preventDefault();
    }, { signal });
    onLooks(this, signal, { colours: () => this.#draw(), size: () => this.#draw() });
    this.#items = JSON.parse(this.dataset.items ?? "[]");
    this.#whole();
  }

  disconnectedCallback() {
    this.#leave.abort();
    for (const chart of this.#charts) chart.destroy();
    this.#charts = [];
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (!this.isConnected || !this.#items.length) return;
    if (name === "data-aligned") this.#whole();
    else this.#draw();
  }

  /** @param {Item} item */
  #origin(item) {
    return this.dataset.aligned === "start" ? item.from : item.contact;
  }

  #whole() {
    const from = Math.min(...this.#items.map((item) => item.from - this.#origin(item)));
    const to = Math.max(...this.#items.map((item) => item.to - this.#origin(item)));
    this.span = new Span(from, to);
    return this.#read();
  }

  async #read() {
    const mine = ++this.#asked;
    const points = Math.max(400, Math.round(this.clientWidth));
    const none = { t: [], low: [], high: [], count: [], afterGap: [] };
    try {
      const read = await Promise.all(this.#items.map((item) => {
        const from = Math.max(0, item.from, this.#origin(item) + this.span.from);
        const to = Math.min(item.to, this.#origin(item) + this.span.to);
        return to > from ? readTrace(item.session, points, [from, to]) : none;
      }));
      if (mine !== this.#asked || !this.isConnected) return;
      this.#traces = read;
      this.#draw();
    } catch (failure) {
      this.#part("problem").textContent = failure instanceof Error ? failure.message : String(failure);
    }
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part=${name}]`));
  }

  /**
   * The middle of each point's lowest and highest, so that lines stay apart; single samples are themselves.
   * @param {Item} item
   * @param {import("./trace/tiles.js").Trace} trace
   * @returns {Line}
   */
  #line(item, trace) {
    const scale = this.dataset.unit === "kPa" ? 10 / item.area : 1;
    const gaps = new Set(trace.afterGap);
    /** @type {Line} */
    const line = [[], []];
    trace.t.forEach((t, i) => {
      const at = t - this.#origin(item);
      if (i && gaps.has(i)) {
        line[0].push(at - 1e-6);
        line[1].push(null);
      }

      const [low, high] = [trace.low[i], trace.high[i]];
      line[0].push(at);
      line[1].push(low === null || high === null ? null : ((low + high) / 2) * scale);
    });
    return line;
  }

  #draw() {
    if (!this.#traces.length) return;
    for (const chart of this.#charts) chart.destroy();
    const side = this.dataset.arranged === "side";
    const lines = this.#items.map((item, i) => this.#line(item, this.#traces[i]));
    const forces = lines.flatMap(([, ys]) => ys.map((y) => y ?? 0));
    const range = [Math.min(0, ...forces), Math.max(1, ...forces) * 1.08];
    const groups = side ? this.#items.map((_, i) => [i]) : [this.#items.map((_, i) => i)];
    const panels = groups.map((group) => {
      const figure = document.createElement("figure");
      const caption = document.createElement("figcaption");
      caption.textContent = side ? this.#items[group[0]].title : "";
      const box = document.createElement("div");
      figure.append(caption, box);
      return { group, figure, box };
    });
    this.#part("panels").replaceChildren(...panels.map(({ figure }) => figure));
    this.#charts = panels.map(({ group, box }) => this.#chart(group, box, lines, range, side));
    this.dataset.drawn = String(Number(this.dataset.drawn ?? 0) + 1);
  }

  /**
   * @param {number[]} group
   * @param {HTMLElement} box
   * @param {Line[]} lines
   * @param {number[]} range
   * @param {boolean} side
   */
  #chart(group, box, lines, range, side) {
    const { from, to, width } = this.span;
    const second = (/** @type {number} */ t) => (width > 200 ? clock(t) : `${+t.toFixed(2)} s`.replace("-", "−"));
    const times = (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map(second);
    const { unit } = this.dataset;
    const values = (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map((n) => `${+n.toFixed(1)} ${unit}`);
    const series = group.map((i) => {
      const [colour, dash] = looks[i];
      return { stroke: style(colour), width: 2, dash, spanGaps: false, points: { show: false } };
    });
    const data = group.length === 1 ? lines[group[0]] : uPlot.join(group.map((i) => lines[i]), group.map(() => [1, 1]));
    return new uPlot({
      width: Math.max(260, box.clientWidth),
      height: side ? 240 : Math.min(480, Math.max(280, innerHeight - 380)),
      legend: { show: false },
      cursor: { show: false },
      padding: [10, 14, 0, 0],
      scales: { x: { time: false, min: from, max: to }, y: { range } },
      axes: [{ ...axis(), values: times, space: 64 }, { ...axis(), values, size: 66 }],
      series: [{}, ...series],
    }, data, box);
  }
}

customElements.define("trace-overlay", TraceOverlay);
