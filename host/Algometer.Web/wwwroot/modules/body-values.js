// Values on a drawn body: what a table says, where it was measured.
// @ts-ignore an older script without types, shared with the pages that let a person choose places
import { BodyMap } from "/js/body-map.js";

/** A drawing that follows its attributes: `data-sites`, places as JSON, and `data-values`, a text for each place. */
class BodyValues extends HTMLElement {
  static observedAttributes = ["data-sites", "data-values"];

  connectedCallback() {
    this.draw();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.draw();
  }

  draw() {
    const { sites, values } = this.dataset;
    if (!sites || !values) return;
    const place = document.createElement("div");
    this.replaceChildren(place);
    new BodyMap(place, { sites: JSON.parse(sites), mode: "show" }).mark(null, JSON.parse(values));
  }
}

customElements.define("body-values", BodyValues);
