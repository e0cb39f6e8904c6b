// The guided session on the page. The host leads; this page shows and says what it says, and passes answers on. It decides nothing.
import { make } from "/js/page.js";
import { BandView } from "/js/home/band.js";
import { button, callLink, choices, heading, painPad, ratingOf } from "/js/home/parts.js";
import { picture } from "/js/home/pictures.js";
import { screeningStep } from "/js/home/screening.js";
import { dayTime, number, t } from "/js/home/words.js";

const pressing = ["approach", "hold", "release"];
const toneOf = { more: "more", hold: "stay", less: "less", slower: "slower", "ease-off": "ease", "let-go": "ease", done: "done", "feels-nothing": "ask" };
const easingKnown = ["easing", "possibly-easing"];
const clockOf = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
// Each part ends like a sentence, so that a voice pauses after it.
const spoken = (parts) => parts.filter(Boolean).map((part) => /[.?!。？！…]$/.test(part) ? part : `${part}.`).join(" ");
const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

export class SessionPage {
  // send(command, more) passes a wish on; senses say it; close() goes back to the overview.
  constructor(stage, senses, send, close) { this.stage = stage; this.senses = senses; this.send = send; this.close = close; this.now = null; this.shown = ""; this.band = null; this.breath = 0; this.painAsked = false; this.spoken = ""; }

  get isPressing() { return this.now !== null && pressing.includes(this.now.phase); }
  get maySkip() { return ["screening", "place", "movement-before", "device-check", "rest"].includes(this.now?.phase); }

  show(now) {
    const before = this.now; this.now = now;
    // Phases of one press share a view, so that the disc does not jump.
    const view = pressing.includes(now.phase) ? "press" : now.phase === "screening" ? `screening-${screeningStep.name(now)}` : now.phase;
    if (view !== this.shown) { this.shown = view; this.painAsked = false; this.build(view.split("-")[0] === "screening" ? "screening" : view); }
    this.update();
    this.speak(before);
  }

  again() { if (this.now) { this.shown = ""; this.show(this.now); } }
  leave() { this.now = null; this.shown = ""; this.senses.guide("none"); this.stage.replaceChildren(); }

  // The program is not heard in the middle of a hold: nothing else stands here, until it is acknowledged.
  broken(acknowledge) {
    if (this.shown === "broken") return;
    this.now = null; this.shown = "broken"; this.band = null; this.stage.dataset.phase = "broken"; this.senses.guide("none");
    this.stage.replaceChildren(make("div.emergency.broken", { role: "alert" }, heading(t("alarm.lost")), make("p.lead", `${t("connection.lost")}. ${t("connection.none")}.`)), make("div.actions", button(t("alarm.acknowledge"), acknowledge, { primary: true, id: "let-go" })));
    this.senses.say(`${t("alarm.lost")}. ${t("connection.lost")}.`, { urgent: true, again: true, key: "broken" });
  }

  build(view) {
    const { now } = this; this.stage.dataset.phase = now.phase; this.band = null;
    const parts = { screening: () => screeningStep.build(now, this.send), place: () => this.place(), "movement-before": () => this.movement("before"), "movement-after": () => this.movement("after"), "device-check": () => this.check(), press: () => this.press(),
      rest: () => this.rest(), "stop-reason": () => this.why(), tingling: () => this.tingling(), trouble: () => this.trouble(), feeling: () => this.feeling(), done: () => this.done(), refused: () => this.refused(), emergency: () => this.emergency() }[view]();
    this.stage.replaceChildren(...parts);
    if (view !== "press") (this.stage.querySelector("[data-first]") ?? this.stage.querySelector("h2"))?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  place() {
    const { place } = this.now; const name = `${t(`point.${place.point}`)}${place.side === "midline" ? "" : `, ${t(`side.${place.side}`)}`}`;
    return [heading(t("place.intro")), make("figure.scene", picture(place.region, place.tool, place.position, `${t(`tool.${place.tool}`)}: ${t(`position.${place.position}`)}`), make("figcaption", make("strong", name), make("span", t(`point.${place.point}.where`)))),
      make("ul.facts", make("li", make("b", t("plan.tool")), t(`tool.${place.tool}`)), make("li", make("b", t("plan.position")), t(`position.${place.position}`))), this.aim("p.lead"), make("p.soft", t("tool.no-harder"), " ", t("habit.no-grinding")),
      make("p.lead", t("place.confirm")), this.go(t("place.ready"), () => this.send("place"))].filter(Boolean);
  }

  // The pain that is aimed at, where a plan says so.
  aim(tag) { const { now } = this; return now.painHigh ? make(tag, t("pain.aim", { low: now.painLow, high: now.painHigh })) : null; }

  go(text, act) { return make("div.actions", make("button.primary.big", text, { type: "button", "data-first": "", onclick: act })); }

  movement(when) {
    const { movement } = this.now; const after = when === "after";
    return [heading(movement ? t(`movement.${movement}`) : t("movement.any")), make("p.lead", t(`movement.rate-${when}`)), after ? make("p.lead", { id: "recheck" }) : null,
      painPad((rating) => this.send("movement", { rating, range: this.range() }), { labelled: t(`movement.rate-${when}`) }),
      make("details", make("summary", t("movement.range")), make("label.field", t("movement.range-value"), make("input", { id: "range", type: "number", step: "any", inputMode: "decimal" })))].filter(Boolean);
  }

  range() { const value = this.stage.querySelector("#range")?.value; return value ? Number(value) : null; }

  check() { return [heading(t("check.heading")), make("div.calm", make("div.spinner", { "aria-hidden": "true" })), make("ul.checks", { id: "checks" })]; }

  press() {
    const cue = make("div", { id: "cue" }, make("strong", { id: "cue-words" })); const well = make("div", { id: "well-place" }); this.band = new BandView(well);
    return [make("h2.heard", t("hold.heading"), { tabIndex: -1 }), make("div.press", cue, well,
      make("div.readout", make("div", { id: "force" }, make("span", { id: "value" }, "–"), make("small", "N")), make("div", { id: "held" }, make("span", { id: "clock" }, "0:00"), make("small", { id: "clock-of" })), make("div", { id: "which" })),
      make("div.notes", make("p", { id: "breath-words" }), make("p", { id: "easing-words" }), make("p", { id: "hold-message" })),
      make("div", { id: "pain-ask", hidden: true }, make("p.lead", t("pain.ask")), ...[this.aim("p.soft")].filter(Boolean), painPad((rating, by) => this.rate(rating, by), { labelled: t("pain.ask") }), make("p.soft", t("pain.answer-by-ball"))))];
  }

  rate(rating, by) { this.send("pain", { rating, by }); this.senses.note("answer", `pain ${rating}`); }

  rest() { return [heading(t("rest.heading")), make("div.calm", make("div", { id: "rest-clock" })), make("p.lead", { id: "rest-words" }), make("p.lead", { id: "rest-message" }), make("div.actions", button(t("rest.again"), () => this.send("continue"), { primary: true, id: "again" }), button(t("rest.finish"), () => this.send("finish")))]; }

  why() {
    return [heading(t("stop.why")), make("p.lead", t("stop.always-right")), choices(this.now.stopReasons.map((id, index) => ({ id, text: t(`stop.${id}`), shape: String(index + 1) })), (id) => this.send("reason", { reason: id }))];
  }

  tingling() { return [heading(t("tingling.ask")), ...this.now.messages.map((id) => make("p.lead", this.words(id))), make("div.calm", make("div.spinner", { "aria-hidden": "true" })), this.go(t("tingling.gone"), () => this.send("tingling-gone"))]; }

  trouble() { return [heading(t(this.now.say || "trouble.let-go")), make("ul.messages", { id: "messages" }), make("div.actions", { id: "trouble-actions" })]; }

  feeling() { return [heading(t("feeling.ask")), ...(this.now.messages.length ? [make("ul.messages", ...this.now.messages.map((id) => make("li", this.words(id))))] : []), choices(this.now.feelings.map((id, index) => ({ id, text: t(`feeling.${id}`), shape: String(index + 1) })), (id) => this.send("feeling", { feeling: id }))]; }

  done() {
    const { now } = this; const rows = [[t("done.holds"), `${now.holdsDone} / ${now.holds}`]];
    if (now.painBefore !== null && now.painAfter !== null) rows.push([t("done.movement"), `${now.painBefore} → ${now.painAfter}`]);
    return [heading(t("done.thanks")), make("ul.messages", ...now.messages.filter((id) => id !== "done.thanks").map((id) => make("li", this.words(id)))), now.painBefore !== null && now.painAfter !== null ? make("p.lead", t(`change.${now.change}`)) : null,
      make("dl.summary", ...rows.map(([name, value]) => make("div", make("dt", name), make("dd", value)))), make("p.soft", t("done.soreness"), " ", t("habit.stretch-later"), " ", t("progress.no-promise")), this.go(t("done.close"), () => this.close())].filter(Boolean);
  }

  emergency() {
    const { now } = this; const rest = now.messages.filter((id) => id !== "screen.emergency");
    return [make("div.emergency", heading(t("screen.emergency")), callLink(now.emergencyNumber)), make("ul.messages.grave", ...rest.map((id) => make("li", this.words(id)))), make("p.lead", t("screen.told")), make("div.actions", button(t("done.close"), () => this.close()))].filter(Boolean);
  }

  refused() {
    return [heading(t("screen.refused")), make("ul.messages", ...this.now.messages.map((id) => make("li", this.words(id)))), this.now.tellTherapist ? make("p.lead", t("screen.told")) : null, this.go(t("done.close"), () => this.close())].filter(Boolean);
  }

  words(id) { const { now } = this; return t(id, { 0: now.lockedUntil ? dayTime(now.lockedUntil) : "" }); }

  set(id, text) { const node = this.stage.querySelector(`#${id}`); if (node && node.textContent !== text) node.textContent = text; return node; }

  update() {
    const { now } = this;
    if (this.shown === "press") this.updatePress();
    if (now.phase === "device-check") { const list = this.stage.querySelector("#checks"); if (list.dataset.text !== now.say) { list.dataset.text = now.say; list.replaceChildren(make("li", t(now.say || "check.moving"))); } }
    if (now.phase === "rest") { const left = Math.ceil(now.restSecondsLeft); this.set("rest-clock", left > 0 ? String(left) : "✓"); this.set("rest-words", now.say === "rest.loaded" ? t("rest.loaded") : left > 0 ? t("rest.wait", { 0: left }) : t("rest.next")); this.set("rest-message", now.messages.filter((id) => !id.startsWith("hold.")).map((id) => this.words(id)).join(" ")); this.stage.querySelector("#again").hidden = !now.mayContinue; }
    if (now.phase === "movement-after") this.set("recheck", this.messages());
    if (now.phase === "trouble") {
      const list = this.stage.querySelector("#messages"); const text = now.messages.join(); if (list.dataset.text !== text) { list.dataset.text = text; list.replaceChildren(...now.messages.map((id) => make("li", t(id)))); }
      const place = this.stage.querySelector("#trouble-actions"); const may = String(now.mayContinue);
      if (place.dataset.may !== may) { place.dataset.may = may; place.replaceChildren(...(now.mayContinue ? [button(t("trouble.continue"), () => this.send("continue"), { primary: true, id: "continue" })] : []), button(t("trouble.finish"), () => this.send("finish"), { id: "finish" })); }
    }
  }

  messages() { return this.now.messages.map((id) => this.words(id)).join(" "); }

  updatePress() {
    const { now } = this; this.stage.dataset.phase = now.phase; this.band.setZones(now.hasBand ? now.lowNewtons : 0, now.hasBand ? now.highNewtons : 0, now.limitNewtons);
    const cue = this.stage.querySelector("#cue"); cue.dataset.cue = now.cue; this.set("cue-words", now.cue === "none" ? t(now.say) : t(`cue.${now.cue}`));
    this.band.time(now.inBandSeconds / now.targetSeconds); this.set("clock", clockOf(now.inBandSeconds)); this.set("clock-of", t("hold.of", { 0: clockOf(now.targetSeconds) })); this.set("which", `${t("hold.which", { n: Math.max(1, now.holdNumber), of: now.holds })}${now.painHigh ? ` · ${t("pain.aim-short", { low: now.painLow, high: now.painHigh })}` : ""}`);
    this.set("breath-words", now.phase === "hold" ? t(now.breathIn ? "breath.in" : "breath.out") : ""); this.set("easing-words", easingKnown.includes(now.easing) ? t(now.easing === "easing" ? "easing.yes" : "easing.maybe") : "");
    this.set("hold-message", now.bracing ? t("breath.hold") : now.cue === "none" ? "" : now.say ? t(now.say) : "");
    this.stage.querySelector("#pain-ask").hidden = !now.painDue; this.stage.querySelector(".press").dataset.asking = String(now.painDue);
  }

  // Every frame: where the disc is and how far the breath.
  frame(force, over) {
    if (!this.band || !this.now) return;
    const { now } = this; this.band.show(force, now.cue, over);
    this.breath += ((now.breathIn ? now.breathPart : 1 - now.breathPart) - this.breath) * 0.12;
    this.band.breathe(now.phase === "hold" && !reducedMotion.matches ? this.breath : null);
    this.set("value", Number.isNaN(force) ? "–" : number(Math.max(0, force), 0));
  }

  // What is heard: one sentence when something changes, a tone for what to do with the force.
  speak(before) {
    const { now, senses } = this; const changed = before?.phase !== now.phase;
    const tone = pressing.includes(now.phase) ? toneOf[now.cue] ?? "none" : "none";
    senses.guide(tone);
    if (changed) senses.say(this.sentence(), { again: true, key: now.phase });
    else if (now.phase === "screening" && screeningStep.name(before) !== screeningStep.name(now)) senses.say(this.sentence(), { again: true, key: "screening" });
    if (now.painDue && !before?.painDue) { senses.tone("ask"); senses.say(t("pain.ask"), { again: true, key: "pain.ask" }); }
    if (pressing.includes(now.phase) && !now.painDue && before?.cue !== now.cue && now.cue !== "none") senses.say(t(`cue.${now.cue}`), { again: true, key: `cue.${now.cue}`, urgent: now.cue === "let-go" });
    if (now.bracing && !before?.bracing) senses.say(t("breath.hold"), { again: true, key: "breath.hold" });
    if (easingKnown.includes(now.easing) && before && !easingKnown.includes(before.easing)) senses.say(t(now.easing === "easing" ? "easing.yes" : "easing.maybe"), { key: "easing" });
    const fresh = now.messages.filter((id) => !before?.messages.includes(id));
    if (!changed && now.phase === "device-check" && before.say !== now.say) senses.say(t(now.say), { again: true, key: now.say });
    if (!changed && fresh.length) senses.say(fresh.map((id) => this.words(id)).join(" "), { again: true, key: fresh[0], urgent: now.phase === "trouble" });
    if (now.phase === "done" && changed) senses.tone("done");
  }

  sentence() {
    const { now } = this; const rest = now.messages.map((id) => this.words(id));
    switch (now.phase) {
      case "screening": return screeningStep.sentence(now);
      case "place": return spoken([t("place.intro"), t(`point.${now.place.point}`), t(`tool.${now.place.tool}`), t(`position.${now.place.position}`), t("keys.enter")]);
      case "movement-before": case "movement-after": return spoken([...rest, now.movement ? t(`movement.${now.movement}`) : t("movement.any"), t(`movement.rate-${now.phase.slice(9)}`), t("keys.digits")]);
      case "stop-reason": return spoken([t("stop.always-right"), t("stop.why"), ...now.stopReasons.map((id, index) => `${index + 1}: ${t(`stop.${id}`)}`)]);
      case "feeling": return spoken([...rest, t("feeling.ask"), ...now.feelings.map((id, index) => `${index + 1}: ${t(`feeling.${id}`)}`)]);
      case "done": return spoken([t("done.thanks"), ...rest.filter((text) => text !== t("done.thanks")), t("keys.enter")]);
      case "tingling": return spoken([t("tingling.ask"), t("keys.enter")]);
      case "refused": return spoken([t("screen.refused"), ...rest]);
      case "emergency": return spoken(rest);
      case "rest": return spoken([t(now.say, { 0: Math.ceil(now.restSecondsLeft) }), ...now.messages.filter((id) => !id.startsWith("hold.")).map((id) => this.words(id))]);
      default: return spoken([now.say ? t(now.say, { 0: Math.ceil(now.restSecondsLeft) }) : "", ...rest]);
    }
  }

  // Keys: while pressing, space or escape stops and digits rate; elsewhere digits choose. Gives back whether the key was used.
  key(event) {
    const { now } = this; if (!now) return false;
    const rating = ratingOf(event.key);
    if (this.isPressing || now.phase === "trouble") {
      if (event.key === " " || event.key === "Escape") { this.send("stop", { by: "key" }); return true; }
      if (rating !== null && this.isPressing) { this.rate(rating, "key"); return true; }
      return false;
    }
    if (event.key === "Escape" && !["done", "refused", "emergency", "stop-reason"].includes(now.phase)) { this.send("stop", { by: "key" }); return true; }
    if (event.target instanceof HTMLInputElement && event.target.type === "number") return false;
    if (now.phase === "screening") return screeningStep.key(event, this.stage);
    if (rating !== null && now.phase.startsWith("movement")) { this.send("movement", { rating, range: this.range() }); return true; }
    if (rating !== null && rating > 0 && (now.phase === "stop-reason" || now.phase === "feeling")) { const choice = this.stage.querySelectorAll("[data-choice]")[rating - 1]; choice?.click(); return Boolean(choice); }
    return false;
  }
}
