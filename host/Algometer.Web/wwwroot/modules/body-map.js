// <body-map>: what only a browser can do on a drawn body. Between places that can be chosen, arrow keys move and Space or Enter chooses; with
// `data-draw`, a click or the keys say where a mark is set: the element's value is "back 46.2 60", or "undo", and it tells of a change.
import { moved, nearest } from "./body/moves.js";

const choosing = new Set(["Enter", " "]);
const undoing = new Set(["Backspace", "Delete"]);

class BodyMap extends HTMLElement {
  value = "";
  /** @type {WeakMap<SVGSVGElement, { x: number, y: number }>} Where the cross of a drawing is. */
  #at = new WeakMap();

  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("focusin", ({ target }) => this.#rove(target));
    if ("draw" in this.dataset) this.addEventListener("click", (event) => this.#click(event));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const target = event.target instanceof Element ? event.target : null;
    const svg = /** @type {SVGSVGElement | null} */ (target?.closest("svg") ?? null);
    const site = target?.closest("[data-key]");
    const done = site ? this.#choose(site, event.key) : svg && "draw" in this.dataset && this.#draw(svg, event);
    if (done) event.preventDefault();
  }

  /**
   * @param {Element} site
   * @param {string} key
   */
  #choose(site, key) {
    if (choosing.has(key)) {
      site.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      return true;
    }

    const all = this.#sites;
    const spots = all.map((one) => ({ x: Number(one.dataset.x), y: Number(one.dataset.y) }));
    all[nearest(spots, all.findIndex((one) => one === site), key)]?.focus();
    return key.startsWith("Arrow");
  }

  get #sites() {
    return /** @type {SVGGElement[]} */ ([...this.querySelectorAll("[data-key]")]);
  }

  /** @param {EventTarget | null} target Where Tab leads back to. */
  #rove(target) {
    if (!(target instanceof SVGGElement)) return;
    for (const site of this.#sites) site.setAttribute("tabindex", site === target ? "0" : "-1");
  }

  /**
   * @param {SVGSVGElement} svg
   * @param {KeyboardEvent} event
   */
  #draw(svg, event) {
    const at = this.#at.get(svg) ?? { x: 50, y: 60 };
    const to = moved(at, event.key, event.shiftKey);
    if (to) {
      this.#at.set(svg, to);
      svg.querySelector(".cross")?.setAttribute("transform", `translate(${to.x} ${to.y})`);
    } else if (choosing.has(event.key)) this.#say(`${svg.dataset.view} ${at.x} ${at.y}`);
    else if (undoing.has(event.key)) this.#say("undo");
    else return false;
    return true;
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const target = event.target instanceof Element ? event.target : null;
    const svg = /** @type {SVGSVGElement | null} */ (target?.closest("svg") ?? null);
    const matrix = svg?.getScreenCTM()?.inverse();
    if (!svg || !matrix) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    this.#say(`${svg.dataset.view} ${x.toFixed(1)} ${y.toFixed(1)}`);
  }

  /** @param {string} value */
  #say(value) {
    this.value = value;
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("body-map", BodyMap);
