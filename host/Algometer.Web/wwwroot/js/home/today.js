// Before and after a session: the plan of today, what stands against it, the evening's question, progress; pairing and taking a plan.
import { ask, make } from "/js/page.js";
import { button, callLink, choices, heading } from "/js/home/parts.js";
import { picture } from "/js/home/pictures.js";
import { progressCard } from "/js/home/progress.js";
import { day, dayTime, t } from "/js/home/words.js";

const sided = (place) => `${t(`point.${place.point}`)}${place.side === "midline" ? "" : `, ${t(`side.${place.side}`)}`}`;
const weekdays = (names) => names.map((name) => t(`day.${name}`)).join(" · ");

export class Today {
  constructor(element, { start, tell }) { this.element = element; this.start = start; this.tell = tell; this.data = null; this.online = false; this.asking = false; }

  connected(online) { if (online === this.online) return; this.online = online; for (const node of this.element.querySelectorAll("[data-needs-device]")) node.disabled = !online; for (const hint of this.element.querySelectorAll(".no-device")) hint.hidden = online; }

  async show() {
    try { this.data = await ask("/api/home/today", { utcOffsetMinutes: -new Date().getTimezoneOffset() }); } catch (failure) { this.tell(failure.message); return; }
    const { data } = this;
    this.element.replaceChildren(...[data.emergencyUntil ? this.emergency(data) : null, data.evening ? this.evening(data.evening) : null, ...(data.plans.length ? data.plans.flatMap((card) => [this.plan(card), progressCard(card)]) : [this.none()]), this.more()].filter(Boolean));
    this.online = !this.online; this.connected(!this.online);
  }

  plan({ plan, grant, refusal, asksToday }) {
    const until = grant.untilUtc ? dayTime(grant.untilUtc) : "";
    const reason = grant.reason ? make(`p.${grant.allowed ? "notice" : "locked"}`, make("i", grant.allowed ? "ⓘ" : "▮▮", { "aria-hidden": "true" }), make("span", t(grant.reason, { 0: until }))) : null;
    return make("section.plan", { "data-plan": plan.id, "aria-label": t("plan.today") }, make("div.scene", picture(plan.region, plan.tool, plan.position, `${t(`tool.${plan.tool}`)}: ${t(`position.${plan.position}`)}`)),
      make("div.plan-words", make("p.soft", t("plan.today")), make("h2", sided(plan)),
        make("ul.facts", make("li", make("b", t("plan.tool")), t(`tool.${plan.tool}`)), make("li", make("b", t("plan.position")), t(`position.${plan.position}`)), make("li", make("b", t("plan.dose")), t("plan.dose-value", { holds: plan.repeats, seconds: plan.holdSeconds, sessions: plan.sessionsADay })), make("li", make("b", t("plan.days")), plan.days.length === 7 ? t("plan.every-day") : weekdays(plan.days)), make("li", make("b", t("plan.until")), day(plan.expiresUtc), make("small", t("plan.signed", { by: plan.signedBy })))),
        refusal ? make("p.locked", { "data-reason": refusal.reason }, make("i", "▮▮", { "aria-hidden": "true" }), make("span", t(refusal.reason, { 0: t(refusal.detail) }))) : reason, !asksToday && grant.allowed && !refusal ? make("p.notice", make("i", "ⓘ", { "aria-hidden": "true" }), make("span", t("rest-day.fine"))) : null,
        make("div.actions", make("button.primary.big", t("session.start"), { type: "button", "data-start": plan.id, "data-needs-device": "", hidden: !grant.allowed || Boolean(refusal), onclick: () => this.start({ plan: plan.id }) })), this.hint()));
  }

  emergency({ emergencyUntil, emergencyNumber }) {
    return make("section.emergency", { id: "emergency", role: "alert" }, heading(t("emergency.locked", { 0: dayTime(emergencyUntil) })), callLink(emergencyNumber));
  }

  hint() { return make("p.soft.no-device", t("device.connect")); }

  none() {
    return make("section", { "aria-label": t("plan.none") }, heading(t("plan.none")), make("p.lead", t(this.data.clinics.length ? "plan.ask-clinic" : "pair.first")), make("p", t("free.intro")), make("div.actions", this.data.emergencyUntil ? null : button(t("free.open"), () => this.free(), { id: "free" })), this.hint());
  }

  free() {
    const points = this.data.points.filter((known) => known.pairs.length > 0); let point = null;
    const list = choices(points.map(({ id }) => ({ id, text: t(`point.${id}`), note: t(`point.${id}.where`) })), (id) => { point = points.find((known) => known.id === id); side(); });
    const dialog = make("dialog.wide", { id: "free-dialog", "aria-label": t("free.open") }); const show = (...content) => dialog.replaceChildren(...content, make("div.actions", button(t("common.cancel"), () => dialog.close(), { id: "cancel" })));
    const side = () => show(make("h2", t(`point.${point.id}`)), choices(["left", "right"].map((id) => ({ id, text: t(`side.${id}`) })), (id) => pair(id)));
    const pair = (chosen) => show(make("h2", t("free.how")), make("div.scenes", ...point.pairs.map(({ tool, position }) => make("button.scene-choice", { type: "button", "data-choice": `${tool}/${position}`, onclick: async () => { dialog.close(); dialog.remove(); await this.start({ free: { point: point.id, side: chosen, tool, position, movement: point.movement } }); } }, picture(point.region, tool, position, ""), make("span", t(`tool.${tool}`)), make("small", t(`position.${position}`))))));
    show(make("h2", t("free.where")), list); document.body.append(dialog); dialog.showModal(); dialog.addEventListener("close", () => dialog.remove());
  }

  evening(evening) {
    const answer = async (worse, reliefHours) => { try { const said = await ask("/api/home/evening", { session: evening.session, worse, reliefHours }); this.tell(t(said.message)); await this.show(); } catch (failure) { this.tell(failure.message); } };
    const place = make("div");
    const relief = () => place.replaceChildren(make("p.lead", t("evening.relief")), choices([[0, "relief.none"], [4, "relief.hours"], [12, "relief.half-day"], [24, "relief.day"]].map(([hours, key]) => ({ id: String(hours), text: t(key) })), (hours) => answer(false, Number(hours))));
    place.append(choices([{ id: "no", text: t("evening.no"), shape: "○" }, { id: "yes", text: t("evening.yes"), shape: "▲" }], (id) => id === "yes" ? answer(true, null) : relief()));
    return make("section.evening", { id: "evening", "aria-label": t("evening.title") }, make("p.soft", t("evening.title")), make("h2", t("evening.ask")), place);
  }

  more() {
    const { clinics, patient } = this.data; const input = make("input", { type: "file", id: "plan-file", accept: ".algoplan,.algoclinic,text/plain", "aria-label": t("import.file") }); const text = make("textarea", { id: "plan-text", rows: 3, spellcheck: false, "aria-label": t("import.text") }); const answer = make("div", { id: "import-answer", role: "status" });
    input.addEventListener("change", async () => { const file = input.files[0]; if (file) { if (file.size > 4096) answer.replaceChildren(make("p.locked", t("import.long"))); else await this.take(await file.text(), answer); }; input.value = ""; });
    return make("section", { "aria-label": t("import.title") }, make("details", { id: "import", open: this.data.plans.length === 0 }, make("summary", t("import.title")), make("p", t("import.how")),
      make("div.import", make("label.field", t("import.file"), input), make("label.field", t("import.text"), text), button(t("import.take"), () => this.take(text.value, answer), { id: "take" })), answer,
      clinics.length ? make("p.soft", t("pair.paired"), " ", clinics.map((clinic) => `${clinic.name} (${clinic.fingerprint})`).join(", ")) : null, patient ? make("p.soft", t("plan.patient", { code: patient })) : null));
  }

  async take(text, place) {
    place.replaceChildren();
    try {
      const trimmed = text.trim(); const card = trimmed.startsWith("ALGC");
      if (card) {
        const clinic = await ask("/api/home/pair", { card: trimmed });
        place.replaceChildren(make("div.notice", make("div", make("p", t("pair.compare", { name: clinic.name })), make("p.fingerprint", clinic.fingerprint), make("div.actions", button(t("pair.same"), async () => { await ask("/api/home/pair", { card: trimmed, fingerprint: clinic.fingerprint }); await this.show(); this.tell(t("pair.done", { name: clinic.name })); }, { primary: true, id: "pair-same" }), button(t("pair.differs"), () => { place.replaceChildren(make("p.locked", t("pair.refused"))); }, { id: "pair-differs" })))));
        return;
      }
      const verdict = await ask("/api/home/plan", { text });
      if (verdict.accepted) { await this.show(); this.tell(t("plan.accepted")); } else place.replaceChildren(make("p.locked", { role: "alert", "data-reason": verdict.reason }, make("i", "✕", { "aria-hidden": "true" }), make("span", t(verdict.reason, { 0: t(verdict.detail) }), verdict.detail && !t(verdict.reason).includes("{0}") ? ` ${t(verdict.detail)}` : "")));
    } catch (failure) { place.replaceChildren(make("p.locked", failure.message)); }
  }
}
