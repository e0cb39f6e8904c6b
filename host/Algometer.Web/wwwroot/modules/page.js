// What every page of components needs from a browser: the alarm, the state of the device, and a few things that a circuit cannot do.
import "./alarm.js";
import "./status.js";

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

// A program that was started anew knows nothing of this page's circuit: the page is asked for again.
document.addEventListener("components-reconnect-state-changed", (event) => {
  if (/** @type {CustomEvent} */ (event).detail?.state === "rejected") location.reload();
});

// What a page needs beside, by the element that asks for it: a page that is drawn later in the same circuit brings no script.
/** @type {Record<string, () => Promise<unknown>>} */
const parts = {
  "body-values": () => import("./body-values.js"),
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
