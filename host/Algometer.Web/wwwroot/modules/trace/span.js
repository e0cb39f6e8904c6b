// Which part of a time line is in view, and every way to change it. Nothing here draws.

const least = 0.05;

export class Span {
  /**
   * @param {number} from Seconds where the line begins.
   * @param {number} to Seconds where it ends.
   */
  constructor(from, to) {
    this.first = from;
    this.last = Math.max(from + least, to);
    this.from = this.first;
    this.to = this.last;
  }

  get width() {
    return this.to - this.from;
  }

  get middle() {
    return (this.from + this.to) / 2;
  }

  /**
   * Shows from … to, kept within the line.
   * @param {number} from
   * @param {number} to
   */
  show(from, to) {
    if (!Number.isFinite(from) || !Number.isFinite(to)) return;
    const width = Math.min(this.last - this.first, Math.max(least, to - from));
    this.from = Math.min(Math.max(this.first, from), this.last - width);
    this.to = this.from + width;
  }

  /**
   * Wider above 1, closer below; what is at a time stays where it is.
   * @param {number} factor
   * @param {number} at
   */
  zoom(factor, at = this.middle) {
    this.show(at - (at - this.from) * factor, at + (this.to - at) * factor);
  }

  /**
   * Moves by a part of what is in view.
   * @param {number} part
   */
  pan(part) {
    this.show(this.from + this.width * part, this.to + this.width * part);
  }

  all() {
    this.show(this.first, this.last);
  }

  /**
   * What a key or a button asks for; false where it asks for nothing.
   * @param {string | undefined} act
   */
  act(act) {
    switch (act) {
      case "closer":
        this.zoom(0.5);
        return true;
      case "wider":
        this.zoom(2);
        return true;
      case "earlier":
        this.pan(-0.5);
        return true;
      case "later":
        this.pan(0.5);
        return true;
      case "all":
        this.all();
        return true;
      default:
        return false;
    }
  }
}

/** @type {Record<string, string>} */
const keys = { "+": "closer", "=": "closer", "-": "wider", ArrowLeft: "earlier", ArrowRight: "later", Home: "all" };

/**
 * What a key asks for; undefined while somebody types or chooses.
 * @param {KeyboardEvent} event
 */
export function actOf(event) {
  const typing = event.target instanceof Element && event.target.closest("input, select, textarea, dialog");
  return event.ctrlKey || event.metaKey || event.altKey || typing ? undefined : keys[event.key];
}

/**
 * Minutes and seconds.
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.floor(Math.abs(seconds));
  return `${seconds < 0 ? "−" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
