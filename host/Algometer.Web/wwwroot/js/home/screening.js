// The questions before a session, gravest first, a screen for each kind: "none of these", or the one that applies.
import { make } from "/js/page.js";
import { button, heading } from "/js/home/parts.js";
import { t } from "/js/home/words.js";

const kinds = ["emergency", "red-flag", "refuse-or-override"];
const openOf = (now) => kinds.find((kind) => now.questions.some((question) => question.action === kind && now.openQuestions.includes(question.id))) ?? kinds.at(-1);
const asked = (now) => now.questions.filter((question) => question.action === openOf(now) && now.openQuestions.includes(question.id));

export const screeningStep = {
  name: (now) => openOf(now),
  build(now, send) {
    const questions = asked(now); const steps = kinds.filter((kind) => now.questions.some((question) => question.action === kind)); const at = steps.indexOf(openOf(now));
    const answer = (yes) => send("answers", { answers: Object.fromEntries(questions.map((question) => [question.id, question.id === yes])) });
    return [make("p.soft", t("screen.step", { n: at + 1, of: steps.length })), heading(t("screen.intro")),
      make("ul.questions", ...questions.map((question, index) => make("li", make("span", `${index + 1}. ${t(`screen.${question.id}`)}`), button(t("screen.yes"), () => answer(question.id), { data: question.id })))),
      make("div.actions", make("button.primary.big", t("screen.none"), make("kbd", "N", { "aria-hidden": "true" }), { type: "button", id: "none", "data-first": "", onclick: () => answer(null) }))];
  },
  sentence: (now) => [t("screen.intro"), ...asked(now).map((question, index) => `${index + 1}: ${t(`screen.${question.id}`)}`), t("keys.none")].join(" "),
  key(event, stage) {
    if (event.key.toLowerCase() === "n") { stage.querySelector("#none").click(); return true; }
    const index = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1; const yes = stage.querySelectorAll("[data-choice]")[index]; yes?.click();
    return Boolean(yes);
  },
};
