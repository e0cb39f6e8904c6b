// What the live stream carries, as LiveContract of the host lays it out.

/**
 * @typedef {object} Sample
 * @property {number} time Device seconds.
 * @property {number} force Newtons; NaN where there is none.
 * @property {number} flags What the device says of the value (see `flag`).
 * @property {number} device The device's alarm bits: 1 over, 2 warning.
 * @property {number} decided What the host decided on its ingest thread (see `host`).
 */

const headerBytes = 4;
const sampleBytes = 24;

export const flag = { simulated: 1, backlog: 2, settling: 4, gap: 0x2000, glitch: 0x4000, faults: 0x9ddc & ~0x4 };
export const host = { over: 1, warn: 2, latched: 4, fault: 8, inBand: 128 };

/**
 * What of a sample can be trusted: its force in newtons, or NaN.
 * @param {number} force
 * @param {number} flags
 */
export const trusted = (force, flags) => (flags & (flag.faults | flag.settling | flag.glitch) ? NaN : force);

/**
 * The samples of one binary message.
 * @param {ArrayBuffer} buffer
 * @returns {Sample[]}
 */
export function samplesOf(buffer) {
  const view = new DataView(buffer);
  const count = view.getUint16(2, true);
  return Array.from({ length: count }, (_, index) => {
    const at = headerBytes + index * sampleBytes;
    return {
      time: view.getFloat64(at, true),
      force: view.getFloat32(at + 8, true),
      flags: view.getUint16(at + 16, true),
      device: view.getUint8(at + 18),
      decided: view.getUint8(at + 19),
    };
  });
}
