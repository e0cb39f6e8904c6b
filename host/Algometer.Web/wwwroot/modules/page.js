// What every page of components needs from a browser: the alarm, the state of the device, and a few things that a circuit cannot do.
import "./alarm.js";
import "./status.js";
import "./unrecorded.js";

document.addEventListener("click", async (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("[data-sign-out]")) {
    await fetch("/api/logout", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
    location.replace("/sign-in");
  }

  if (target?.closest("[data-reload]")) {
    event.preventDefault();
    event.stopPropagation();
    location.reload();
  }
}, { capture: true });

/**
 * A key does what its button does, wherever the focus is: `data-keys` names keys, Space among them. An urgent one also takes
 * the key from the button that has the focus, so that Space always stops; any other leaves it to what is being typed.
 */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const target = event.target instanceof Element ? event.target : null;
  const key = event.key === " " ? "Space" : event.key;
  const button = [.../** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-keys]"))].find(
    (one) => !one.disabled && one.dataset.keys?.split(" ").includes(key),
  );
  const busy = target?.closest("input, select, textarea, dialog") || (key === "Space" && target?.closest("button, a, summary"));
  if (!button || (busy && !("urgent" in button.dataset))) return;
  event.preventDefault();
  button.click();
}, { capture: true });

document.addEventListener("click", (event) => {
  const copied = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  const text = document.getElementById(copied?.getAttribute("data-copy") ?? "");
  if (!(text instanceof HTMLTextAreaElement)) return;
  text.select();
  // Where the clipboard is refused, the selection stands and the person's own keys copy it.
  navigator.clipboard?.writeText(text.value).catch(() => {});
});

// A program that was started anew knows nothing of this page's circuit: the page is asked for again.
document.addEventListener("components-reconnect-state-changed", (event) => {
  if (/** @type {CustomEvent} */ (event).detail?.state === "rejected") location.reload();
});

// What a page needs beside, by the element that asks for it: a page that is drawn later in the same circuit brings no script.
/** @type {Record<string, () => Promise<unknown>>} */
const parts = {
  "body-map": () => import("./body-map.js"),
  "force-now": () => import("./measure/force-now.js"),
  "home-session": () => import("./home/home-session.js"),
  "plan-camera": () => import("./home/plan-camera.js"),
  "live-force": () => import("./live-force.js"),
  "ramp-guide": () => import("./ramp-guide.js"),
  "recent-trace": () => import("./measure/recent-trace.js"),
  "session-trace": () => import("./session-trace.js"),
  "trace-overlay": () => import("./trace-overlay.js"),
};

function loadParts() {
  for (const [tag, load] of Object.entries(parts)) {
    if (!document.querySelector(tag)) continue;
    delete parts[tag];
    load();
  }
}

new MutationObserver(loadParts).observe(document.body, { childList: true, subtree: true });
loadParts();
