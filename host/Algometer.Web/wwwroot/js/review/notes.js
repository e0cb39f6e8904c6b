// Notes on a session; a change keeps what stood there before.
import { $, ask, make, dayTime, toast } from "/js/page.js";

let session = null;
export async function showNotes(id) {
  session = id; const notes = await ask(`/api/sessions/${id}/notes`);
  if (session !== id) return;
  $("notes").replaceChildren(...notes.map(line));
}

function line(note) {
  const place = make("div"); const item = make("li", make("p", note.text), make("small.soft", `${note.author} · ${dayTime(note.updatedUtc)}${note.revision > 1 ? ` · changed ${note.revision - 1}×` : ""}`), make("div.row",
    make("button", { type: "button", onclick: () => edit(note, item) }, "Change"),
    note.revision > 1 ? make("button", { type: "button", onclick: async () => { const old = await ask(`/api/notes/${note.id}/history`); place.replaceChildren(...old.reverse().map((before) => make("p.old", `${dayTime(before.updatedUtc)}, ${before.author}: ${before.text}`))); } }, "What it was") : null,
    make("button", { type: "button", onclick: async () => { await ask(`/api/notes/${note.id}/delete`, {}); await showNotes(session); toast("Note deleted", "Undo", async () => { await ask(`/api/notes/${note.id}/undelete`, {}); await showNotes(session); }); } }, "Delete")), place);
  return item;
}

function edit(note, item) {
  const text = make("textarea", { maxLength: 20000, value: note.text, "aria-label": "Note" }); const error = make("p.error", { role: "alert" });
  item.replaceChildren(text, error, make("div.row", make("button.primary", { type: "button", onclick: async () => { try { await ask(`/api/notes/${note.id}`, { revision: note.revision, text: text.value }); await showNotes(session); } catch (failure) { error.textContent = failure.message; } } }, "Save"), make("button", { type: "button", onclick: () => showNotes(session) }, "Leave as it was")));
  text.focus();
}

$("note-form").addEventListener("submit", async (event) => {
  event.preventDefault(); $("note-error").textContent = "";
  try { await ask(`/api/sessions/${session}/notes`, { text: $("note").value }); $("note").value = ""; await showNotes(session); } catch (failure) { $("note-error").textContent = failure.message; }
});
