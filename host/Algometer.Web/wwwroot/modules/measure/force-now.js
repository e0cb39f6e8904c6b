// <force-now>: the present force as a number, a word and a bar, with each sample, from the live stream alone. A number
// stands only while the program is heard, has said how things stand, and says that it can be trusted.
import { flag, host, Live, trusted } from "../live.js";
import { zoneOf } from "./zone.js";

const freshWithin = 1000;
const drawnEvery = 60;
const room = 1.12;

class ForceNow extends HTMLElement {
  static observedAttributes = ["data-unit", "data-preview"];
  #leave = new AbortController();
  #at = -Infinity;
  #drawn = 0;
  #peak = 0;
  /** @type {any} */
  #state = null;
  /** @type {{ force: number, warn: boolean, inBand: boolean } | null} */
  #last = null;
  /** @type {{ per: number, decimals: number, symbol: string }} */
  #unit = { per: 1, decimals: 1, symbol: "N" };
  /** @type {[number, number]} */
  #preview = [0, 0];

  connectedCallback() {
    queueMicrotask(() => this.isConnected && this.#begin());
  }

  disconnectedCallback() {
    this.#leave.abort();
    this.live?.leave();
    if (this.alarm) this.alarm.overWords = () => null;
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (name === "data-unit" && this.dataset.unit) this.#unit = JSON.parse(this.dataset.unit);
    if (name === "data-preview" && this.dataset.preview) this.#preview = JSON.parse(this.dataset.preview);
    this.#zones();
  }

  #begin() {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    /** @type {Record<string, string>} */
    this.words = JSON.parse(this.dataset.words ?? "{}");
    this.alarm = /** @type {any} */ (document.querySelector("algometer-alarm"));
    this.alarm.overWords = () =>
      this.#state ? this.words?.over.replace("{0}", this.#show(this.#state.limitNewtons)) ?? null : null;
    this.live = new Live(
      (_, force, flags, device, decided) => this.#take(force, flags, (device & 2) !== 0 || (decided & host.warn) !== 0, (decided & host.inBand) !== 0),
      (state) => {
        this.#state = state;
        this.#zones();
      },
      (open) => {
        if (!open) this.#state = null;
      },
    );
    this.#state = this.live.known;
    this.#zones();
    navigator.wakeLock?.request("screen").catch(() => {});
    const frame = (/** @type {number} */ now) => {
      if (signal.aborted) return;
      this.#draw(now);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /** @param {string} id */
  #part(id) {
    return /** @type {HTMLElement | null} */ (this.querySelector(`#${id}`));
  }

  /**
   * @param {string} id
   * @param {string} text
   */
  #write(id, text) {
    const part = this.#part(id);
    if (part && part.textContent !== text) part.textContent = text;
  }

  /** @param {number} newtons */
  #number(newtons) {
    const text = (newtons * this.#unit.per).toFixed(this.#unit.decimals);
    return /^-0(\.0+)?$/.test(text) ? text.slice(1) : text;
  }

  /** @param {number} newtons */
  #show(newtons) {
    return `${this.#number(newtons)} ${this.#unit.symbol}`;
  }

  /**
   * @param {number} force
   * @param {number} flags
   * @param {boolean} warn
   * @param {boolean} inBand
   */
  #take(force, flags, warn, inBand) {
    if ((flags & flag.backlog) !== 0) return;
    this.#at = performance.now();
    // A value alone among its neighbours is left out: the number before it stands on.
    if ((flags & flag.glitch) !== 0 && this.#last !== null) return;
    const value = trusted(force, flags);
    this.#last = { force: value, warn, inBand };
    // The highest of the press that runs, or of the last one.
    if (value >= 1) this.#peak = this.#pressing ? Math.max(this.#peak, value) : value;
    if (!Number.isNaN(value)) this.#pressing = value >= 1;
  }

  #pressing = false;

  get #isFaulty() {
    return ["sensor-fault", "program-error"].includes(this.alarm?.standing.kind);
  }

  get #isFresh() {
    return this.#state !== null && this.live?.reachable === true && performance.now() - this.#at < freshWithin;
  }

  // While no hold runs, the band that would be begun with is shown.
  get #band() {
    const hold = this.#state?.hold;
    return hold?.running ? [hold.lowNewtons, hold.highNewtons] : this.#preview;
  }

  #zones() {
    const [band, mark] = [this.#part("level-band"), this.#part("level-limit")];
    if (!this.#state || !band || !mark) return;
    const limit = this.#state.limitNewtons;
    const full = limit * room;
    const [low, high] = this.#band;
    band.style.left = `${(low / full) * 100}%`;
    band.style.width = `${(Math.max(0, high - low) / full) * 100}%`;
    mark.hidden = false;
    mark.style.left = `${(limit / full) * 100}%`;
    const { words } = this;
    this.#write("level-band-text", high > low ? `${words?.band} ${this.#number(low)}–${this.#number(high)}` : "");
    this.#write("level-limit-text", `${words?.limit} ${this.#show(limit)}`);
  }

  /** @param {number} now */
  #draw(now) {
    const force = this.#isFresh && this.#last ? this.#last.force : NaN;
    const [, high] = this.#band;
    const [kind, word] = zoneOf({
      force,
      isFresh: this.#isFresh && this.#last !== null,
      isFaulty: this.#isFaulty && this.live?.reachable === true,
      isOver: this.alarm?.standing.over === true,
      isNear: this.#last?.warn === true,
      isHeld: this.#state?.hold.running === true,
      isInBand: this.#last?.inBand === true,
      high,
    });
    const zone = this.#part("zone");
    if (zone && zone.dataset.zone !== kind) zone.dataset.zone = kind;
    this.#write("zone-text", this.words?.[word] ?? "");
    if (now - this.#drawn < drawnEvery) return;
    this.#drawn = now;
    const isKnown = !this.#isFaulty && !Number.isNaN(force);
    this.#write("value", isKnown ? this.#number(force) : "–");
    this.#write("symbol", this.#unit.symbol);
    this.#write("peak", this.#peak > 0 ? `${this.words?.peak} ${this.#show(this.#peak)}` : "");
    const full = (this.#state?.limitNewtons ?? 60) * room;
    const fill = this.#part("level-fill");
    if (fill) fill.style.width = `${isKnown ? Math.min(100, Math.max(0, (force / full) * 100)) : 0}%`;
  }
}

customElements.define("force-now", ForceNow);
