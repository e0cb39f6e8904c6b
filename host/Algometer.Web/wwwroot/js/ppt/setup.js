// Before a test: which sites, which protocol, what to say to the patient.
import { BodyDrawing, BodyMap, keyOf } from "/js/body-map.js";
import { ask } from "/js/page.js";

const $ = (id) => document.getElementById(id);
const setText = (id, text) => { $(id).textContent = text; };

export class Setup {
  // query: person, visit, phase, protocol, places (keys with commas between), like (a run to be repeated as it was)
  constructor(live, query) { this.live = live; this.query = query; this.sites = []; this.protocols = []; this.map = null; this.ownMark = null; }

  async open() {
    const [catalogue, places] = await Promise.all([ask("/api/ppt/protocols"), ask("/api/sites")]);
    this.protocols = catalogue.protocols; this.sites = places.sites;
    $("protocol").replaceChildren(...this.protocols.map((protocol) => new Option(protocol.name, protocol.id)));
    this.protocol(this.query.get("protocol"));
    $("protocol").addEventListener("change", () => this.showProtocol());
    $("own-region").append(...places.regions.map((region) => new Option(`${region.name} (up to ${region.capKpa} kPa, proposed)`, region.id)));
    new BodyDrawing($("own-map"), { marks: [], quality: () => "", radius: () => 3, words: () => "", onChange: (marks) => { if (marks.length > 1) marks.splice(0, marks.length - 1); this.ownMark = marks.at(-1) ?? null; } });
    $("own-add").addEventListener("click", () => this.own());
    $("form").addEventListener("submit", (event) => { event.preventDefault(); this.begin(); });
    this.choose((this.query.get("places") ?? "").split(",").filter((key) => this.sites.some((site) => site.id === key.split("/")[0])));
    await this.people(); await this.like();
  }

  get chosen() { return [...(this.map?.chosen ?? [])]; }

  protocol(id) { if (this.protocols.some((protocol) => protocol.id === id)) $("protocol").value = id; this.showProtocol(); }

  showProtocol() {
    const protocol = this.protocols.find((known) => known.id === $("protocol").value);
    setText("protocol-source", `${protocol.source}${protocol.certainty === "proposed" ? " – proposed, choose your own" : ""}.`); setText("instruction", protocol.instruction.text); setText("instruction-version", `Wording ${protocol.instruction.version}, protocol version ${protocol.version}`);
    $("repeats").value = protocol.repeats; $("rate").value = protocol.rateKpaPerSecond; $("familiarisation").checked = protocol.familiarisation; $("tip").value = String(protocol.tipAreaCm2);
  }

  choose(keys) {
    this.map = new BodyMap($("choose"), { sites: this.sites, mode: "choose", first: "upper-trapezius/right", chosen: keys, onChange: (all) => setText("chosen", all.length ? all.map((key) => this.map.label(key)).join(" · ") : "Choose one or more sites: click, or arrow keys and Space.") });
    this.map.options.onChange(keys);
  }

  // A place of its own is a site with one side, drawn where it was marked.
  addOwn(id, name, side, place) {
    if (!this.sites.some((site) => site.id === id)) this.sites.push({ id, name, landmark: name, region: place.region, view: place.back ? "back" : "front", x: Math.abs(place.x - 50), y: place.y, midline: side === "midline", only: side, own: { name, place } });
  }

  own() {
    const name = $("own-name").value.trim(); const mark = this.ownMark;
    if (!name || !mark) { setText("problem", "A place of its own needs a name and a mark on the drawing."); return; }
    const side = Math.abs(mark.x - 50) < 1.5 ? "midline" : (mark.x > 50) === (mark.view === "front") ? "left" : "right"; const id = `own-${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${this.sites.length}`;
    this.addOwn(id, name, side, { region: $("own-region").value, back: mark.view === "back", x: side === "midline" ? 50 : mark.x, y: mark.y });
    setText("problem", ""); this.choose([...this.chosen, keyOf(id, side)]);
  }

  ownOf(runs) { for (const run of runs) for (const place of run.places) if (place.own) this.addOwn(place.siteId, place.name.replace(/, (left|right)$/, ""), place.side, place.own); this.choose(this.chosen); }

  async people() {
    const list = async (person) => this.ownOf(person ? await ask(`/api/ppt/runs?person=${person}`) : []);
    $("person").addEventListener("change", () => list($("person").value));
    const people = await ask("/api/people").catch(() => []);
    $("person").append(...people.map((person) => new Option(person.code, person.id)));
    if (this.query.get("person")) { $("person").value = this.query.get("person"); await list($("person").value); }
  }

  // The same test again: protocol, rate, repeats and places as they were; what is asked is known by now.
  async like() {
    if (!this.query.get("like")) return;
    const { run } = await ask(`/api/ppt/runs/${this.query.get("like")}`);
    this.ownOf([run]); this.protocol(run.protocol.id.split("+")[0]);
    $("rate").value = run.protocol.rateKpaPerSecond; $("repeats").value = run.protocol.repeats; $("familiarisation").checked = false;
    this.choose(run.places.map((place) => keyOf(place.siteId, place.side)));
  }

  async begin() {
    setText("problem", "");
    const places = this.chosen.map((key) => { const [site, side] = key.split("/"); const own = this.sites.find((known) => known.id === site).own; return own ? { site, side, name: own.name, own: own.place } : { site, side }; });
    if (!places.length) { setText("problem", "Choose at least one site on the drawing."); document.querySelector("#choose [tabindex='0']")?.focus(); return; }
    const error = await this.live.command("ppt.start", { protocol: $("protocol").value, places, tipAreaCm2: Number($("tip").value), repeats: Number($("repeats").value), rateKpaPerSecond: Number($("rate").value), familiarisation: $("familiarisation").checked,
      person: $("person").value || null, visit: this.query.get("visit") || null, visitPhase: this.query.get("phase") });
    if (error) setText("problem", error); else { document.activeElement?.blur(); scrollTo(0, 0); }
  }
}
