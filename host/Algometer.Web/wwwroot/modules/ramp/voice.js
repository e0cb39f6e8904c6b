// Words and tones for hands and eyes that are busy. Tones are single and soft, nothing like an alarm: rising means faster, falling slower.

const againAfter = 700;

/** @typedef {import("./guide.js").Advice} Advice */

export class Voice {
  /** Whether it may be heard. */
  on = false;
  /** @type {Advice} */
  #advice = "none";
  #timer = 0;

  /**
   * @param {(words: string) => void} speak
   * @param {(rising: boolean) => void} glide
   */
  constructor(speak, glide) {
    this.speak = speak;
    this.glide = glide;
  }

  /** @param {string} words */
  say(words) {
    if (this.on && words) this.speak(words);
  }

  /** @param {Advice} advice What is advised now; it sounds until something else is. */
  advise(advice) {
    if (advice === this.#advice) return;
    this.#advice = advice;
    clearInterval(this.#timer);
    if (advice !== "faster" && advice !== "slower") return;
    const sound = () => this.on && this.glide(advice === "faster");
    sound();
    this.#timer = /** @type {any} */ (setInterval(sound, againAfter));
  }

  /** Falls silent. */
  end() {
    this.advise("none");
  }
}

/**
 * A tone that rises or falls.
 * @param {BaseAudioContext} context
 * @param {boolean} rising
 */
export function glide(context, rising) {
  const at = context.currentTime + 0.01;
  const tone = context.createOscillator();
  const gain = context.createGain();
  const [from, to] = rising ? [520, 780] : [780, 520];
  tone.frequency.setValueAtTime(from, at);
  tone.frequency.linearRampToValueAtTime(to, at + 0.22);
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.16, at + 0.04);
  gain.gain.linearRampToValueAtTime(0, at + 0.25);
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.26);
}
