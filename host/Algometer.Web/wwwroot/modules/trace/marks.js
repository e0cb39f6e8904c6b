// Draws over a trace what the page says of it: gaps, faults, events, trials, holds. Shapes, words and times come with
// the marks.
import { hatch, style } from "./looks.js";

/** @typedef {{ from: number, to: number, words: string }} Stretch */
/** @typedef {{ at: number, shape: string, words: string, alarm: boolean }} Happened */
/** @typedef {Stretch & { colour: string, sign: string, strength: number }} State */
/** @typedef {{ states: State[], passive: number[][], began: number | null, beganWords: string }} Judged */
/** @typedef {{ from: number, to: number } & Judged} Hold */

/**
 * @typedef {object} Marks
 * @property {number} limit Newtons.
 * @property {string} limitWords
 * @property {Happened[]} events
 * @property {Stretch[]} gaps
 * @property {Stretch[]} faults
 * @property {(Stretch & { counts: boolean })[]} trials
 * @property {{ front: boolean, holds: Hold[] }[]} lanes A lane for each judgement of the holds.
 */

/** @type {Marks} */
export const noMarks = { limit: 0, limitWords: "", events: [], gaps: [], faults: [], trials: [], lanes: [] };

/** One drawing of them over a chart. */
export class MarkPen {
  /**
   * @param {any} u The chart, of uPlot.
   * @param {Marks} marks
   */
  constructor(u, marks) {
    this.u = u;
    this.marks = marks;
    /** @type {CanvasRenderingContext2D} */
    this.ctx = u.ctx;
    /** @type {{ left: number, top: number, width: number, height: number }} */
    this.box = u.bbox;
    this.px = devicePixelRatio;
    this.right = this.box.left + this.box.width;
    this.bottom = this.box.top + this.box.height;
  }

  draw() {
    const { ctx, px, marks } = this;
    ctx.save();
    ctx.font = `${11 * px}px Inter, system-ui, 'DejaVu Sans', sans-serif`;
    ctx.textBaseline = "middle";
    this.areas(marks.gaps, style("--warn"), false, "⌇");
    this.areas(marks.faults, style("--alarm"), true, "✕");
    this.limit();
    this.holds();
    this.trials();
    this.events();
    ctx.restore();
  }

  /** @param {number} t */
  x(t) {
    return this.u.valToPos(t, "x", true);
  }

  /** @param {number} newtons */
  y(newtons) {
    return this.u.valToPos(newtons, "y", true);
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  seen(from, to) {
    const { min, max } = this.u.scales.x;
    return to >= min && from <= max;
  }

  /**
   * @param {number[][]} points Places on the canvas.
   */
  line(points) {
    this.ctx.beginPath();
    points.forEach(([x, y], i) => (i ? this.ctx.lineTo(x, y) : this.ctx.moveTo(x, y)));
    this.ctx.stroke();
  }

  /**
   * @param {Stretch[]} stretches
   * @param {string} colour
   * @param {boolean} cross
   * @param {string} sign
   */
  areas(stretches, colour, cross, sign) {
    const { ctx, box, px } = this;
    let lastSign = -Infinity;
    for (const { from, to, words } of stretches) {
      if (!this.seen(from, to)) continue;
      const left = Math.max(box.left, this.x(from));
      const width = Math.max(2 * px, Math.min(this.right, this.x(to)) - left);
      ctx.globalAlpha = 0.55;
      ctx.fillStyle = hatch(ctx, colour, cross);
      ctx.fillRect(left, box.top, width, box.height);
      ctx.globalAlpha = 1;
      const text = `${sign} ${words}`;
      const room = ctx.measureText(text).width + 8 * px;
      if (room >= width && left - lastSign <= 14 * px) continue;
      const at = left + width / 2;
      if (room < width) {
        ctx.fillStyle = style("--card");
        ctx.fillRect(at - room / 2, box.top + 4 * px, room, 16 * px);
      }

      ctx.fillStyle = colour;
      ctx.textAlign = "center";
      ctx.fillText(room < width ? text : sign, at, box.top + 12 * px);
      lastSign = left;
    }
  }

  limit() {
    const { ctx, box, px, marks } = this;
    const at = this.y(marks.limit);
    if (!(at > box.top)) return;
    ctx.strokeStyle = ctx.fillStyle = style("--alarm");
    ctx.setLineDash([8 * px, 5 * px]);
    ctx.lineWidth = 1.5 * px;
    this.line([[box.left, at], [this.right, at]]);
    ctx.setLineDash([]);
    ctx.textAlign = "left";
    ctx.fillText(marks.limitWords, box.left + 6 * px, at - 8 * px);
  }

  events() {
    const { ctx, box, px } = this;
    const shown = this.marks.events.filter((event) => event.shape && this.seen(event.at, event.at));
    let free = -Infinity;
    shown.forEach((event, i) => {
      const at = this.x(event.at);
      ctx.strokeStyle = ctx.fillStyle = style(event.alarm ? "--alarm" : "--band");
      ctx.lineWidth = px;
      ctx.globalAlpha = 0.7;
      this.line([[at, box.top], [at, this.bottom]]);
      ctx.globalAlpha = 1;
      if (at < free) return;
      const words = event.words.slice(0, 28);
      const end = at + ctx.measureText(words).width;
      const next = i + 1 < shown.length ? this.x(shown[i + 1].at) : Infinity;
      ctx.textAlign = "center";
      ctx.fillText(event.shape, at, box.top - 9 * px);
      ctx.textAlign = "left";
      if (next > end + 24 * px && end + 16 * px < this.right) ctx.fillText(words, at + 9 * px, box.top - 9 * px);
      free = at + 11 * px;
    });
  }

  trials() {
    const { ctx, box, px, marks } = this;
    const y = this.bottom - (24 + 16 * marks.lanes.length) * px;
    for (const { from, to, words, counts } of marks.trials) {
      if (!this.seen(from, to)) continue;
      const left = Math.max(box.left, this.x(from));
      const right = Math.min(this.right, this.x(to));
      ctx.strokeStyle = ctx.fillStyle = style(counts ? "--accent" : "--soft");
      ctx.lineWidth = 1.6 * px;
      this.line([[left, y + 5 * px], [left, y], [right, y], [right, y + 5 * px]]);
      ctx.textAlign = "center";
      if (ctx.measureText(words).width < right - left) ctx.fillText(words, (left + right) / 2, y - 8 * px);
    }
  }

  // A lane of states for each judgement, the first at the bottom; the passive curve and the onset of the one in front.
  holds() {
    const { ctx, px, box, marks } = this;
    const height = 14 * px;
    marks.lanes.forEach((lane, index) => {
      const top = this.bottom - height * (index + 1) - 2 * px * index;
      for (const hold of lane.holds) {
        if (!this.seen(hold.from, hold.to)) continue;
        if (lane.front) this.passive(hold);
        for (const state of hold.states) this.state(state, top, height);
      }

      if (marks.lanes.length > 1) {
        ctx.fillStyle = style("--ink");
        ctx.textAlign = "left";
        ctx.fillText(`${index + 1}`, box.left + 3 * px, top + height / 2);
      }
    });
  }

  /** @param {Hold} hold */
  passive(hold) {
    const { ctx, px, box } = this;
    ctx.save();
    ctx.beginPath();
    ctx.rect(box.left, box.top, box.width, box.height);
    ctx.clip();
    ctx.strokeStyle = style("--warn");
    ctx.lineWidth = 2 * px;
    ctx.setLineDash([8, 6]);
    ctx.beginPath();
    let before = -Infinity;
    for (const [t, force] of hold.passive) {
      if (t - before > 2) ctx.moveTo(this.x(t), this.y(force));
      else ctx.lineTo(this.x(t), this.y(force));
      before = t;
    }

    ctx.stroke();
    ctx.setLineDash([]);
    if (hold.began !== null) {
      const at = this.x(hold.began);
      ctx.strokeStyle = ctx.fillStyle = style("--band");
      this.line([[at, box.top], [at, this.bottom]]);
      ctx.textAlign = "left";
      ctx.fillText(`▼ ${hold.beganWords}`, at + 6, box.top + 30 * px);
    }

    ctx.restore();
  }

  /**
   * @param {State} state
   * @param {number} top
   * @param {number} height
   */
  state({ from, to, words, colour, sign, strength }, top, height) {
    const { ctx, px, box } = this;
    const a = Math.max(box.left, this.x(from));
    const b = Math.min(this.right, this.x(to));
    if (b <= a) return;
    ctx.globalAlpha = strength;
    ctx.fillStyle = style(`--${colour}`);
    ctx.fillRect(a, top, b - a, height);
    ctx.globalAlpha = 1;
    if (b - a <= 12 * px) return;
    const spelt = `${sign} ${words}`;
    ctx.fillStyle = style("--ink");
    ctx.textAlign = "center";
    ctx.fillText(ctx.measureText(spelt).width + 8 * px < b - a ? spelt : sign, (a + b) / 2, top + height / 2);
  }
}
