// How to sit, stand or lie, drawn: a figure from the side, the tool where it touches, an arrow for the body's gentle lean.
// Units of a drawing: 240 wide, 180 high, the floor at 164. A pose is a set of joints; near limbs are drawn over the trunk.
const ns = "http://www.w3.org/2000/svg";
const floor = 164;

const poses = {
  wall: { wall: 176, head: [150, 32], neck: [151, 46], shoulder: [153, 64], hip: [148, 106], arm: [[148, 66], [132, 84], [116, 76]], leg: [[147, 108], [134, 134], [132, 158], [121, 160]], far: [[149, 108], [142, 136], [144, 158], [133, 160]] },
  chair: { chair: true, head: [112, 36], neck: [113, 50], shoulder: [114, 68], hip: [118, 110], arm: [[114, 70], [100, 90], [80, 86]], leg: [[118, 112], [80, 112], [80, 156], [68, 159]], far: [[118, 112], [86, 114], [90, 156], [78, 159]] },
  floor: { head: [150, 52], neck: [146, 66], shoulder: [141, 84], hip: [124, 130], arm: [[142, 86], [162, 114], [166, 157]], leg: [[122, 134], [84, 118], [66, 157], [54, 160]], far: [[122, 136], [92, 132], [78, 158], [66, 160]] },
  "on-back": { head: [192, 124], neck: [178, 128], shoulder: [162, 132], hip: [112, 140], arm: [[164, 132], [184, 112], [200, 114]], leg: [[110, 142], [76, 112], [58, 156], [46, 159]], far: [[110, 144], [84, 120], [70, 157], [58, 160]] },
  "on-front": { head: [206, 96], neck: [194, 108], shoulder: [178, 117], hip: [126, 128], arm: [[182, 118], [180, 156], [202, 158]], leg: [[124, 130], [84, 134], [42, 146], [34, 156]], far: [[124, 132], [86, 140], [48, 150], [40, 159]] },
};

// Where a tool touches: the middle of the tool, and the way the body leans on it.
const scenes = {
  "neck-shoulder/ball/wall": { pose: "wall", tool: "ball", at: [167, 60], lean: [1, 0] },
  "neck-shoulder/cane/in-hand": { pose: "chair", tool: "cane", at: [122, 60], lean: [-0.5, 0.9], hands: [[114, 70], [96, 92], [84, 75]] },
  "mid-back/ball/wall": { pose: "wall", tool: "ball", at: [165, 82], lean: [1, 0] },
  "glute-hip/ball/seated": { pose: "floor", tool: "ball", at: [131, 149], lean: [0, 1] },
  "glute-hip/roller/seated": { pose: "floor", tool: "roller", at: [130, 150], lean: [0, 1] },
  "upper-back/roller/lying": { pose: "on-back", tool: "roller", at: [152, 150], lean: [0, 1] },
  "quads/roller/lying": { pose: "on-front", tool: "roller", at: [104, 149], lean: [0, 1] },
};

function add(parent, name, attributes) {
  const node = document.createElementNS(ns, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  parent.append(node);
  return node;
}
const line = (points) => `M${points.map((point) => point.join(" ")).join("L")}`;

function furniture(svg, pose) {
  add(svg, "path", { class: "ground", d: `M8 ${floor}H232` });
  if (pose.wall) add(svg, "path", { class: "wall", d: `M${pose.wall} 8V${floor}M${pose.wall + 8} 16V${floor - 6}` });
  if (pose.chair) add(svg, "path", { class: "wood", d: `M92 122H146M144 60V122M98 124V${floor}M142 124V${floor}` });
}

function tool(svg, kind, [x, y], radius) {
  if (kind === "cane") {
    add(svg, "path", { class: "cane", d: `M${x - 1} ${y}C${x + 26} ${y - 8} ${x + 22} ${y + 34} ${x - 8} ${y + 28}L${x - 42} ${y + 12}` });
    add(svg, "circle", { class: "tool", cx: x, cy: y, r: 5.5 });
  } else {
    add(svg, "circle", { class: "tool", cx: x, cy: y, r: radius });
    add(svg, "circle", { class: kind === "roller" ? "hollow" : "shine", cx: kind === "roller" ? x : x - radius / 3, cy: kind === "roller" ? y : y - radius / 3, r: kind === "roller" ? radius / 2.2 : radius / 4 });
  }
}

function arrow(svg, [x, y], [dx, dy], radius) {
  const from = [x - dx * (radius + 46), y - dy * (radius + 46)]; const to = [x - dx * (radius + 21), y - dy * (radius + 21)];
  add(svg, "path", { class: "lean", d: `${line([from, to])}M${to[0] - dx * 8 - dy * 7} ${to[1] - dy * 8 + dx * 7}L${to[0]} ${to[1]}L${to[0] - dx * 8 + dy * 7} ${to[1] - dy * 8 - dx * 7}` });
}

// region/tool/position as in the rules; label for those who do not see it.
export const pictured = (region, toolId, position) => `${region}/${toolId}/${position}` in scenes;
export function picture(region, toolId, position, label) {
  const scene = scenes[`${region}/${toolId}/${position}`]; const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("viewBox", "0 0 240 180"); svg.setAttribute("class", "picture"); svg.setAttribute("role", "img"); svg.setAttribute("aria-label", label);
  if (!scene) return svg;
  const pose = poses[scene.pose]; const radius = scene.tool === "roller" ? 13.5 : scene.at[1] > 140 && scene.pose !== "wall" ? 8.5 : 9;
  furniture(svg, pose);
  if (scene.tool !== "cane") tool(svg, scene.tool, scene.at, radius);
  add(svg, "path", { class: "limb far", d: line(pose.far) });
  add(svg, "path", { class: "trunk", d: line([pose.shoulder, pose.hip]) });
  add(svg, "path", { class: "neck", d: line([pose.head, pose.neck, pose.shoulder]) });
  add(svg, "path", { class: "limb", d: line(pose.leg) });
  add(svg, "circle", { class: "head", cx: pose.head[0], cy: pose.head[1], r: 13 });
  if (scene.tool === "cane") tool(svg, scene.tool, scene.at, radius);
  add(svg, "path", { class: "limb arm", d: line(scene.hands ?? pose.arm) });
  if (scene.tool !== "cane") tool(svg, scene.tool, scene.at, radius);
  add(svg, "circle", { class: "halo", cx: scene.at[0], cy: scene.at[1], r: radius + 7 });
  arrow(svg, scene.at, scene.lean, radius);
  return svg;
}
export const picturedPairs = Object.keys(scenes);
