// The state of the device, the same on every page: <algometer-status>. Fed by the live stream alone.
import { Live } from "./live.js";

export class StatusElement extends HTMLElement {
  connectedCallback() {
    /** @type {Record<string, string>} */
    this.words = JSON.parse(this.dataset.words ?? "{}");
    this.innerHTML =
      '<span id="simulated" class="badge simulated" hidden></span><span id="connection" class="badge" role="status"><i aria-hidden="true"></i><span id="connection-text"></span></span>';
    this.live = new Live(() => {}, (state) => this.show(state), (open) => !open && this.show(null));
    // It may be put anew into a page that is connected already.
    this.show(this.live.known);
  }

  disconnectedCallback() {
    this.live?.leave();
  }

  /** @param {import("./live.js").State | null} state */
  show(state) {
    const connection = this.live?.connection(state) ?? "connecting";
    const [simulated, badge] = /** @type {HTMLElement[]} */ ([...this.children]);
    simulated.hidden = !state?.device?.simulated;
    const marked = `◇ ${this.words?.simulated ?? ""}`;
    if (simulated.textContent !== marked) simulated.textContent = marked;
    badge.dataset.state = connection;
    const text = this.words?.[connection] ?? connection;
    const place = /** @type {HTMLElement} */ (badge.lastElementChild);
    if (place.textContent !== text) place.textContent = text;
  }
}

customElements.define("algometer-status", StatusElement);
