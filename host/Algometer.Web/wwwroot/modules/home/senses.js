// What the page says without being looked at: alarms, guidance tones, a voice, vibration; all of it also as text, and
// logged with its time so that a session can be judged by sound alone.
import { AlarmSound } from "../sound.js";
import { guidanceTones, playGuidance } from "./guidance-tones.js";

/** @typedef {import("../alarm-model.js").Level} Level */
/** @typedef {{ at: number, kind: string, what: string, text?: string, audible?: boolean }} Entry */

const longestLog = 5000;
// A browser looks for its voices for a while, and some have none.
const voicesWithin = 4000;
/** @type {Record<string, number[]>} */
const buzz = { alarm: [200, 100, 200, 100, 200], less: [80, 60, 80], ask: [60], done: [40, 80, 120] };

export class Senses {
  /**
   * @param {HTMLElement} polite A live region that waits for a pause.
   * @param {HTMLElement} urgent One that does not.
   */
  constructor(polite, urgent) {
    this.polite = polite;
    this.urgent = urgent;
    this.on = true;
    /** @type {Entry[]} */
    this.log = [];
    this.guiding = "none";
    this.timer = 0;
    /** @type {WakeLockSentinel | null} */
    this.lock = null;
    this.wanted = false;
    this.alarm = new AlarmSound((level, audible) => this.note("alarm", level, { audible }));
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.wanted) this.keepAwake();
    });
  }

  /**
   * @param {string} kind
   * @param {string} what
   * @param {object} more
   */
  note(kind, what, more = {}) {
    this.log.push({ at: Math.round(performance.now()), kind, what, ...more });
    if (this.log.length > longestLog) this.log.shift();
  }

  /** Whether there is a voice for the page's language; undefined until the browser has looked for its voices. */
  get hasVoice() {
    if (!("speechSynthesis" in window)) return false;
    const voices = speechSynthesis.getVoices();
    if (voices.length === 0 && performance.now() < voicesWithin) return undefined;
    return voices.some((voice) => voice.lang.toLowerCase().startsWith(document.documentElement.lang.slice(0, 2)));
  }

  /** Sound and voice are allowed only after a touch or a key. */
  unlock() {
    this.alarm.unlock();
  }

  /** @param {boolean} on */
  set audible(on) {
    this.on = on;
    if (on) this.resume();
    else window.speechSynthesis?.cancel();
  }

  resume() {
    const again = this.guiding;
    this.guiding = "none";
    this.guide(again);
  }

  /**
   * Alarms sound whether or not guidance is wanted; while one sounds, nothing else does.
   * @param {Level} level
   */
  raise(level) {
    if (level === this.alarm.level) return;
    this.alarm.set(level);
    clearInterval(this.timer);
    if (this.isAlarmed) this.vibrate("alarm");
    else this.resume();
  }

  get isAlarmed() {
    return this.alarm.level === "high" || this.alarm.level === "medium";
  }

  /**
   * One tone at a time, again and again until another is told.
   * @param {string} name
   */
  guide(name) {
    if (name === this.guiding) return;
    this.guiding = name;
    clearInterval(this.timer);
    if (!(name in guidanceTones)) return;
    this.tone(name);
    const { every } = guidanceTones[name];
    if (every > 0) this.timer = window.setInterval(() => this.tone(name), every * 1000);
  }

  /** @param {string} name */
  tone(name) {
    if (this.isAlarmed) return;
    this.note("tone", name);
    this.vibrate(name);
    const { context, audible } = this.alarm;
    if (this.on && context && audible) playGuidance(context, name, context.currentTime + 0.02);
  }

  /**
   * @param {string} text
   * @param {string} what
   * @param {boolean} urgent
   */
  say(text, what, urgent = false) {
    this.note("say", what, { text });
    const place = urgent ? this.urgent : this.polite;
    this.polite.textContent = place.textContent = "";
    requestAnimationFrame(() => (place.textContent = text));
    if (!this.on || !("speechSynthesis" in window)) return;
    const { lang } = document.documentElement;
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.lang = lang;
    spoken.voice = speechSynthesis.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(lang.slice(0, 2))) ?? null;
    spoken.rate = 0.95;
    speechSynthesis.cancel();
    speechSynthesis.speak(spoken);
  }

  /** @param {string} name */
  vibrate(name) {
    if (buzz[name] && navigator.vibrate?.(buzz[name])) this.note("vibrate", name);
  }

  async keepAwake() {
    this.wanted = true;
    if (this.lock && !this.lock.released) return;
    try {
      this.lock = (await navigator.wakeLock?.request("screen")) ?? null;
    } catch {
      this.lock = null; // Refused on low battery: the session goes on.
    }
  }

  letSleep() {
    this.wanted = false;
    this.lock?.release();
    this.lock = null;
  }
}
