// What every trace has in common: colours of the page, axes, patterns.

/**
 * A colour or measure of the page's style.
 * @param {string} name
 */
export const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const font = "12px Inter, system-ui, 'DejaVu Sans', sans-serif";

/** An axis in the page's colours. */
export const axis = () => ({
  stroke: style("--soft"),
  grid: { stroke: style("--line"), width: 1 },
  ticks: { stroke: style("--line") },
  font,
});

/**
 * Calls back when colours change, or an element its size, until the signal ends it.
 * @param {Element} element
 * @param {AbortSignal} signal
 * @param {{ colours: () => void, size: () => void }} then
 */
export function onLooks(element, signal, then) {
  const observer = new ResizeObserver(then.size);
  observer.observe(element);
  signal.addEventListener("abort", () => observer.disconnect());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", then.colours, { signal });
}

/** @type {Map<string, CanvasPattern | null>} */
const patterns = new Map();

/**
 * Hatched, or crossed.
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} colour
 * @param {boolean} cross
 */
export function hatch(ctx, colour, cross) {
  const key = `${colour}${cross}${devicePixelRatio}`;
  const known = patterns.get(key);
  if (known) return known;
  const tile = document.createElement("canvas");
  const size = 8 * devicePixelRatio;
  tile.width = tile.height = size;
  const g = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  g.strokeStyle = colour;
  g.lineWidth = 1.4 * devicePixelRatio;
  g.beginPath();
  g.moveTo(0, size);
  g.lineTo(size, 0);
  if (cross) {
    g.moveTo(0, 0);
    g.lineTo(size, size);
  }

  g.stroke();
  const pattern = ctx.createPattern(tile, "repeat");
  patterns.set(key, pattern);
  return pattern ?? colour;
}
