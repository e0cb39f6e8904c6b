// Units of display. Pressure needs a known contact area; a ball has none.
export const units = [
  { id: "N", symbol: "N", decimals: 1, perNewton: () => 1 },
  { id: "kPa", symbol: "kPa", decimals: 0, perNewton: (area) => 10 / area, needsArea: true },
  { id: "kgf/cm2", symbol: "kgf/cm²", decimals: 2, perNewton: (area) => 10 / area / 98.0665, needsArea: true },
  { id: "lbf/in2", symbol: "lbf/in²", decimals: 1, perNewton: (area) => 10 / area / 6.894757, needsArea: true },
];

export function unitNamed(id, area) {
  const unit = units.find((u) => u.id === id) ?? units[0];
  return unit.needsArea && !(area > 0) ? units[0] : unit;
}

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
