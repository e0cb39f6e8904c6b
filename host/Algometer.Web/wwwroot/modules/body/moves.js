// Where arrow keys lead on a drawn body: 100 wide, 213 high.

/** @typedef {{ x: number, y: number }} Spot */

/** @type {Record<string, [number, number]>} */
const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const step = 2;
const bigStep = 8;

/**
 * The next place in a direction: what lies straight ahead before what lies aside. Gives -1 where there is none, or where the key is no arrow.
 * @param {readonly Spot[]} spots
 * @param {number} from
 * @param {string} key
 */
export function nearest(spots, from, key) {
  const way = ways[key];
  if (!way || !spots[from]) return -1;
  let best = -1;
  let least = Infinity;
  for (const [index, { x, y }] of spots.entries()) {
    const [dx, dy] = [x - spots[from].x, y - spots[from].y];
    const along = dx * way[0] + dy * way[1];
    const across = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
    if (index !== from && along > 0.1 && along + 2 * across < least) [least, best] = [along + 2 * across, index];
  }

  return best;
}

/**
 * The cross of a drawing, moved by a key and kept on the drawing; null where the key is no arrow.
 * @param {Spot} at
 * @param {string} key
 * @param {boolean} far
 * @returns {Spot | null}
 */
export function moved({ x, y }, key, far) {
  const way = ways[key];
  const by = far ? bigStep : step;
  return way ? { x: within(x + by * way[0], 98), y: within(y + by * way[1], 211) } : null;
}

/** @type {(value: number, most: number) => number} */
const within = (value, most) => Math.min(most, Math.max(2, value));
