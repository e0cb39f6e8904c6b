// <band-view>: the band as a place to stay in. A disc rises with the force, the band is always the same calm middle, the
// ring around it the time held there, a soft breath behind it. Shape, place and words say the same as colour.
// Units of the drawing: 400 by 400, the middle at 0.

/** @typedef {{ cue: string, low: number, high: number, limit: number, part: number }} Press */

/** @type {Record<string, string>} */
const marks = {
  more: "M-11 6 0-7 11 6",
  hold: "M-11 0-3 8 12-8",
  less: "M-11-6 0 7 11-6",
  slower: "M-10-5H10M-10 5H10",
  "ease-off": "M-11-9 0 2 11-9M-11 1 0 12 11 1",
  "let-go": "M-11-9 0 2 11-9M-11 1 0 12 11 1",
  done: "M-11-9 0 2 11-9M-11 1 0 12 11 1",
  breathe: "M-13 0C-8-10-5-10 0 0S8 10 13 0",
  "feels-nothing": "M-6-6A6 6 0 1 1 0 2V6M0 12V12.5",
};

const picture = `<svg viewBox="-200 -200 400 400" class="band-view" aria-hidden="true"><defs>
  <clipPath id="well"><circle r="158" /></clipPath>
  <pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V9" /></pattern>
  <pattern id="dots" width="12" height="12" patternUnits="userSpaceOnUse"><circle class="dots" cx="6" cy="6" r="1.5" /></pattern></defs>
  <circle class="well" r="158" />
  <g clip-path="url(#well)"><rect class="above" x="-160" y="-160" width="320" height="60" />
    <rect x="-160" y="-160" width="320" height="60" fill="url(#hatch)" />
    <g data-part="place"><rect class="nest" x="-160" y="-50" width="320" height="100" />
      <rect x="-160" y="-50" width="320" height="100" fill="url(#dots)" /><path class="edge" d="M-160-50H160M-160 50H160" /></g>
    <circle class="breath" data-part="breath" r="90" /></g>
  <circle class="ring-track" r="176" /><circle class="ring-done" data-part="ring" r="176" pathLength="100" />
  <g class="disc" data-part="disc"><circle class="disc-edge" r="31" /><path class="disc-mark" data-part="mark" /></g></svg>`;

/**
 * How high the disc stands. Always rising: nothing, both ends of the band and the limit stand at fixed heights.
 * @param {number} newtons
 * @param {{ low: number, high: number, limit: number }} press
 */
export function heightOf(newtons, { low, high, limit }) {
  const top = Math.max(limit, high + 0.1);
  const stops = high > low ? [[0, 124], [low, 50], [high, -50], [top, -100], [top * 1.3, -158]] : [[0, 124], [limit, -100], [limit * 1.3, -158]];
  if (!(newtons > 0)) return 124;
  const next = stops.findIndex(([at]) => newtons <= at);
  if (next < 1) return -158;
  const [[from, begin], [to, end]] = [stops[next - 1], stops[next]];
  return begin + ((newtons - from) / (to - from)) * (end - begin);
}

class BandView extends HTMLElement {
  connectedCallback() {
    this.innerHTML = picture;
  }

  /** @param {string} name */
  #piece(name) {
    return /** @type {SVGElement | null} */ (this.querySelector(`[data-part=${name}]`));
  }

  /**
   * @param {number} newtons NaN for what cannot be trusted.
   * @param {Press} press
   * @param {boolean} over
   * @param {number | null} breath 0 breathed out … 1 breathed in; null hides it.
   */
  show(newtons, press, over, breath) {
    const [place, breathing, ring, disc, mark] = ["place", "breath", "ring", "disc", "mark"].map((name) => this.#piece(name));
    if (!place || !breathing || !ring || !disc || !mark) return;
    place.toggleAttribute("hidden", press.high <= press.low);
    disc.toggleAttribute("hidden", Number.isNaN(newtons));
    if (!Number.isNaN(newtons)) disc.setAttribute("transform", `translate(0 ${heightOf(newtons, press).toFixed(1)})`);
    const kind = over ? "over" : press.cue;
    if (disc.dataset.cue !== kind) {
      disc.dataset.cue = kind;
      mark.setAttribute("d", marks[over ? "let-go" : press.cue] ?? "");
    }

    ring.setAttribute("stroke-dasharray", `${Math.min(100, Math.max(0, press.part * 100)).toFixed(2)} 100`);
    ring.toggleAttribute("hidden", press.part <= 0);
    breathing.toggleAttribute("hidden", breath === null);
    if (breath !== null) breathing.setAttribute("r", (70 + 78 * breath).toFixed(1));
  }
}

if (typeof customElements !== "undefined") customElements.define("band-view", BandView);
export { BandView };
