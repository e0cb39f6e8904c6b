// What alarm stands, as a pure function of the frames and states that came. The host decides; a sample that is over comes before the state
// that says so. Nothing here clears an alarm but what the host says, and a page without its host says that it has none.
import { flag, host, trusted } from "./frame.js";

/**
 * @typedef {"none" | "low" | "medium" | "high"} Level
 * @typedef {{ kind: string, title: string, text: string, level: Level, over: boolean, latched: boolean, canAcknowledge: boolean }} Alarm
 * @typedef {{ alarm: Alarm, connection: string } & Record<string, any>} State
 * @typedef {object} Model
 * @property {Alarm | null} alarm The host's; null before its first word.
 * @property {boolean} sampleOver Whether the newest sample is over the limit.
 * @property {boolean} loaded Whether somebody presses.
 * @property {boolean} wasConnected Whether a device was there when the host was last heard.
 * @typedef {{ kind: string, title: string, text: string, level: Level, over: boolean, latched: boolean, acknowledge: boolean }} Standing
 */

const pressesFromNewtons = 2;
const grave = new Set(["over-limit", "sensor-fault", "limit-passed", "program-error"]);
/** What is said with no red: nobody need act at once. */
export const calm = new Set(["limit-passed", "check-sensor", "not-connected", "was-away"]);

export const unreachable = {
  kind: "unreachable",
  title: "Let go – page not connected",
  text: "This page shows nothing that is true now. The device still watches its limit. Start the program again.",
};

/**
 * The beginning.
 * @param {Alarm | null} kept What stood on the page before.
 * @returns {Model}
 */
export const begin = (kept = null) => ({ alarm: kept, sampleOver: false, loaded: false, wasConnected: false });

/**
 * After a sample. Over stays until a later one says otherwise; one from the back-log says nothing of now.
 * @param {Model} model
 * @param {import("./frame.js").Sample} sample
 * @returns {Model}
 */
export function afterSample(model, { force, flags, device, decided }) {
  if (flags & flag.backlog) return model;
  const blank = Number.isNaN(trusted(force, flags));
  const sampleOver = (device & 1) !== 0 || (decided & host.over) !== 0;
  const loaded = blank ? model.loaded : force > pressesFromNewtons;
  return sampleOver === model.sampleOver && loaded === model.loaded ? model : { ...model, sampleOver, loaded };
}

/**
 * After a state of the host.
 * @param {Model} model
 * @param {State} state
 * @returns {Model}
 */
export function afterState(model, { alarm, connection }) {
  const wasConnected = connection === "connected" || (connection !== "connecting" && model.wasConnected);
  return { ...model, alarm, wasConnected };
}

/**
 * What stands now.
 * @param {Model} model
 * @param {boolean} reachable Whether the host is heard.
 * @returns {Standing}
 */
export function standing({ alarm, sampleOver, loaded, wasConnected }, reachable) {
  const over = sampleOver || Boolean(alarm?.over);
  if (!reachable) {
    const urgent = sampleOver || loaded || grave.has(alarm?.kind ?? "");
    const level = urgent ? "high" : wasConnected ? "medium" : "none";
    return { ...unreachable, level, over, latched: Boolean(alarm?.latched), acknowledge: false };
  }

  if (over && alarm?.kind !== "over-limit") {
    return { kind: "over-limit", title: "Release now", text: "", level: "high", over, latched: true, acknowledge: false };
  }

  if (!alarm || alarm.kind === "none") {
    return { kind: "none", title: "", text: "", level: "none", over, latched: false, acknowledge: false };
  }

  const { kind, title, text, level, latched, canAcknowledge } = alarm;
  return { kind, title, text, level, over, latched, acknowledge: canAcknowledge };
}

/**
 * What the next page shows until it hears the host; null where nothing stands.
 * @param {Alarm | null} alarm
 */
export const toKeep = (alarm) => (alarm?.over || alarm?.latched ? alarm : null);
