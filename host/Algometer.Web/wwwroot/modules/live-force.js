// <live-force>: the present force in newtons, from the live stream. What cannot be trusted, or is old, is no number.
// data-decimals says how many; one without it.
import { flag, Live, trusted } from "./live.js";

const freshWithin = 1000;

class LiveForce extends HTMLElement {
  #newtons = NaN;
  #at = -Infinity;

  connectedCallback() {
    const number = document.createElement("span");
    const unit = document.createElement("small");
    unit.textContent = "N";
    this.replaceChildren(number, unit);
    this.live = new Live((_, force, flags) => this.#take(force, flags), () => {}, () => {});
    const decimals = Number(this.dataset.decimals ?? 1);
    const draw = () => {
      if (!this.isConnected) return;
      const known = performance.now() - this.#at < freshWithin && !Number.isNaN(this.#newtons);
      const text = known ? Math.max(0, this.#newtons).toFixed(decimals) : "–";
      if (number.textContent !== text) number.textContent = text;
      requestAnimationFrame(draw);
    };
    draw();
  }

  disconnectedCallback() {
    this.live?.leave();
  }

  /**
   * @param {number} force
   * @param {number} flags
   */
  #take(force, flags) {
    if (flags & flag.backlog) return;
    this.#newtons = trusted(force, flags);
    this.#at = performance.now();
  }
}

customElements.define("live-force", LiveForce);
