// <ramp-guide>: the pressure, the rate of a ramp and what to do about it, with each sample of the live stream. Its parts are drawn by the page:
// `data-part` names value, needle, rate, advice and corridor. `data-words` are the words of the advice, `data-say` is said when it changes, `data-voice` is "on" or "off".
import { flag, Live, trusted } from "./live.js";
import { adviceOf, Trace, turn, view } from "./ramp/guide.js";
import { glide, Voice } from "./ramp/voice.js";

const freshWithin = 1000;

/** @typedef {import("./ramp/guide.js").Ramp & { rate: number | null, tipAreaCm2: number }} Running */

class RampGuide extends HTMLElement {
  static observedAttributes = ["data-say", "data-voice"];
  #trace = new Trace();
  /** @type {Running | null} */
  #ramp = null;
  #newtons = NaN;
  #at = -Infinity;
  /** @type {import("./ramp/guide.js").Advice} */
  #advice = "none";
  /** @type {AudioContext | null} */
  #sound = null;
  /** @type {WakeLockSentinel | undefined} */
  #awake;
  // When the advice last changed on the page, in milliseconds of the wall clock: for measuring from outside.
  adviceAt = 0;
  voice = new Voice((words) => this.#speak(words), (rising) => this.#sound && glide(this.#sound, rising));

  connectedCallback() {
    this.live = new Live(
      (time, force, flags, _, decided) => this.#take(time, force, flags, decided),
      ({ parts }) => this.#follow(parts?.ppt ?? null),
      (open) => !open && this.#follow(null),
    );
    const draw = () => {
      if (!this.isConnected) return;
      this.#draw();
      requestAnimationFrame(draw);
    };
    draw();
    // Nobody has a hand free to wake the screen.
    navigator.wakeLock?.request("screen").then((lock) => (this.#awake = lock), () => {});
  }

  disconnectedCallback() {
    this.live?.leave();
    this.voice.end();
    this.#awake?.release();
  }

  attributeChangedCallback() {
    this.voice.on = this.dataset.voice === "on";
    if (this.voice.on) this.#sound ??= new AudioContext();
    this.voice.say(this.dataset.say ?? "");
  }

  /** @param {string} name */
  #part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }

  /**
   * @param {number} time
   * @param {number} force
   * @param {number} flags
   * @param {number} decided
   */
  #take(time, force, flags, decided) {
    if (flags & flag.backlog) return;
    this.#newtons = trusted(force, flags);
    this.#at = performance.now();
    this.#trace.add({ time, kilopascals: (this.#newtons * 10) / (this.#ramp?.tipAreaCm2 ?? 1) });
    const advice = adviceOf(decided);
    if (advice === this.#advice) return;
    this.#advice = advice;
    this.#showAdvice();
    this.voice.advise(advice);
    this.adviceAt = performance.timeOrigin + this.#at;
  }

  /** @param {Running | null} ramp */
  #follow(ramp) {
    this.#ramp = ramp;
    this.#trace.begin(ramp?.contactSeconds ?? null);
    const degrees = turn(ramp?.rate ?? null, ramp?.targetRate ?? 1).toFixed(1);
    this.#part("needle")?.setAttribute("transform", `rotate(${degrees} 100 108)`);
    write(this.#part("rate"), ramp?.rate == null ? "" : `${ramp.rate.toFixed(0)} kPa/s`);
    this.#showAdvice();
  }

  // A part that the page drew anew meanwhile bears no word yet, so that it is written with every state.
  #showAdvice() {
    const place = this.#part("advice");
    if (!(place instanceof HTMLElement)) return;
    place.dataset.advice = this.#advice;
    write(place, JSON.parse(this.dataset.words ?? "{}")[this.#advice] ?? "–");
  }

  /** @param {string} words */
  #speak(words) {
    if (!("speechSynthesis" in window)) return;
    speechSynthesis.cancel();
    speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(words), { lang: document.documentElement.lang }));
  }

  #draw() {
    const known = performance.now() - this.#at < freshWithin && !Number.isNaN(this.#newtons);
    const kilopascals = this.#ramp && known ? Math.max(0, (this.#newtons * 10) / this.#ramp.tipAreaCm2) : null;
    write(this.#part("value"), kilopascals?.toFixed(0) ?? "–");
    const canvas = this.#part("corridor");
    if (this.#ramp && canvas instanceof HTMLCanvasElement) corridor(canvas, this.#trace, this.#ramp);
  }
}

/**
 * Pressure since contact against the target ramp and the corridor of ±20 % around it.
 * @param {HTMLCanvasElement} canvas
 * @param {Trace} trace
 * @param {Running} ramp
 */
function corridor(canvas, trace, ramp) {
  const ratio = devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  const pen = canvas.getContext("2d");
  if (!width || !height || !pen) return;
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
  const style = getComputedStyle(canvas);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const { seconds, kilopascals } = view(trace.points, ramp);
  const x = (/** @type {number} */ time) => 34 + ((width - 38) * time) / seconds;
  const within = (/** @type {number} */ kpa) => Math.min(Math.max(0, kpa), kilopascals);
  const y = (/** @type {number} */ kpa) => height - 16 - ((height - 22) * within(kpa)) / kilopascals;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  const stroke = (/** @type {readonly (readonly [number, number])[]} */ points) => {
    pen.beginPath();
    for (const [time, kpa] of points) pen.lineTo(x(time), y(kpa));
  };
  pen.fillStyle = colour("--track");
  stroke([[0, 0], [seconds, seconds * ramp.targetRate * 1.2], [seconds, seconds * ramp.targetRate * 0.8]]);
  pen.fill();
  pen.strokeStyle = colour("--band");
  pen.lineWidth = 1.5;
  pen.setLineDash([5, 4]);
  const end = Math.min(seconds, kilopascals / ramp.targetRate);
  stroke([[0, 0], [end, end * ramp.targetRate]]);
  pen.stroke();
  pen.setLineDash([]);
  pen.fillStyle = colour("--soft");
  pen.font = `11px ${style.fontFamily}`;
  pen.fillText(kilopascals.toFixed(0), 2, 12);
  pen.fillText("kPa", 2, height - 18);
  pen.fillText(`${seconds.toFixed(0)} s`, width - 30, height - 3);
  pen.strokeStyle = colour("--ink");
  pen.lineWidth = 2.2;
  for (const line of trace.lines) {
    stroke(line.map((point) => [point.time - (ramp.contactSeconds ?? 0), point.kilopascals]));
    pen.stroke();
  }
}

/**
 * @param {Element | null} place
 * @param {string} words
 */
function write(place, words) {
  if (place && place.textContent !== words) place.textContent = words;
}

customElements.define("ramp-guide", RampGuide);
