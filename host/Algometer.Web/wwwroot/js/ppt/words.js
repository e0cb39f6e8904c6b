// What a phase asks for: a headline, and what to do.
export function words(ppt) {
  const { phase, step, secondsLeft, refusal } = ppt; const pulses = step?.kind === "pulses"; const level = step?.kind === "level";
  switch (phase) {
    case "resting":
      return [secondsLeft > 0 ? `Rest ${Math.ceil(secondsLeft)} s` : "One moment", refusal || (secondsLeft > 0 ? "The next place is shown. Keep the tip off until then." : "The tip must be off and still: zero is being checked.")];
    case "ready":
      return [step.kind === "familiarisation" ? "Ready – a try first" : "Ready – press",
        pulses ? `Press to ${ppt.levelKpa.toFixed(0)} kPa: ${ppt.pulses} times, follow the beat.`
          : level ? `Press to ${ppt.levelKpa.toFixed(0)} kPa and hold.`
            : `Contact starts it. Rise with ${ppt.targetRate.toFixed(0)} kPa each second until the patient’s button.`];
    case "pressing":
      if (pulses) return [ppt.pressureOn ? `Press – ${ppt.pulse} of ${ppt.pulses}` : "Off", `${ppt.levelKpa.toFixed(0)} kPa. Type the rating of each pulse (T is 10).`];
      if (level) return [`Hold ${ppt.levelKpa.toFixed(0)} kPa`, "Stay at the mark until it says off."];
      return ["Press evenly", `Cut-off at ${ppt.cutOffKpa.toFixed(0)} kPa.`];
    case "releasing": return ["Take the tip off", "The zero is checked once more."];
    case "reviewing": return ["It does not count", ppt.entries.at(-1)?.reasons.join(" ") ?? ""];
    case "rating":
      return [secondsLeft > 0 ? `Rating in ${Math.ceil(secondsLeft)} s` : "Rate now", step.kind === "after-sensation" ? `What is still felt after ${step.seconds} s?` : "How strong was the pain?"];
    case "conditioning":
      return [secondsLeft > 0 ? `${Math.ceil(secondsLeft)} s` : "Second stimulus", secondsLeft > 0 ? "The stimulus is on. Thresholds follow under it." : `${ppt.conditioning}. Say when it is on.`];
    case "finished": return ["All done", "Every trial is stored with its trace."];
    default: return ["Stopped", "What was measured so far is stored."];
  }
}

// The same for ears: a headline without its running seconds, and the place before each press.
export function spoken(ppt, head) {
  return `${head.replace(/\d+ s$/, "").trim()}${ppt.phase === "ready" && ppt.step ? `. ${ppt.step.place.name}` : ""}`;
}
