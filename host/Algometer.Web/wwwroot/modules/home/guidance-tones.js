// Guidance is a single soft sine that swells and fades: no overtones, no pulses in a row, longer than any alarm pulse and
// above its fundamental, so that nobody takes it for an alarm. Rising means a little more, falling less, level stay.

/**
 * @typedef {object} Tone
 * @property {number} from Hertz at first.
 * @property {number} to Hertz at last.
 * @property {number} length Seconds.
 * @property {number} level From 0 to 1.
 * @property {number} every Seconds until it comes again; 0 for once.
 */

/** @type {Record<string, Tone>} */
export const guidanceTones = {
  more: { from: 587, to: 784, length: 0.42, level: 0.15, every: 1.6 },
  stay: { from: 698, to: 698, length: 0.7, level: 0.11, every: 8 },
  less: { from: 880, to: 587, length: 0.34, level: 0.2, every: 0.8 },
  slower: { from: 784, to: 659, length: 0.55, level: 0.16, every: 1.2 },
  ask: { from: 988, to: 988, length: 0.5, level: 0.12, every: 0 },
  ease: { from: 784, to: 523, length: 1.4, level: 0.14, every: 0 },
  done: { from: 523, to: 1047, length: 1.2, level: 0.12, every: 0 },
};

/**
 * @param {BaseAudioContext} context
 * @param {string} name
 * @param {number} at Seconds of the context's clock.
 * @param {AudioNode} destination
 */
export function playGuidance(context, name, at, destination = context.destination) {
  const { from, to, length, level } = guidanceTones[name];
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.type = "sine";
  tone.frequency.setValueAtTime(from, at);
  tone.frequency.linearRampToValueAtTime(to, at + length * 0.85);
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(level, at + length * 0.3);
  gain.gain.linearRampToValueAtTime(0, at + length);
  tone.connect(gain).connect(destination);
  tone.start(at);
  tone.stop(at + length);
}
