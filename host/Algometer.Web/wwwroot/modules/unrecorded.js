// What stands on every page while nothing can be stored: <algometer-unrecorded>. Over the live stream alone, so that it outlives the circuit.
import { Live } from "./live.js";
import { wordsOf } from "./unrecorded-words.js";

export class UnrecordedElement extends HTMLElement {
  connectedCallback() {
    if (this.live) return;
    /** @type {Record<string, string>} */
    this.words = JSON.parse(this.dataset.words ?? "{}");
    this.innerHTML = '<div class="notice" role="alert" hidden><strong></strong><p></p><button type="button"></button></div>';
    // Kept as it stands while the program is not heard: what it holds in memory is then in doubt all the more.
    this.live = new Live(() => {}, (state) => this.show(state), () => {});
    this.querySelector("button")?.addEventListener("click", () => this.live?.command("record-go-on"));
    this.show(this.live.known);
  }

  /** @param {import("./live.js").State | null} state */
  show(state) {
    const notice = /** @type {HTMLElement} */ (this.firstElementChild);
    const [title, text, button] = /** @type {HTMLElement[]} */ ([...notice.children]);
    const now = wordsOf(state?.recording, this.words ?? {});
    // Shown before it is filled, so that it is read aloud; filled only anew, so that it is read once.
    notice.hidden = !now;
    if (now && text.textContent !== now.text) {
      [title.textContent, text.textContent, button.textContent] = [this.words?.title ?? "", now.text, this.words?.["go-on"] ?? ""];
    }

    button.hidden = !now?.asks;
  }
}

customElements.define("algometer-unrecorded", UnrecordedElement);
