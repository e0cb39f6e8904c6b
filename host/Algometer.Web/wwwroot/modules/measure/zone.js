// Where the force stands, as a kind of picture and a word. Nothing here draws.

/**
 * @typedef {object} Reading
 * @property {number} force Newtons; NaN where it cannot be trusted.
 * @property {boolean} isFresh Whether a value is heard.
 * @property {boolean} isFaulty
 * @property {boolean} isOver
 * @property {boolean} isNear Near the limit.
 * @property {boolean} isHeld Whether a hold runs: only then is there a band to be in.
 * @property {boolean} isInBand Whether it is in the hold's band, as the host decided with the sample.
 * @property {number} high Upper end of the band, which never moves.
 */

const nothing = 0.5;

/**
 * The worst first.
 * @param {Reading} now
 * @returns {[string, string]}
 */
export function zoneOf({ force, isFresh, isFaulty, isOver, isNear, isHeld, isInBand, high }) {
  if (isFaulty) return ["fault", "zone.fault"];
  if (isOver) return ["over", "zone.over"];
  if (!isFresh) return ["none", "zone.none"];
  if (isNear) return ["warn", "zone.near"];
  if (Number.isNaN(force)) return ["none", "zone.settling"];
  if (force < nothing) return ["free", "zone.free"];
  if (!isHeld) return ["free", "zone.pressed"];
  if (isInBand) return ["band", "zone.in"];
  return force > high ? ["warn", "zone.above"] : ["free", "zone.below"];
}
