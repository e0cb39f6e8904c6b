// While no device is found: the serial ports, what was asked of them and what was not. The host asks; this page passes the wish on.
import { make } from "/js/page.js";

export class PortPicker {
  // ask: told a port's name, or null for all of them.
  constructor(place, ask) {
    this.place = place; this.rows = new Map(); this.names = null;
    this.head = make("h2", { id: "ports-title" }, "No Algometer found"); this.words = make("p", { role: "status" });
    this.list = make("ul"); this.all = make("button", { type: "button", onclick: () => ask(null) }, "Ask every port");
    this.ask = ask;
    place.setAttribute("aria-labelledby", "ports-title");
    place.append(this.head, this.words, this.list, make("div.row", this.all, make("p.soft", "Asking opens the port and sends it a few bytes. A modem, a printer or a machine there may not expect them: ask only what you know.")));
  }

  // What stands is changed in place: whoever is about to press a button must not lose it.
  show(ports) {
    this.place.hidden = !ports;
    if (!ports) return;
    set(this.words, ports.length === 0 ? "There is no serial port: plug the device in, and check that its cable carries data." : "Plug the device in, or choose where it is. Known USB-serial bridges are asked by themselves, once.");
    const names = ports.map((port) => port.port).join("\n");
    if (names !== this.names) { this.names = names; this.rows = new Map(ports.map((port) => [port.port, this.row(port.port)])); this.list.replaceChildren(...[...this.rows.values()].map((row) => row.element)); }
    for (const { port, kind, asked, canBeAsked, answer } of ports) {
      const row = this.rows.get(port); set(row.kind, kind); set(row.answer, answer); set(row.button, asked ? "Ask again" : "Ask");
      row.element.dataset.asked = String(asked); row.button.disabled = !canBeAsked;
    }
    this.all.disabled = !ports.some((port) => port.canBeAsked); this.all.parentElement.hidden = ports.length === 0;
  }

  row(port) {
    const kind = make("span.soft"); const answer = make("span.answer"); const button = make("button", { type: "button", onclick: () => this.ask(port) });
    button.setAttribute("aria-label", `Ask ${port}`);
    return { kind, answer, button, element: make("li", make("div", make("strong.mono", port), " ", kind, answer), button) };
  }
}

function set(element, text) { if (element.textContent !== text) element.textContent = text; }
