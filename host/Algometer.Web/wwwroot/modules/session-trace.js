// <session-trace>: one session's trace with the strip of the whole session above it, and every way to move: keys,
// buttons, wheel, drag, pinch. It follows its attributes: data-session, data-seconds, data-marks, data-show ("from to",
// with anything behind it), data-words.
// @ts-ignore a library without types here
import uPlot from "/lib/uplot/uPlot.esm.js";
import { axis, onLooks, style } from "./trace/looks.js";
import { MarkPen, noMarks } from "./trace/marks.js";
import { actOf, clock, Span } from "./trace/span.js";
import { readTrace, Tiles } from "./trace/tiles.js";

const wholePoints = 1400;

/**
 * What the page shows of a session. The element itself may be replaced under the reader: the page that was read is put
 * anew when its connection stands, and what somebody looked at by then must not jump back.
 * @type {{ session: string, tiles: Tiles, span: Span, highest: number, shown: string } | null}
 */
let kept = null;

class SessionTrace extends HTMLElement {
  static observedAttributes = ["data-marks", "data-show"];
  #pending = false;
  /** @type {Tiles | null} */
  #tiles = null;
  /** @type {any} */
  #chart = null;
  /** @type {import("./trace/marks.js").Marks} */
  #marks = noMarks;
  #highest = 5;
  #single = false;
  #leave = new AbortController();
  #shown = "";
  span = new Span(0, 1);

  connectedCallback() {
    // Its parts may be put into it only after it was put into the page.
    queueMicrotask(() => this.isConnected && this.#begin());
  }

  #begin() {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    this.addEventListener("click", (event) => {
      const act = event.target instanceof Element ? event.target.closest("button")?.dataset.act : undefined;
      if (this.span.act(act)) this.#schedule();
    }, { signal });
    addEventListener("keydown", (event) => {
      if (this.#tiles && this.span.act(actOf(event))) {
        event.preventDefault();
        this.#schedule();
      }
    }, { signal });
    this.#gestures(this.#part("plot"), false, signal);
    this.#gestures(this.#part("overview"), true, signal);
    onLooks(this.#part("plot"), signal, { colours: () => this.#build(), size: () => this.#resize() });
    this.#open();
  }

  disconnectedCallback() {
    this.#leave.abort();
    this.#chart?.destroy();
    this.#chart = null;
    this.#tiles = null;
  }

  attributeChangedCallback() {
    this.#follow();
    this.#schedule();
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part=${name}]`));
  }

  #follow() {
    if (this.dataset.marks) this.#marks = JSON.parse(this.dataset.marks);
    const [from, to] = (this.dataset.show ?? "").split(" ").map(Number.parseFloat);
    if (this.#tiles && this.dataset.show && this.dataset.show !== this.#shown) {
      this.#shown = this.dataset.show;
      if (kept) kept.shown = this.#shown;
      this.span.show(from, to);
    }
  }

  async #open() {
    const began = performance.now();
    const { session = "" } = this.dataset;
    try {
      if (kept?.session !== session) kept = await this.#read(session);
      if (!this.isConnected) return;
      this.span = kept.span;
      this.#tiles = kept.tiles;
      this.#tiles.onLoad = () => this.#schedule();
      this.#highest = kept.highest;
      this.#shown = kept.shown;
      this.#follow();
      this.#build();
      this.dataset.openedMs = (performance.now() - began).toFixed(1);
    } catch (failure) {
      this.#part("view").textContent = failure instanceof Error ? failure.message : String(failure);
    }
  }

  /** @param {string} session */
  async #read(session) {
    const whole = await readTrace(session, wholePoints);
    const span = new Span(0, Number(this.dataset.seconds ?? 1));
    const fetchTile = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ points) =>
      readTrace(session, points, [from, to]);
    const highest = Math.max(5, ...whole.high.map((value) => value ?? 0));
    return { session, tiles: new Tiles(span.last, whole, fetchTile, () => {}), span, highest, shown: "" };
  }

  #size() {
    const plot = this.#part("plot");
    return { width: Math.max(240, plot.clientWidth), height: Math.max(280, plot.clientHeight) };
  }

  #build() {
    if (!this.#tiles) return;
    this.#chart?.destroy();
    const points = { show: () => this.#single && this.#chart.data[0].length < 500, size: 5 };
    const line = { stroke: style("--accent"), width: 1.6, spanGaps: false, points };
    const times = (/** @type {any} */ _, /** @type {number[]} */ ticks) =>
      ticks.map((at) => (this.span.width > 100 ? clock(at) : `${+at.toFixed(3)} s`));
    const forces = (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map((n) => `${+n.toFixed(2)} N`);
    this.#chart = new uPlot({
      ...this.#size(),
      legend: { show: false },
      cursor: { show: false },
      padding: [22, 12, 0, 0],
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [
        { ...axis(), values: times, space: 70 },
        { ...axis(), values: forces, size: 62 },
      ],
      series: [{}, line, line],
      bands: [{ series: [2, 1], fill: `color-mix(in srgb, ${style("--accent")} 35%, transparent)` }],
      hooks: { draw: [(/** @type {any} */ u) => new MarkPen(u, this.#marks).draw()] },
    }, [[], [], []], this.#part("plot"));
    this.#draw();
  }

  #resize() {
    if (!this.#chart) return;
    this.#chart.setSize(this.#size());
    this.#draw();
  }

  #schedule() {
    if (this.#pending) return;
    this.#pending = true;
    requestAnimationFrame(() => {
      this.#pending = false;
      this.#draw();
    });
  }

  #draw() {
    if (!this.#tiles || !this.#chart) return;
    const { from, to, last } = this.span;
    const pixels = Math.max(200, this.#part("plot").clientWidth - 74);
    const read = this.#tiles.read(from, to, this.#tiles.level(to - from, pixels));
    this.#single = read.single;
    const least = Math.min(0, ...read.low.map((value) => value ?? 0));
    const most = Math.max(5, ...read.high.map((value) => value ?? 0));
    this.#chart.batch(() => {
      this.#chart.setData([read.t, read.low, read.high], false);
      this.#chart.setScale("x", { min: from, max: to });
      this.#chart.setScale("y", { min: least * 1.05, max: most * 1.1 });
    });
    this.#overview();
    const shown = read.t.filter((t) => t >= from && t <= to).length;
    const words = JSON.parse(this.dataset.words ?? "{}");
    const say = (/** @type {string} */ text, /** @type {any[]} */ ...values) =>
      text.replace(/\{(\d)\}/g, (_, i) => values[i]);
    const detail = say(read.single ? words.single : words.points, shown.toLocaleString(document.documentElement.lang));
    this.#part("view").textContent = `${say(words.view, clock(from), clock(to), clock(last))} · ${detail}`;
    this.dataset.points = String(shown);
    this.dataset.single = String(read.single);
  }

  #overview() {
    const canvas = /** @type {HTMLCanvasElement} */ (this.#part("overview"));
    const tiles = /** @type {Tiles} */ (this.#tiles);
    const { t, low, high } = tiles.whole;
    const px = devicePixelRatio;
    const width = (canvas.width = Math.round(canvas.clientWidth * px));
    const height = (canvas.height = Math.round(canvas.clientHeight * px));
    const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const x = (/** @type {number} */ at) => (at / this.span.last) * width;
    const room = (height - 4 * px) / (this.#highest * 1.1);
    const y = (/** @type {number} */ n) => height - Math.max(0, n) * room - 2 * px;
    const column = Math.max(px, width / t.length);
    g.fillStyle = style("--card");
    g.fillRect(0, 0, width, height);
    g.fillStyle = style("--accent");
    t.forEach((at, i) => {
      const [top, under] = [high[i], low[i]];
      if (top === null || under === null) return;
      g.globalAlpha = 0.25;
      g.fillRect(x(at), y(top), column, height - y(top));
      g.globalAlpha = 1;
      g.fillRect(x(at), y(top), column, Math.max(px, y(under) - y(top)));
    });
    const { gaps, faults } = this.#marks;
    for (const [stretches, colour] of /** @type {const} */ ([[gaps, "--warn"], [faults, "--alarm"]])) {
      g.fillStyle = style(colour);
      for (const { from, to } of stretches) {
        g.fillRect(x(from), 0, Math.max(2 * px, x(to) - x(from)), height * 0.28);
      }

    }

    const [a, b] = [x(this.span.from), x(this.span.to)];
    g.fillStyle = g.strokeStyle = style("--ink");
    g.globalAlpha = 0.16;
    g.fillRect(0, 0, a, height);
    g.fillRect(b, 0, width - b, height);
    g.globalAlpha = 1;
    g.lineWidth = 2 * px;
    g.strokeRect(Math.max(px, a), px, Math.max(3 * px, b - a - px), height - 2 * px);
    canvas.setAttribute("aria-valuemax", this.span.last.toFixed(0));
    canvas.setAttribute("aria-valuenow", this.span.from.toFixed(0));
    canvas.setAttribute("aria-valuetext", `${clock(this.span.from)} – ${clock(this.span.to)}`);
  }

  /**
   * @param {HTMLElement} element
   * @param {boolean} overview
   * @param {AbortSignal} signal
   */
  #gestures(element, overview, signal) {
    /** @type {Map<number, number>} Where each finger holds the time line. */
    const fingers = new Map();
    const time = (/** @type {number} */ clientX) => {
      const box = element.getBoundingClientRect();
      const at = clientX - box.left;
      return overview
        ? (at / box.width) * this.span.last
        : this.#chart.posToVal(at - this.#chart.over.offsetLeft, "x");
    };
    const moved = () => {
      // A drag measures against the scale, so the scale must be the new one before the next move is read.
      this.#chart.batch(() => this.#chart.setScale("x", { min: this.span.from, max: this.span.to }));
      this.#schedule();
    };
    element.addEventListener("wheel", (event) => {
      if (!this.#chart) return;
      event.preventDefault();
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
      if (sideways) this.span.pan((event.deltaX || event.deltaY) / 800);
      else this.span.zoom(Math.exp(Math.min(1, Math.max(-1, event.deltaY / 300))), time(event.clientX));
      this.#schedule();
    }, { passive: false, signal });
    element.addEventListener("pointerdown", (event) => {
      if (!this.#chart || event.button > 0) return;
      element.setPointerCapture(event.pointerId);
      const at = time(event.clientX);
      const half = this.span.width / 2;
      if (overview && (at < this.span.from || at > this.span.to)) {
        this.span.show(at - half, at + half);
        this.#schedule();
      }

      fingers.set(event.pointerId, at);
    }, { signal });
    element.addEventListener("pointermove", (event) => {
      const held = fingers.get(event.pointerId);
      if (held === undefined) return;
      const at = time(event.clientX);
      if (overview) fingers.set(event.pointerId, at);
      if (overview || fingers.size === 1) {
        const by = overview ? at - held : held - at;
        this.span.show(this.span.from + by, this.span.to + by);
      } else {
        // Two fingers: the times under them stay under them.
        const anchor = [...fingers].find(([finger]) => finger !== event.pointerId)?.[1] ?? held;
        const factor = (held - anchor) / (at - anchor);
        if (factor > 0.05 && factor < 20) this.span.zoom(factor, anchor);
      }

      moved();
    }, { signal });
    for (const name of /** @type {const} */ (["pointerup", "pointercancel"])) {
      element.addEventListener(name, (event) => fingers.delete(event.pointerId), { signal });
    }

    element.addEventListener("dblclick", () => {
      this.span.all();
      this.#schedule();
    }, { signal });
  }
}

customElements.define("session-trace", SessionTrace);
