// The needle of the rate: the gauge spans 0 to twice the target; the green part is where a ramp counts.
const $ = (id) => document.getElementById(id);
const angle = (part) => Math.PI * (1 - Math.min(1, Math.max(0, part / 2)));
const onArc = (part, radius) => [100 + radius * Math.cos(angle(part)), 108 - radius * Math.sin(angle(part))];
const arc = (from, to, radius) => { const [a, b] = [onArc(from, radius), onArc(to, radius)]; return `M${a[0].toFixed(1)} ${a[1].toFixed(1)}A${radius} ${radius} 0 0 1 ${b[0].toFixed(1)} ${b[1].toFixed(1)}`; };
document.querySelector("#gauge .good").setAttribute("d", arc(0.8, 1.2, 80));
let marked = null;

export function needle(now, target) {
  const turn = 90 - (angle(now === null ? 0 : now / target) * 180) / Math.PI;
  $("needle").setAttribute("transform", `rotate(${turn.toFixed(1)} 100 108)`);
  const words = now === null ? "" : `${now.toFixed(0)} kPa/s`; if ($("rate-now").textContent !== words) $("rate-now").textContent = words;
  if (marked === target) return;
  marked = target;
  $("gauge-marks").replaceChildren(...[0, 1, 2].map((mark) => {
    const text = document.createElementNS("http://www.w3.org/2000/svg", "text"); const [x, y] = onArc(mark, 97);
    text.setAttribute("x", Math.min(186, Math.max(12, x))); text.setAttribute("y", mark === 1 ? 8 : y + 16); text.textContent = (mark * target).toFixed(0);
    return text;
  }));
}
