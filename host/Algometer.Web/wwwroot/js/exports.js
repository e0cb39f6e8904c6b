// Exports: choose what and how, watch it grow, cancel it, take it home.
import { $, ask, dayTime, make, query, toast } from "/js/page.js";

const size = (bytes) => (bytes > 1048576 ? `${(bytes / 1048576).toFixed(1)} MiB` : `${Math.max(1, Math.round(bytes / 1024))} KiB`);
const words = { waiting: "Waiting for the one before", running: "Running", done: "✓ Finished", cancelled: "Cancelled", failed: "✗ Failed" };
const what = () => document.querySelector("input[name=what]:checked").value;

function show() {
  $("session").closest("label").hidden = what() !== "session";
  $("person").closest("label").hidden = what() !== "person";
  $("begin").disabled = (what() === "session" && !$("session").value) || (what() === "person" && !$("person").value);
}

async function choices() {
  const { formats, people, sessions, allSessions } = await ask("/api/exports/choices"); const wanted = query.get("session");
  // The list ends with the newest 500: an older one that a link names is added.
  if (wanted && !sessions.some((s) => s.id === wanted)) await ask(`/api/sessions/${encodeURIComponent(wanted)}`).then(({ session }) => sessions.push(session), (failure) => toast(failure.message));
  $("session").replaceChildren(...sessions.map((s) => make("option", { value: s.id }, `${dayTime(s.startedUtc)} · ${s.title}${s.simulated ? " · simulated" : ""} · ${s.samples.toLocaleString()} samples`)));
  $("person").replaceChildren(...people.map((p) => make("option", { value: p.id }, p.code)));
  $("everything").textContent = `Everything: ${allSessions.toLocaleString()} sessions, ${people.length.toLocaleString()} ${people.length === 1 ? "person" : "people"}`;
  $("formats").append(...formats.map((f, i) => make("label.format", make("input", { type: "radio", name: "format", value: f.name, checked: i === 0 }), make("span", make("strong", f.name), ` ${f.summary}`))));
  for (const kind of ["session", "person"]) {
    if (query.get(kind)) { document.querySelector(`input[name=what][value=${kind}]`).checked = true; $(kind).value = query.get(kind); }
  }
  show();
}

function line(job) {
  const bar = make("progress", { max: 1, value: job.part }); bar.setAttribute("aria-label", `${job.name}, ${job.format}`);
  const over = job.state === "done" || job.state === "cancelled" || job.state === "failed";
  const item = make("li",
    make("div.row", make("strong", `${job.name} · ${job.format}`), make("span.sub", `${words[job.state]}${over ? "" : ` · ${Math.floor(job.part * 100)} %`}`)),
    over ? null : bar,
    job.state === "running" ? make("span.sub", job.working) : null,
    job.problem ? make("span", job.problem) : null,
    make("div.row",
      job.state === "done" ? make("a.button", { href: `/api/exports/${job.id}/file`, download: job.fileName }, `Download ${job.fileName}`) : null,
      job.state === "done" ? make("span.sub", `${job.files} file${job.files === 1 ? "" : "s"}, ${size(job.bytes)}`) : null,
      over ? null : make("button", { type: "button", onclick: () => ask(`/api/exports/${job.id}/cancel`, {}).then(list) }, "Cancel")));
  item.dataset.state = job.state; item.dataset.id = job.id;
  return item;
}

let timer = 0; let last = "";
async function list() {
  clearTimeout(timer);
  const jobs = await ask("/api/exports");
  const now = JSON.stringify(jobs);
  if (now !== last) {
    // Where the keyboard was, it stays.
    const held = document.activeElement?.closest("#jobs li")?.dataset.id;
    $("jobs").replaceChildren(...jobs.map(line));
    if (held) document.querySelector(`#jobs li[data-id="${held}"] .button, #jobs li[data-id="${held}"] button`)?.focus();
  }
  last = now;
  $("none").hidden = jobs.length > 0;
  if (jobs.some((job) => job.state === "running" || job.state === "waiting")) timer = setTimeout(list, 300);
}

for (const radio of document.querySelectorAll("input[name=what]")) radio.addEventListener("change", show);
$("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  $("problem").textContent = "";
  try {
    const kind = what();
    await ask("/api/exports", { what: kind, id: kind === "all" ? "" : $(kind).value, format: document.querySelector("input[name=format]:checked").value, pseudonymise: $("pseudonymise").checked });
    await list();
  } catch (failure) { $("problem").textContent = failure.message; }
});
choices().then(list).catch((failure) => { $("problem").textContent = failure.message; });
