// The alarm of a page: <algometer-alarm>. Banner, frame and sound, on every page, over the live stream alone, so that it lives on when the
// rest of the page has lost its program. What stands is decided in alarm-model.js.
import { Live } from "./live.js";
import { afterSample, afterState, begin, calm, standing, toKeep } from "./alarm-model.js";
import { translator } from "./alarm-words.js";
import { AlarmSound } from "./sound.js";

// A page in the background draws no frames; its alarm goes on.
const looksEvery = 250;
const kept = "alarm";
const sign =
  '<svg viewBox="0 0 48 48" width="44" height="44" aria-hidden="true"><path d="M15 3h18l12 12v18L33 45H15L3 33V15Z" fill="currentColor"/>' +
  '<path d="M24 12v15M24 34v2" stroke="var(--alarm)" stroke-width="5" stroke-linecap="round"/></svg>';

/** @returns {import("./alarm-model.js").Alarm | null} */
function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(kept) ?? "null");
  } catch {
    return null; // A private window.
  }
}

/** @param {import("./alarm-model.js").Alarm | null} alarm */
function keep(alarm) {
  try {
    const text = toKeep(alarm);
    if (text) sessionStorage.setItem(kept, JSON.stringify(text));
    else sessionStorage.removeItem(kept);
  } catch {
    // A private window: the next page shows the alarm when it hears the host.
  }
}

/** @typedef {import("./alarm-model.js").Standing} Standing */

export class AlarmElement extends HTMLElement {
  constructor() {
    super();
    /** @type {() => string | null} What to say while over, where the page knows more than the host. */
    this.overWords = () => null;
    /** @type {(now: Standing) => { title: string, text: string } | null} Words in the reader's language. */
    this.words = (now) => this.ownWords(now);
    /** @type {(now: Standing, title: string, text: string) => void} */
    this.onChange = () => {};
    /** @type {{ set: (level: import("./alarm-model.js").Level) => void, unlock: () => void }} */
    this.sound = new AlarmSound();
    this.model = begin(recall());
    // When over-limit last came and when it stood on the screen, in milliseconds of the wall clock: for measuring from outside.
    this.overArrivedAt = 0;
    this.overVisibleAt = 0;
    this.shownOver = false;
    this.shownKind = "none";
    this.translated = translator({});
    this.begun = false;
  }

  connectedCallback() {
    if (this.begun) return;
    this.begun = true;
    const texts = JSON.parse(this.dataset.words ?? "{}");
    /** @type {Record<string, string>} */
    this.texts = texts;
    this.translated = translator(texts);
    this.innerHTML =
      `<div id="alarm-frame" aria-hidden="true"></div><div id="banner" role="alert" hidden>${sign}` +
      '<div><strong id="banner-title"></strong><span id="banner-text"></span></div><button id="acknowledge" type="button" hidden></button></div>';
    this.banner = this.place("banner");
    this.acknowledge = /** @type {HTMLButtonElement} */ (this.place("acknowledge"));
    this.acknowledge.append(texts.acknowledge ?? "Acknowledge", " ", Object.assign(document.createElement("kbd"), { textContent: "A" }));
    this.acknowledge.addEventListener("click", () => this.live?.command("acknowledge"));
    for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => this.sound.unlock(), { capture: true });
    addEventListener("keydown", (event) => this.key(event));
    this.live = new Live(
      (time, force, flags, device, decided) => this.follow(afterSample(this.model, { time, force, flags, device, decided })),
      (state) => {
        keep(state.alarm);
        this.follow(afterState(this.model, state));
      },
      () => this.draw(),
    );
    setInterval(() => this.draw(), looksEvery);
    this.draw();
  }

  /** @param {string} id */
  place(id) {
    return /** @type {HTMLElement} */ (this.querySelector(`#${id}`));
  }

  /** @returns {Standing} */
  get standing() {
    return standing(this.model, this.live?.reachable ?? true);
  }

  get sampleOver() {
    return this.model.sampleOver;
  }

  /** @param {import("./alarm-model.js").Model} model */
  follow(model) {
    if (model === this.model) return;
    if (model.sampleOver && !this.model.sampleOver) this.overArrivedAt = performance.timeOrigin + performance.now();
    this.model = model;
    this.draw();
  }

  /** @param {Standing} now */
  ownWords(now) {
    const { texts = {}, translated } = this;
    return {
      title: texts[now.kind] ?? translated(now.title),
      text: texts[`${now.kind}.text`] ?? translated(now.text),
    };
  }

  draw() {
    const now = this.standing;
    if (now.over !== this.shownOver) {
      this.shownOver = now.over;
      document.body.toggleAttribute("data-over", now.over);
      if (now.over) requestAnimationFrame(() => (this.overVisibleAt = performance.timeOrigin + performance.now()));
    }

    this.show(now);
    this.sound.set(now.level);
  }

  /** @param {Standing} now */
  show(now) {
    if (!this.banner || !this.acknowledge) return;
    const { title, text } = this.words(now) ?? now;
    const said = (now.kind === "over-limit" && this.overWords()) || text;
    this.banner.hidden = now.kind === "none";
    this.acknowledge.hidden = !now.acknowledge;
    if (now.kind === "none") delete this.banner.dataset.kind;
    else this.banner.dataset.kind = now.kind;
    this.banner.toggleAttribute("data-calm", calm.has(now.kind) || now.level === "none");
    write(this.place("banner-title"), title);
    write(this.place("banner-text"), said);
    if (now.kind === this.shownKind) return;
    this.shownKind = now.kind;
    this.onChange(now, title, said);
  }

  /** Draws anew, as after a change of language. */
  again() {
    this.shownKind = "";
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== "a" || !this.acknowledge || this.acknowledge.hidden) return;
    if (target instanceof Element && target.closest("input, select, textarea, [role=application], dialog[open]")) return;
    event.preventDefault();
    this.acknowledge.click();
  }
}

/**
 * @param {HTMLElement} place
 * @param {string} words
 */
function write(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

customElements.define("algometer-alarm", AlarmElement);
