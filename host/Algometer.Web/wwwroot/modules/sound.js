// The alarm of a page: one level at a time, in bursts until it ends; a change is heard at once. A browser allows sound only after a touch
// or a key: until then the alarm is silent here, and the first touch lets it sound.
import { alarmTones, playAlarm } from "./alarm-tones.js";

/** @typedef {import("./alarm-model.js").Level} Level */

export class AlarmSound {
  /** @param {(level: Level, audible: boolean) => void} log */
  constructor(log = () => {}) {
    this.log = log;
    /** @type {AudioContext | null} */
    this.context = null;
    /** @type {Level} */
    this.level = "none";
    /** @type {{ stop: () => void } | null} */
    this.sounding = null;
    this.bursts = 0;
    this.timer = 0;
  }

  get audible() {
    return this.context?.state === "running";
  }

  unlock() {
    this.context ??= new AudioContext();
    if (this.context.state === "suspended") this.context.resume().then(() => this.again(), () => {});
  }

  /** @param {Level} level */
  set(level) {
    if (level === this.level) return;
    this.level = level;
    this.again();
  }

  // A level that has begun before sound was allowed begins anew once it is.
  again() {
    clearTimeout(this.timer);
    this.sounding?.stop();
    this.sounding = null;
    this.burst();
  }

  burst() {
    const { level } = this;
    if (level === "none") return;
    this.bursts++;
    this.log(level, this.audible);
    if (this.context && this.audible) this.sounding = playAlarm(this.context, level, this.context.currentTime + 0.01);
    this.timer = window.setTimeout(() => this.burst(), alarmTones[level].every * 1000);
  }
}
