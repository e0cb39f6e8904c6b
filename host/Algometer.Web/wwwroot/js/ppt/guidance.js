// Words and tones for hands and eyes that are busy. Tones are single and soft, nothing like an alarm: rising means faster, falling slower.
export class Guidance {
  constructor() { this.on = false; this.context = null; this.log = []; this.last = "none"; this.timer = 0; }
  unlock(context) { this.context = context; }

  say(text) {
    this.log.push(text);
    if (!this.on || !("speechSynthesis" in window)) return;
    speechSynthesis.cancel(); speechSynthesis.speak(new SpeechSynthesisUtterance(text));
  }

  rate(advice) {
    if (advice === this.last) return;
    this.last = advice; clearInterval(this.timer); this.log.push(`rate ${advice}`);
    if (advice === "faster" || advice === "slower") { this.glide(advice); this.timer = setInterval(() => this.glide(advice), 700); }
  }

  glide(advice) {
    if (!this.on || this.context?.state !== "running") return;
    const at = this.context.currentTime + 0.01; const tone = this.context.createOscillator(); const gain = this.context.createGain();
    tone.type = "sine"; tone.frequency.setValueAtTime(advice === "faster" ? 520 : 780, at); tone.frequency.linearRampToValueAtTime(advice === "faster" ? 780 : 520, at + 0.22);
    gain.gain.setValueAtTime(0, at); gain.gain.linearRampToValueAtTime(0.16, at + 0.04); gain.gain.linearRampToValueAtTime(0, at + 0.25);
    tone.connect(gain).connect(this.context.destination); tone.start(at); tone.stop(at + 0.26);
  }
}
