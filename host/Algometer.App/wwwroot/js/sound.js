// Alarm sounds, styled on IEC 60601-1-8 (no claim of compliance): a fundamental of 440 Hz with harmonics up to the fifth, pulses of
// 120 ms with 60 ms between; high priority 3 + 2 pulses twice in a row, medium 3.
export class AlarmSound {
  constructor() { this.context = null; this.timer = 0; this.level = "none"; this.bursts = 0; }

  // Browsers allow sound only after a touch or a key.
  unlock() {
    this.context ??= new AudioContext();
    if (this.context.state === "suspended") this.context.resume();
  }

  set(level) {
    if (level === this.level) return;
    this.level = level; clearTimeout(this.timer);
    if (level !== "none") this.burst();
  }

  burst() {
    const high = this.level === "high"; this.bursts++;
    if (this.context?.state === "running") {
      const start = this.context.currentTime + 0.01;
      const pulses = high ? [0, 0.18, 0.36, 0.7, 0.88] : [0, 0.25, 0.5];
      for (const at of pulses) { this.pulse(start + at, high); if (high) this.pulse(start + at + 1.55, high); }
    }
    this.timer = setTimeout(() => this.level !== "none" && this.burst(), high ? 5200 : 9000);
  }

  pulse(at, high) {
    const gain = this.context.createGain(); gain.connect(this.context.destination);
    gain.gain.setValueAtTime(0, at); gain.gain.linearRampToValueAtTime(0.5, at + 0.015);
    gain.gain.setValueAtTime(0.5, at + 0.105); gain.gain.linearRampToValueAtTime(0, at + 0.12);
    [1, 0.7, 0.55, 0.4, 0.3].forEach((amount, index) => {
      const tone = this.context.createOscillator(); const part = this.context.createGain();
      tone.frequency.value = (high ? 440 : 330) * (index + 1); part.gain.value = amount / 3;
      tone.connect(part).connect(gain); tone.start(at); tone.stop(at + 0.13);
    });
  }
}
