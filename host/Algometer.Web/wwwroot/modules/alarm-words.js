// The program says an alarm in English sentences; a page translates them by itself, for it lives on without the program.

/**
 * A sentence of the program in the reader's words; as it is where there are none. {0} in a known sentence stands for
 * anything, which may be a sentence itself.
 * @param {Record<string, string>} texts
 * @param {string} sentence
 * @returns {string}
 */
export function translated(texts, sentence) {
  const known = texts[`=${sentence}`];
  if (known !== undefined) return known;
  for (const [key, words] of Object.entries(texts)) {
    if (!key.startsWith("=") || !key.includes("{0}")) continue;
    const pattern = key.slice(1).replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\\\{\d\\\}/g, "(.+)");
    const found = new RegExp(`^${pattern}$`).exec(sentence);
    if (found) return words.replace(/\{(\d)\}/g, (_, at) => translated(texts, found[Number(at) + 1]));
  }

  return sentence;
}
