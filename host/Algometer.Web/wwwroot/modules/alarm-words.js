// The program says an alarm in English sentences; a page translates them by itself, for it lives on without the program.

/**
 * Translates sentences of the program into the reader's words; one without words stays as it is. `{0}` in a known sentence
 * stands for anything, which may be a sentence itself.
 * @param {Record<string, string>} texts Words by the English sentence behind "=".
 * @returns {(sentence: string) => string}
 */
export function translator(texts) {
  const patterns = Object.entries(texts)
    .filter(([key]) => key.startsWith("=") && key.includes("{0}"))
    .map(([key, words]) => {
      const pattern = key.slice(1).replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\\\{\d\\\}/g, "(.+)");
      return { pattern: new RegExp(`^${pattern}$`), words };
    });
  /** @type {(sentence: string) => string} */
  const translated = (sentence) => {
    const known = texts[`=${sentence}`];
    if (known !== undefined || !sentence) return known ?? sentence;
    for (const { pattern, words } of patterns) {
      const found = pattern.exec(sentence);
      if (found) return words.replace(/\{(\d)\}/g, (_, at) => translated(found[Number(at) + 1]));
    }

    return sentence;
  };
  return translated;
}
