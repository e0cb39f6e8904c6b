// The alarm of a page: one level at a time, in bursts until it ends; a change is heard at once. A browser allows sound only after a touch
// or a key: until then the alarm is silent here, and the first touch lets it sound.
import { alarmTones, playAlarm } from "/js/senses/alarm-tones.js";

export class AlarmSound {
  constructor(log = () => {}) { this.context = null; this.timer = 0; this.level = "none"; this.bursts = 0; this.sounding = null; this.log = log; }

  get audible() { return this.context?.state === "running"; }

  unlock() {
    this.context ??= new AudioContext();
    if (this.context.state === "suspended") this.context.resume().then(() => this.again(), () => {});
  }

  set(level) {
    if (level === this.level) return;
    this.level = level; this.again();
  }

  // A level that has begun before sound was allowed begins anew once it is.
  again() {
    clearTimeout(this.timer); this.sounding?.stop(); this.sounding = null;
    if (this.level !== "none") this.burst();
  }

  burst() {
    const { level } = this; this.bursts++; this.log(level, this.audible);
    if (this.audible) this.sounding = playAlarm(this.context, level, this.context.currentTime + 0.01);
    this.timer = setTimeout(() => this.level !== "none" && this.burst(), alarmTones[level].every * 1000);
  }
}
