// What was done: techniques with their own fields; a compression can be guided from here.
import { make } from "/js/page.js";
import { GuidedHold } from "/js/visit/guided-hold.js";

const lead = (hold) => `${hold.lowNewtons.toFixed(0)}–${hold.highNewtons.toFixed(0)} N for ${hold.inBandSeconds.toFixed(0)} s`;
export const holdWords = (hold) => [lead(hold), hold.verdict, hold.painFirst === null ? "" : hold.painLast === null ? `pain ${hold.painFirst}, rated once` : `pain ${hold.painFirst} → ${hold.painLast}`].filter(Boolean).join(" · ");

// form: visit, lists, siteName(id), choose(…), text(…), changed()
export function treatments(form) {
  const { visit, lists } = form; const box = make("div");
  const draw = () => box.replaceChildren(
    ...visit.treatments.map((treatment, index) => one(treatment, index)),
    make("div.row", make("button", { type: "button", id: "add-treatment", onclick: () => { visit.treatments.push({ technique: "compression", point: visit.points[0]?.id ?? "", fields: {}, sessionId: null, holds: [] }); form.changed(); draw(); } }, "Add what was done")));

  function one(treatment, index) {
    const technique = lists.techniques.find((known) => known.id === treatment.technique); const fields = Object.fromEntries(technique.fields.map((known) => [known.id, form.text(known.text, treatment.fields, known.id)]));
    return make("div.point", { "data-treatment": index },
      make("div.fields",
        form.choose("Technique", lists.techniques.map((known) => [known.id, known.text]), () => treatment.technique, (value) => { treatment.technique = value; treatment.fields = {}; setTimeout(draw); }),
        form.choose("Point", [["", "none in particular"], ...visit.points.map((point) => [point.id, `${point.id}: ${point.site ? form.siteName(point.site) : "own place"}, ${point.side}`])], () => treatment.point, (value) => { treatment.point = value; }),
        ...Object.values(fields)),
      technique.guided ? guided(treatment, fields) : null,
      make("div.row", make("button", { type: "button", onclick: () => { visit.treatments.splice(index, 1); form.changed(); draw(); } }, "Take away")));
  }

  function guided(treatment, fields) {
    const list = make("ol.holds"); const place = make("div"); let panel = null;
    const fill = (id, value) => { treatment.fields[id] = value; const input = fields[id]?.querySelector("input"); if (input) input.value = value; };
    const rows = () => list.replaceChildren(...treatment.holds.map((hold) => make("li", holdWords(hold), hold.sessionId ? make("a", { href: `/recordings/${hold.sessionId}` }, " Trace") : null)));
    const noted = (hold) => {
      treatment.holds.push(hold); treatment.sessionId = hold.sessionId;
      fill("holds", String(treatment.holds.length)); fill("seconds", treatment.holds.map((known) => known.inBandSeconds.toFixed(0)).join(", "));
      rows(); form.changed();
    };
    const open = make("button", { type: "button", ariaExpanded: "false", "data-guide": "", onclick: () => {
      panel?.close(); panel = panel ? null : new GuidedHold(noted, treatment.holds.length ? [treatment.holds.at(-1).lowNewtons, treatment.holds.at(-1).highNewtons] : undefined);
      open.setAttribute("aria-expanded", String(panel !== null)); open.textContent = panel ? "Close the guide" : "Guide a hold here"; place.replaceChildren(...(panel ? [panel.element] : [])); panel?.button.focus();
    } }, "Guide a hold here");
    rows();
    return make("div", list, make("div.row", open), place);
  }

  draw(); return box;
}
