// What a page says while nothing can be stored: why, what is kept and for how long, and what waits for a person.

/**
 * @typedef {object} Recording
 * @property {string | null} problem Why nothing is stored; null while all is well.
 * @property {boolean} inMemoryOnly Whether what comes would be lost with the program.
 * @property {number} roomMinutes
 * @property {boolean} goesOn Whether a person chose to go on.
 * @property {boolean} mayChoose Whether this reader may.
 */

/**
 * @param {Recording | null | undefined} recording
 * @param {Record<string, string>} words In the reader's language.
 * @returns {{ text: string, asks: boolean } | null} Null while all is well.
 */
export function wordsOf(recording, words) {
  if (!recording?.problem) return null;
  const reason = words[recording.problem] ?? words.other;
  if (!recording.inMemoryOnly) return { text: `${reason} ${words.journal}`, asks: false };
  const kept = words.kept.replace("{0}", room(recording.roomMinutes));
  return { text: `${reason} ${kept} ${recording.goesOn ? words["goes-on"] : words.waits}`, asks: !recording.goesOn && recording.mayChoose };
}

/** @param {number} minutes */
function room(minutes) {
  return minutes >= 120 ? `${Math.floor(minutes / 60)}\u00a0h` : `${minutes}\u00a0min`;
}
