// The links between pages; the present one is marked. An account sees its own pages and may sign out.
const pages = [["/", "Live"], ["/patients", "Patients"], ["/thresholds", "Thresholds"], ["/results", "Results"], ["/home", "At home"], ["/recordings", "Recordings"], ["/exports", "Export"], ["/device", "Calibration"]];
const managing = ["/settings/accounts", "Accounts"];
const reach = { patient: ["/home"], tester: ["/", "/thresholds", "/device"] };

export function nav(element, me = { role: "therapist", name: null }) {
  const here = location.pathname === "/index.html" ? "/" : location.pathname;
  for (const [address, name] of (me.name !== null || here === managing[0] ? [...pages, managing] : pages).filter(([page]) => !reach[me.role] || reach[me.role].includes(page))) {
    const link = document.createElement("a"); link.href = address; link.textContent = name; link.className = "button";
    if (address === here) link.setAttribute("aria-current", "page");
    element.append(link);
  }
  if (me.name === null) return;
  const out = document.createElement("button"); out.textContent = "Sign out"; out.title = me.name;
  out.addEventListener("click", async () => { await fetch("/api/logout", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }); location.replace("/sign-in"); });
  element.append(out);
}
const place = document.getElementById("nav");
if (place) fetch("/api/me").then((answer) => answer.ok ? answer.json() : undefined).catch(() => undefined).then((me) => nav(place, me));
