// Alarm sounds as data and as nodes of any audio context, styled on IEC 60601-1-8 (no claim of compliance).
// Seconds and hertz. A pulse sounds 120 ms, 60 ms lie between pulses; high priority is 3 + 2 pulses, twice; medium 3; low 1.
// The fundamental lies in 150–1000 Hz and five harmonics of it within 300–4000 Hz.

/** @typedef {{ fundamental: number, pulses: number[], pulseOn: number, length: number, every: number }} Tone */

const pulseOn = 0.12;
const pulseOff = 0.06;
const betweenGroups = 2 * pulseOff + pulseOn;
const betweenHalves = 0.55;
export const harmonics = [1, 0.7, 0.55, 0.42, 0.32];

/** @type {(first: number, count: number) => number[]} */
const row = (first, count) => Array.from({ length: count }, (_, index) => first + index * (pulseOn + pulseOff));
/** @type {(first: number) => number[]} */
const five = (first) => [...row(first, 3), ...row(first + 3 * pulseOn + 2 * pulseOff + betweenGroups, 2)];
/** @type {(starts: number[]) => number} */
const after = (starts) => (starts.at(-1) ?? 0) + pulseOn;
const high = [...five(0), ...five(after(five(0)) + betweenHalves)];
/** @type {(fundamental: number, pulses: number[], silence: number) => Tone} */
const kind = (fundamental, pulses, silence) => ({ fundamental, pulses, pulseOn, length: after(pulses), every: after(pulses) + silence });

/** @type {Record<"high" | "medium" | "low", Tone>} */
export const alarmTones = {
  high: kind(440, high, 2.9),
  medium: kind(330, row(0, 3), 3.6),
  low: kind(330, [0], 16),
};

/**
 * One burst from a moment on; what it gives back goes silent at once when it is told to stop.
 * @param {BaseAudioContext} context
 * @param {"high" | "medium" | "low"} level
 * @param {number} at Seconds of the context.
 * @param {AudioNode} destination
 */
export function playAlarm(context, level, at, destination = context.destination) {
  const { fundamental, pulses } = alarmTones[level];
  const master = context.createGain();
  master.connect(destination);
  const loudest = 0.9 / harmonics.reduce((sum, amount) => sum + amount, 0);
  for (const from of pulses) {
    const gain = context.createGain();
    const start = at + from;
    gain.connect(master);
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(loudest, start + 0.015);
    gain.gain.setValueAtTime(loudest, start + pulseOn - 0.02);
    gain.gain.linearRampToValueAtTime(0, start + pulseOn);
    harmonics.forEach((amount, index) => {
      const tone = context.createOscillator();
      const part = context.createGain();
      tone.frequency.value = fundamental * (index + 1);
      part.gain.value = amount;
      tone.connect(part).connect(gain);
      tone.start(start);
      tone.stop(start + pulseOn + 0.01);
    });
  }

  return {
    stop: () => {
      master.gain.value = 0;
      master.disconnect();
    },
  };
}
