// Words of the home pages, in the reader's language. A file for each language holds every key; the program's evidence base holds the
// English of what it rests on. {name} in a text is replaced.
export const languages = { en: "English", es: "Español", de: "Deutsch", fr: "Français", pt: "Português", zh: "中文" };
const remembered = "language";
let words = {}; let current = "en";

export function chooseLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  let kept = null; try { kept = localStorage.getItem(remembered); } catch { /* private window */ }
  for (const wish of [asked, kept, ...navigator.languages]) { const short = wish?.toLowerCase().split("-")[0]; if (short in languages) return short; }
  return "en";
}

async function file(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error("The words of this page cannot be read: start `algometer run` again and reload.");
  return answer.json();
}

export async function useLanguage(language) {
  const [own, basis] = await Promise.all([file(`/lang/${language}.json`), file(`/api/home/words/${language}`)]);
  words = { ...basis, ...own }; current = language;
  try { localStorage.setItem(remembered, language); } catch { /* private window */ }
  document.documentElement.lang = language === "zh" ? "zh-Hans" : language;
  document.title = t("page.title");
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
}

export const language = () => current;
export const locale = () => document.documentElement.lang;
export const has = (key) => key in words;
export function t(key, values = {}) { return (words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all); }
export const number = (value, digits = 0) => new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
export const day = (text) => new Intl.DateTimeFormat(locale(), { weekday: "short", day: "numeric", month: "short" }).format(new Date(text));
export const dayTime = (text) => new Intl.DateTimeFormat(locale(), { weekday: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(text));

export function languagePicker(select, changed) {
  select.replaceChildren(...Object.entries(languages).map(([id, name]) => { const option = new Option(name, id); option.lang = id; return option; })); select.value = current;
  select.addEventListener("change", async () => { await useLanguage(select.value); changed(); });
}
