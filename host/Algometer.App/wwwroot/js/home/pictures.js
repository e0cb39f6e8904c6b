// How to sit, stand or lie, drawn: a figure from the side, the tool where it touches, an arrow for the body's gentle lean.
// Units of a drawing: 240 wide, 180 high, the floor at 164. A pose is a set of joints; near limbs are drawn over the trunk.
const ns = "http://www.w3.org/2000/svg";
const floor = 164;

const poses = {
  "wall-standing": { wall: 176, head: [150, 34], neck: [151, 50], shoulder: [153, 62], hip: [148, 106], arm: [[148, 64], [132, 82], [116, 74]], leg: [[147, 108], [134, 134], [132, 158], [121, 160]], far: [[149, 108], [142, 136], [144, 158], [133, 160]] },
  "chair-seated": { chair: true, head: [112, 38], neck: [113, 54], shoulder: [114, 66], hip: [118, 112], arm: [[114, 68], [100, 88], [80, 84]], leg: [[118, 112], [80, 112], [80, 156], [68, 159]], far: [[118, 112], [86, 114], [90, 156], [78, 159]] },
  "floor-seated": { head: [146, 56], neck: [143, 71], shoulder: [141, 82], hip: [124, 132], arm: [[142, 84], [162, 112], [166, 157]], leg: [[122, 134], [84, 118], [66, 157], [54, 160]], far: [[122, 136], [92, 132], [78, 158], [66, 160]] },
  "legs-out": { head: [170, 66], neck: [168, 81], shoulder: [167, 92], hip: [160, 142], arm: [[168, 94], [188, 120], [190, 158]], leg: [[158, 144], [108, 138], [56, 141], [50, 128]], far: [[158, 146], [106, 144], [60, 148], [54, 136]] },
  "lying-back": { head: [190, 126], neck: [176, 130], shoulder: [166, 132], hip: [112, 140], arm: [[166, 132], [184, 112], [198, 116]], leg: [[110, 142], [76, 112], [58, 156], [46, 159]], far: [[110, 144], [84, 120], [70, 157], [58, 160]] },
  "lying-front": { head: [204, 100], neck: [192, 110], shoulder: [182, 116], hip: [126, 128], arm: [[182, 118], [180, 156], [202, 158]], leg: [[124, 130], [84, 134], [42, 146], [34, 156]], far: [[124, 132], [86, 140], [48, 150], [40, 159]] },
  "standing-foot": { rail: true, head: [126, 24], neck: [126, 40], shoulder: [126, 51], hip: [128, 96], arm: [[126, 53], [142, 72], [164, 78]], leg: [[126, 98], [114, 122], [104, 146], [90, 147]], far: [[130, 98], [132, 130], [134, 158], [121, 160]] },
  "seated-foot": { chair: true, head: [122, 38], neck: [122, 54], shoulder: [123, 66], hip: [126, 112], arm: [[122, 68], [112, 90], [94, 100]], leg: [[126, 112], [86, 106], [82, 146], [68, 147]], far: [[126, 112], [94, 114], [98, 156], [86, 159]] },
};

// Where a tool touches: the middle of the tool, and the way the body leans on it.
const scenes = {
  "neck-shoulder/ball/wall-standing": { pose: "wall-standing", tool: "ball", at: [167, 60], lean: [1, 0] },
  "neck-shoulder/cane/chair-seated": { pose: "chair-seated", tool: "cane", at: [122, 58], lean: [-0.5, 0.9], hands: [[114, 68], [96, 92], [84, 74]] },
  "neck-shoulder/cane/standing": { pose: "standing-foot", plain: true, tool: "cane", at: [134, 44], lean: [-0.5, 0.9], hands: [[126, 53], [108, 78], [96, 60]] },
  "mid-back/ball/wall-standing": { pose: "wall-standing", tool: "ball", at: [165, 82], lean: [1, 0] },
  "glute-hip/ball/floor-seated": { pose: "floor-seated", tool: "ball", at: [131, 149], lean: [0, 1] },
  "glute-hip/ball/chair-seated": { pose: "chair-seated", tool: "ball", at: [124, 115], lean: [0, 1] },
  "glute-hip/ball/wall-standing": { pose: "wall-standing", tool: "ball", at: [164, 108], lean: [1, 0] },
  "glute-hip/roller/floor-seated": { pose: "floor-seated", tool: "roller", at: [130, 150], lean: [0, 1] },
  "upper-back/roller/lying-back": { pose: "lying-back", tool: "roller", at: [152, 150], lean: [0, 1] },
  "upper-back/roller/wall-standing": { pose: "wall-standing", tool: "roller", at: [166, 76], lean: [1, 0] },
  "quads/roller/lying-front": { pose: "lying-front", tool: "roller", at: [104, 149], lean: [0, 1] },
  "calf-foot/roller/legs-out": { pose: "legs-out", tool: "roller", at: [82, 155], lean: [0, 1] },
  "calf-foot/ball/legs-out": { pose: "legs-out", tool: "ball", at: [80, 155], lean: [0, 1] },
  "calf-foot/ball/chair-seated": { pose: "seated-foot", tool: "ball", at: [74, 156], lean: [0, 1] },
  "calf-foot/ball/standing": { pose: "standing-foot", tool: "ball", at: [97, 156], lean: [0, 1] },
};

function add(parent, name, attributes) {
  const node = document.createElementNS(ns, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  parent.append(node);
  return node;
}
const line = (points) => `M${points.map((point) => point.join(" ")).join("L")}`;

function furniture(svg, pose, plain) {
  add(svg, "path", { class: "ground", d: `M8 ${floor}H232` });
  if (pose.wall) add(svg, "path", { class: "wall", d: `M${pose.wall} 8V${floor}M${pose.wall + 8} 16V${floor - 6}` });
  if (pose.chair) add(svg, "path", { class: "wood", d: `M92 122H146M144 60V122M98 124V${floor}M142 124V${floor}` });
  if (pose.rail && !plain) add(svg, "path", { class: "wood", d: `M170 82V${floor}M162 82H190` });
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
  const pose = poses[scene.pose]; const radius = scene.tool === "roller" ? 13.5 : scene.at[1] > 140 && scene.pose !== "wall-standing" ? 8.5 : 9;
  furniture(svg, pose, scene.plain);
  if (scene.tool !== "cane") tool(svg, scene.tool, scene.at, radius);
  add(svg, "path", { class: "limb far", d: line(pose.far) });
  add(svg, "path", { class: "trunk", d: line([pose.neck, pose.shoulder, pose.hip]) });
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
