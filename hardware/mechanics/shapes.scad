// Shapes that several parts use.

// A plan of two half circles with a straight middle along x.
module stadium(half, radius) { hull() for (x = [-half, half]) translate([x, 0]) circle(r = radius); }

// A stadium whose top edge is chamfered at 45 degrees, so that it prints on its top without supports.
module chamfered_grip(half, radius, bottom, top, chamfer) {
    translate([0, 0, bottom]) linear_extrude(top - bottom - chamfer) stadium(half, radius);
    hull() {
        translate([0, 0, top - chamfer - 0.01]) linear_extrude(0.01) stadium(half, radius);
        translate([0, 0, top - 0.01]) linear_extrude(0.01) stadium(half, radius - chamfer);
    }
}

// An arc as points, for profiles that are turned.
function arc(x, y, r, from, to, steps) = [for (i = [0 : steps]) let (a = from + (to - from) * i / steps) [x + r * cos(a), y + r * sin(a)]];
