// Ways to a report of a run, a visit or a person: for the therapist, for the patient, and its figures alone.
import { ask, make, toast } from "/js/page.js";

export function reportLinks(kind, id) {
  const base = `/api/reports/${kind}/${encodeURIComponent(id)}`; const paper = /^en-(US|CA)/.test(navigator.language) ? "letter" : "a4";
  const named = make("input", { type: "checkbox" }); const link = (name, file, more) => { const node = make("a.button", { href: "", download: "" }, name); const set = () => { node.href = `${base}/${file}?paper=${paper}${more}${named.checked ? "&name=1" : ""}`; }; set(); named.addEventListener("change", set); return node; };
  const list = make("span.row"); const figures = make("button", { type: "button", onclick: async () => { try { const found = await ask(`${base}/figures`); list.replaceChildren(...found.flatMap((figure) => ["png", "svg"].map((type) => make("a", { href: `${base}/figures/${figure.name}.${type}`, download: "" }, `${figure.title} (${type.toUpperCase()})`)))); } catch (failure) { toast(failure.message); } } }, "Figures");
  return [link("Report (PDF)", "report.pdf", ""), link("For the patient (PDF)", "report.pdf", "&plain=1"), make("label.choice", named, "with the name"), figures, list];
}
