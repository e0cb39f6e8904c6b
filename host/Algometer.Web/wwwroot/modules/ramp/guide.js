// What the guide of a ramp shows, as numbers: what to do, the needle, the corridor. The host decides; this only draws what it says.

/** @typedef {"none" | "faster" | "good" | "slower"} Advice */
/** @typedef {{ time: number, kilopascals: number }} Point NaN where there is no value. */
/** @typedef {{ targetRate: number, contactSeconds: number | null, cutOffKpa: number }} Ramp */

const bit = { faster: 16, good: 32, slower: 64 };
const leastSeconds = 6;
const keptPoints = 4000;
const longestSeconds = 40;

/**
 * What the host advises with a sample.
 * @param {number} decided
 * @returns {Advice}
 */
export function adviceOf(decided) {
  if (decided & bit.faster) return "faster";
  if (decided & bit.slower) return "slower";
  return decided & bit.good ? "good" : "none";
}

/**
 * The needle's turn in degrees: from −90 for no rise to 90 for twice the target; upright is right.
 * @param {number | null} rate
 * @param {number} target
 */
export const turn = (rate, target) => 180 * (Math.min(2, Math.max(0, (rate ?? 0) / target)) / 2) - 90;

/**
 * How much of time and pressure is in view.
 * @param {readonly Point[]} points
 * @param {Ramp} ramp
 */
export function view(points, { targetRate, contactSeconds, cutOffKpa }) {
  const last = points.at(-1);
  const gone = last && contactSeconds !== null ? last.time - contactSeconds + 1 : 0;
  const seconds = Math.max(leastSeconds, gone);
  return { seconds, kilopascals: Math.min(cutOffKpa * 1.05, seconds * targetRate * 1.15) };
}

/** Pressure since contact: of one ramp, and never more than it can hold. */
export class Trace {
  /** @type {Point[]} */
  points = [];
  /** @type {number | null} */
  #contact = null;

  /** @param {number | null} contact Device seconds of the first contact; a new one begins a new trace. */
  begin(contact) {
    if (contact === null || contact === this.#contact) return;
    this.#contact = contact;
    this.points = this.points.filter(({ time }) => time >= contact - 0.1);
  }

  /** @param {Point} point */
  add(point) {
    if (this.#contact !== null && point.time - this.#contact > longestSeconds) return;
    this.points.push(point);
    if (this.points.length > keptPoints) this.points.shift();
  }

  /** Its lines, from contact on; where there is no value, one ends. */
  get lines() {
    const contact = this.#contact;
    /** @type {Point[][]} */
    const lines = [[]];
    for (const point of contact === null ? [] : this.points) {
      if (contact !== null && point.time < contact) continue;
      if (Number.isNaN(point.kilopascals)) lines.push([]);
      else lines[lines.length - 1].push(point);
    }

    return lines.filter((line) => line.length > 0);
  }
}
