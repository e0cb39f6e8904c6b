// What every form page needs: elements, requests that end in words, a toast.
export const $ = (id) => document.getElementById(id);
export const query = new URLSearchParams(location.search);

export async function ask(address, body) {
  let answer;
  try {
    answer = await fetch(address, body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  } catch { throw new Error("The program is not reachable: start `algometer run` again."); }
  const data = await answer.json().catch(() => ({ detail: "The program gave no answer: reload the page." }));
  if (!answer.ok) throw Object.assign(new Error(data.detail), { status: answer.status });
  return data;
}

// make("p.soft", "text", child …); properties as an object.
export function make(name, ...content) {
  const [tag, ...classes] = name.split("."); const node = document.createElement(tag); if (classes.length) node.className = classes.join(" ");
  for (const part of content) {
    if (part === null || part === undefined) continue;
    if (typeof part === "object" && !(part instanceof Node)) { for (const [key, value] of Object.entries(part)) if (key.startsWith("on")) node.addEventListener(key.slice(2), value); else if (key in node && key !== "list") node[key] = value; else node.setAttribute(key, value); } else node.append(part);
  }
  return node;
}

let timer = 0;
// toast("Deleted", "Undo", () => …) offers a way back.
export function toast(text, action, act) {
  let place = $("toast"); if (!place) { place = make("div", { id: "toast", role: "status" }); document.body.append(place); }
  place.replaceChildren(text, ...(action ? [" ", make("button", { type: "button", onclick: () => { place.classList.remove("shown"); act(); } }, action)] : [])); place.classList.toggle("acting", Boolean(action));
  place.classList.add("shown"); clearTimeout(timer); timer = setTimeout(() => place.classList.remove("shown"), action ? 12000 : 5000);
}
export const day = (text) => new Date(text).toLocaleDateString(undefined, { dateStyle: "medium" });
export const dayTime = (text) => new Date(text).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
