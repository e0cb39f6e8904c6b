// A picture in shades of grey, as the program reads it: width and height in 16 bits each, then a byte a pixel.

/**
 * The size at which a picture is looked at: as it is, or smaller.
 * @param {number} width
 * @param {number} height
 * @param {number} widest Longest side, pixels.
 */
export function sizeOf(width, height, widest) {
  const scale = Math.min(1, widest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** @param {{ width: number, height: number, data: ArrayLike<number> }} picture Four bytes a pixel: red, green, blue, opacity. */
export function greyOf({ width, height, data }) {
  const grey = new Uint8Array(4 + width * height);
  new DataView(grey.buffer).setUint16(0, width, true);
  new DataView(grey.buffer).setUint16(2, height, true);
  for (let at = 0, from = 0; at < width * height; at++, from += 4) {
    // What shows nothing is white paper.
    const shows = data[from + 3] / 255;
    const shade = (data[from] * 77 + data[from + 1] * 150 + data[from + 2] * 29) >> 8;
    grey[at + 4] = Math.round(shade * shows + 255 * (1 - shows));
  }

  return grey;
}
