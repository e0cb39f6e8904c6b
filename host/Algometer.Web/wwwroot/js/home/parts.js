// Small pieces of the home pages: headings that take the focus, big choices, the pain pad.
import { make } from "/js/page.js";
import { t } from "/js/home/words.js";

// A view's heading takes the focus so that a screen reader begins there and keys go nowhere else.
export const heading = (text) => make("h2", text, { tabIndex: -1 });
export const button = (text, act, more = {}) => make(more.primary ? "button.primary" : "button", text, { type: "button", onclick: act, ...(more.id ? { id: more.id } : {}), ...(more.data ? { "data-choice": more.data } : {}) });

// Big choices, one a row; number keys choose too.
export function choices(options, choose) {
  return make("div.choices", { role: "group" }, ...options.map(({ id, text, note, shape }) => make("button.choice", { type: "button", "data-choice": id, onclick: () => choose(id) }, shape ? make("i", shape, { "aria-hidden": "true" }) : null, make("span", text, note ? make("small", note) : null))));
}

// Eleven big buttons and a slider; digit keys and T for ten work wherever the page listens.
export function painPad(rate, { labelled = "", value = null } = {}) {
  const pad = make("div.pain-pad", { role: "group", "aria-label": labelled });
  const row = make("div.pain-row");
  for (let rating = 0; rating <= 10; rating++) row.append(make("button", String(rating), { type: "button", "data-rating": rating, "aria-label": t("pain.of-ten", { n: rating }), "aria-pressed": String(rating === value), onclick: () => rate(rating, "button") }));
  const slider = make("input", { type: "range", min: 0, max: 10, step: 1, value: value ?? 5, "aria-label": t("pain.slider") });
  const say = make("button", t("pain.send", { n: slider.value }), { type: "button", onclick: () => rate(Number(slider.value), "slider") });
  slider.addEventListener("input", () => { say.textContent = t("pain.send", { n: slider.value }); });
  pad.append(row, make("div.pain-ends", { "aria-hidden": "true" }, make("span", t("pain.none")), make("span", t("pain.worst"))), make("div.pain-slide", slider, say));
  return pad;
}

export const ratingOf = (key) => /^[0-9]$/.test(key) ? Number(key) : key.toLowerCase() === "t" ? 10 : null;

// The number to call in an emergency, where the country's is known.
export const callLink = (number) => number ? make("p", make("a.button.primary.big", t("emergency.call", { 0: number }), { href: `tel:${number}`, id: "call" })) : null;
