// Who may sign in.
import { $, ask, make, toast } from "/js/page.js";

let people = [];

async function list() {
  const accounts = await ask("/api/accounts");
  $("none").hidden = accounts.length > 0;
  $("accounts").replaceChildren(...accounts.map((account) => make("li.card",
    make("div.grow", make("strong", account.name), make("small", `${account.role}${account.personId ? ` · ${people.find((person) => person.id === account.personId)?.code ?? "person gone"}` : ""} · ${account.disabled ? "✕ shut out" : "✓ may sign in"}`)),
    make("button", "New password", { type: "button", "aria-label": `New password for ${account.name}`, onclick: () => password(account.name) }),
    make("button", account.disabled ? "Let in" : "Shut out", { type: "button", "aria-label": `${account.disabled ? "Let in" : "Shut out"} ${account.name}`, onclick: () => change(account.name, { disabled: !account.disabled }) }))));
}

async function change(name, body) {
  try { await ask(`/api/accounts/${encodeURIComponent(name)}`, body); toast(`${name}: changed`); await list(); } catch (failure) { toast(failure.message); }
}

function password(name) {
  $("change-title").textContent = `New password for ${name}`; $("new-password").value = ""; $("change").showModal();
  $("change").onclose = () => { if ($("change").returnValue === "change") change(name, { password: $("new-password").value }); };
}

$("role").addEventListener("change", () => { $("whose").hidden = $("role").value !== "patient"; });
$("form").addEventListener("submit", async (event) => {
  event.preventDefault(); $("error").textContent = "";
  try {
    const account = await ask("/api/accounts", { name: $("name").value, role: $("role").value, password: $("password").value, personId: $("role").value === "patient" ? $("person").value : null });
    $("form").reset(); $("whose").hidden = true; toast(`${account.name} may sign in`); await list();
  } catch (failure) { $("error").textContent = failure.message; }
});
people = await ask("/api/people");
$("person").replaceChildren(...people.map((person) => new Option(person.code, person.id)));
list();
