// <home-session>: what of the patient's page cannot wait for the program: the disc that follows the force, sound and voice,
// Stop by a touch anywhere, and what stands when the program is lost in mid-hold. It says and shows what its attributes tell.
import "./band-view.js";
import { flag, Live, trusted } from "../live.js";
import { Senses } from "./senses.js";

/** @typedef {import("./band-view.js").Press & { phase: string, rising: boolean, breath: number }} Now */
/** @typedef {{ n: number, kind: "say" | "tone", what: string, text: string, urgent: boolean }} Heard */

const freshWithin = 1000;
const toastFor = 6000;
const hintsEvery = 500;
// What the program decides and what the page shows may differ for a moment, never for long.
const mayDifferFor = 1500;
const pressing = new Set(["approach", "hold", "release"]);
const calmMotion = matchMedia("(prefers-reduced-motion: reduce)");
const notTouch = "button, input, select, a, summary, #pain-ask, header, #banner, #broken, #sound-hint";

/** @param {(string | null | undefined)[]} parts */
const sentences = (...parts) => parts.join(document.documentElement.lang.startsWith("zh") ? "。" : ". ");

class HomeSession extends HTMLElement {
  static observedAttributes = ["data-now", "data-heard", "data-guide", "data-screen", "data-view"];
  #force = NaN;
  #at = -Infinity;
  #breath = 0;
  #lastHeard = 0;
  #screen = "";
  #hiddenUntilHeard = false;
  #isLost = false;
  #differsSince = Infinity;
  #leave = new AbortController();
  /** @type {Now | null} */
  now = null;
  isBroken = false;

  connectedCallback() {
    // Its parts may be put into it only after it was put into the page.
    queueMicrotask(() => this.isConnected && this.#begin());
  }

  disconnectedCallback() {
    this.#leave.abort();
    this.live?.leave();
    this.senses?.guide("none");
  }

  #begin() {
    this.alarm = /** @type {any} */ (document.querySelector("algometer-alarm"));
    // Somebody came from another page by the program's own way: its alarm speaks to a therapist.
    if (this.alarm?.dataset.reader !== "patient") {
      location.reload();
      return;
    }

    this.#leave = new AbortController();
    const { signal } = this.#leave;
    const senses = new Senses(this.#part("polite"), this.#part("urgent"));
    this.senses = senses;
    this.live = new Live(
      (_, force, flags) => this.#take(force, flags),
      (state) => this.#follow(state),
      (open) => open || this.#lose(),
    );
    this.alarm.sound = { set: (/** @type {any} */ level) => senses.raise(level), unlock: () => senses.unlock() };
    this.alarm.onChange = (/** @type {any} */ standing, /** @type {string} */ title, /** @type {string} */ text) =>
      standing.kind !== "none" && senses.say(sentences(title, text), `alarm.${standing.kind}`, true);
    this.alarm.again();
    for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => senses.unlock(), { capture: true, signal });
    addEventListener("pointerdown", (event) => this.#touch(event), { signal });
    // Back leads out of no session: it is stopped first. What a browser lets a page keep, it lets it keep after a touch only.
    for (const kind of ["popstate", "click", "keydown"]) addEventListener(kind, () => this.#stay(), { signal });
    this.addEventListener("click", (event) => this.#click(event), { signal });
    const alarm = this.alarm;
    const home = this;
    // For measuring and judging from outside: the log of all that was heard, and what stands.
    Object.assign(window, {
      algometer: {
        senses,
        get overVisibleAt() { return alarm.overVisibleAt; },
        get overArrivedAt() { return alarm.overArrivedAt; },
        get bursts() { return senses.alarm.bursts; },
        get now() { return home.now; },
        get reachable() { return Boolean(home.live?.reachable); },
      },
    });
    const hints = setInterval(() => this.#hint(), hintsEvery);
    signal.addEventListener("abort", () => clearInterval(hints));
    for (const name of HomeSession.observedAttributes) this.attributeChangedCallback(name);
    const frame = () => {
      if (signal.aborted) return;
      this.#draw();
      requestAnimationFrame(frame);
    };
    frame();
  }

  /** @param {string} id */
  #part(id) {
    return /** @type {HTMLElement} */ (this.querySelector(`#${id}`));
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (!this.senses) return;
    if (name === "data-now") this.now = this.dataset.now ? JSON.parse(this.dataset.now) : null;
    if (name === "data-heard") this.#hear(JSON.parse(this.dataset.heard ?? "[]"));
    if (name === "data-guide") this.senses.guide(this.dataset.guide ?? "none");
    if (name === "data-screen") queueMicrotask(() => this.#turn());
    if (name === "data-view" && this.dataset.view === "session") {
      this.senses.keepAwake();
      queueMicrotask(() => this.#stay());
    }
    if (name === "data-view" && this.dataset.view !== "session") this.senses.letSleep();
  }

  #stay() {
    const runs = this.dataset.view === "session" && this.querySelector("#stop") !== null;
    if (runs && !history.state?.inSession) history.pushState({ ...history.state, inSession: true }, "");
  }

  get isPressing() {
    return this.dataset.pressing === "true" && !this.isBroken;
  }

  // A new screen begins at its top, with what is done next under the keys.
  #turn() {
    const screen = this.dataset.screen ?? "";
    if (screen === this.#screen) return;
    this.#screen = screen;
    if (!screen) return;
    const first = screen === "press" ? null : this.querySelector("#stage [data-first]") ?? this.querySelector("#stage h2");
    if (first instanceof HTMLElement) first.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  /** @param {Heard[]} latest */
  #hear(latest) {
    for (const { n, kind, what, text, urgent } of latest) {
      if (n <= this.#lastHeard) continue;
      this.#lastHeard = n;
      if (kind === "tone") this.senses?.tone(what);
      else this.senses?.say(text, what, urgent);
      if (what === "error") this.#toast(text);
    }
  }

  /** @param {string} text */
  #toast(text) {
    const toast = this.#part("toast");
    toast.textContent = text;
    toast.classList.add("shown");
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => toast.classList.remove("shown"), toastFor);
  }

  /**
   * @param {number} force
   * @param {number} flags
   */
  #take(force, flags) {
    if (flags & flag.backlog) return;
    if ((flags & flag.glitch) === 0) this.#force = trusted(force, flags);
    this.#at = performance.now();
  }

  /** @param {any} state */
  #follow(state) {
    const session = state.parts?.home?.session;
    // The page's own connection may be gone while this one lives: then what it shows is old.
    const isSame = !session || (session.phase === this.now?.phase && session.cue === this.now?.cue);
    this.#differsSince = isSame ? Infinity : Math.min(this.#differsSince, performance.now());
    const isOld = pressing.has(session?.phase) && performance.now() - this.#differsSince > mayDifferFor;
    // A loss in mid-hold stays until somebody acknowledges it, also when the program is heard again: the hand was told to let go.
    if (!this.#isLost && (session || !this.isBroken)) this.#show(isOld, false);
  }

  #lose() {
    // Acknowledged, and not heard since: each try to reach the program is no new loss.
    if (this.#hiddenUntilHeard || (!this.isPressing && !this.isBroken)) return;
    this.#isLost = true;
    this.#show(true, false);
  }

  /**
   * @param {boolean} broken The program is not heard in a press: nothing else stands until that is acknowledged.
   * @param {boolean} hidden It was acknowledged: what was shown is old until the program is heard.
   */
  #show(broken, hidden) {
    if (broken === this.isBroken && hidden === this.#hiddenUntilHeard) return;
    const began = broken && !this.isBroken;
    this.isBroken = broken;
    this.#hiddenUntilHeard = hidden;
    this.toggleAttribute("data-broken", broken);
    this.toggleAttribute("data-away", hidden);
    this.#part("broken").hidden = !broken;
    if (!began) return;
    this.senses?.guide("none");
    this.#part("broken").querySelector("h2")?.focus({ preventScroll: true });
    this.senses?.say(sentences(this.#part("broken").querySelector("h2")?.textContent, this.dataset.lost), "broken", true);
    scrollTo(0, 0);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    // Straight over the live stream: to stop waits for nothing. A key clicks its button without a pointer.
    if (button?.id === "stop") this.#stop(event.detail === 0 ? "key" : "page");
    if (button?.id === "let-go") {
      this.#isLost = false;
      this.#show(false, true);
    }
    if (button?.id === "voice" && this.senses) {
      const on = !this.senses.on;
      this.senses.audible = on;
      button.setAttribute("aria-pressed", String(on));
      this.#toast((on ? this.dataset.voiceOn : this.dataset.voiceOff) ?? "");
    }
  }

  /**
   * While pressing, a touch anywhere that is no answer stops.
   * @param {PointerEvent} event
   */
  #touch(event) {
    if (!this.isPressing || !(event.target instanceof Element) || event.target.closest(notTouch)) return;
    event.preventDefault();
    this.#stop("touch");
  }

  /** @param {string} by */
  async #stop(by) {
    const error = await this.live?.command("home.stop", { by });
    if (error) this.#toast(error);
  }

  // What cannot be heard is said by sight: sound waits for a touch after a reload, and a voice may not be there at all.
  #hint() {
    const hint = this.#part("sound-hint");
    const { senses } = this;
    if (!hint || !senses) return;
    const needsTouch = this.dataset.view === "session" && !senses.alarm.audible;
    const text = needsTouch ? this.dataset.touch : senses.on && senses.hasVoice === false ? this.dataset.noVoice : "";
    hint.hidden = !text;
    if (text && hint.textContent !== text) hint.textContent = text;
  }

  #draw() {
    const view = /** @type {import("./band-view.js").BandView | null} */ (this.querySelector("band-view"));
    if (!view || !this.now) return;
    const standing = this.alarm.standing;
    const isFresh = this.live?.reachable && performance.now() - this.#at < freshWithin && !["sensor-fault", "program-error"].includes(standing.kind);
    const { rising, breath, phase } = this.now;
    this.#breath += ((rising ? breath : 1 - breath) - this.#breath) * 0.12;
    view.show(isFresh ? this.#force : NaN, this.now, standing.over, phase === "hold" && !calmMotion.matches ? this.#breath : null);
  }
}

customElements.define("home-session", HomeSession);
