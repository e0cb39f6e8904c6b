// <plan-camera>: shows the program what the camera sees, or a picture that was chosen, in shades of grey. Reading the code in it is
// the program's; a picture goes to it as a file in the hidden input, and the next one when the program has looked at the last.
import { greyOf, sizeOf } from "./grey-picture.js";

const lookEvery = 250;
const widestOfCamera = 960;
const widestOfFile = 1600;

class PlanCamera extends HTMLElement {
  /** @type {AbortController} */
  #leave = new AbortController();
  /** @type {MediaStream | null} */
  #stream = null;
  #shown = -1;

  connectedCallback() {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    this.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("#scan")) void (this.#stream ? this.#stop() : this.#begin());
    }, { signal });
    // A picture is taken here; any other file goes on to the program as it is.
    this.addEventListener("change", (event) => {
      const file = event.target instanceof HTMLInputElement && event.target.id === "plan-file" ? event.target.files?.[0] : undefined;
      if (!file?.type.startsWith("image/")) return;
      event.stopPropagation();
      void this.#showFile(file);
    }, { signal, capture: true });
  }

  disconnectedCallback() {
    this.#leave.abort();
    this.#stop();
  }

  static observedAttributes = ["data-found"];

  /**
   * @param {string} _
   * @param {string | null} before
   */
  attributeChangedCallback(_, before) {
    if (before !== null) this.#stop();
  }

  async #begin() {
    this.#say("");
    try {
      const video = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } };
      this.#stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    } catch {
      // Refused, none there, or a page that is not allowed to ask: a picture and a file still do.
      this.#say(this.dataset.none ?? "");
      return;
    }

    const video = this.#video;
    if (!video || this.#leave.signal.aborted) return this.#stop();
    video.hidden = false;
    video.srcObject = this.#stream;
    this.toggleAttribute("data-scanning", true);
    await video.play().catch(() => {});
    this.#look();
  }

  #look() {
    if (!this.#stream) return;
    const video = this.#video;
    // The program counts what it has looked at: a slow one is not flooded.
    const looked = Number(this.dataset.looked);
    if (video && video.videoWidth > 0 && looked !== this.#shown) {
      this.#shown = looked;
      this.#show(video, video.videoWidth, video.videoHeight, widestOfCamera);
    }

    setTimeout(() => this.#look(), lookEvery);
  }

  #stop() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#shown = -1;
    this.toggleAttribute("data-scanning", false);
    const video = this.#video;
    if (video) video.hidden = true;
  }

  /** @param {File} file */
  async #showFile(file) {
    this.#say("");
    try {
      const picture = await createImageBitmap(file);
      this.#show(picture, picture.width, picture.height, widestOfFile);
    } catch {
      this.#say(this.dataset.damaged ?? "");
    }
  }

  /**
   * @param {CanvasImageSource} picture
   * @param {number} width
   * @param {number} height
   * @param {number} widest
   */
  #show(picture, width, height, widest) {
    const size = sizeOf(width, height, widest);
    const canvas = new OffscreenCanvas(size.width, size.height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    const input = /** @type {HTMLInputElement | null} */ (this.querySelector("#plan-seen"));
    if (!context || !input) return;
    context.drawImage(picture, 0, 0, size.width, size.height);
    const grey = greyOf(context.getImageData(0, 0, size.width, size.height));
    const files = new DataTransfer();
    files.items.add(new File([grey], this.#stream ? "camera" : "picture"));
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {string} words */
  #say(words) {
    const place = this.querySelector("#camera-answer");
    if (place) place.textContent = words;
  }

  get #video() {
    return /** @type {HTMLVideoElement | null} */ (this.querySelector("video"));
  }
}

customElements.define("plan-camera", PlanCamera);
