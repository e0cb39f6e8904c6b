// The ball. Its middle is z = 0 and it stands on a flat foot. A dome floats on a button cell through a preloaded stack of disc springs.
include <derived.scad>
include <shapes.scad>

pins = [30, 150, 270];
bolts = [90, 210, 330];
seat = 5;                   // height of the 45 degree seat between plate and dome

// Dome: the part that touches the skin. Solid above the plate.
module ball_dome() {
    r = ball_radius;
    difference() {
        rotate_extrude(convexity = 10, $fn = $turn) polygon(concat(
            arc(r - 1.5, -ball_skirt + 1.5, 1.5, -90, 0, 4),
            arc(0, 0, r, 0, 90, $turn / 4),
            // The room over the screw's head is level with head_room at the head's edge, not at the axis alone.
            [[0, head_room + 3], [shoulder_head_diameter / 2 + 1 - 4, head_room + 3], [shoulder_head_diameter / 2 + 1, head_room - 1],
             [shoulder_head_diameter / 2 + 1, plate_top + fit], [ball_skirt_bore - seat - fit, plate_top + fit],
             [ball_skirt_bore, plate_top - seat], [ball_skirt_bore, -ball_skirt]]));
        for (a = bolts) rotate(a) translate([ball_plate_bolts, 0, plate_top]) cylinder(d = insert_m3_hole, h = insert_m3_depth, $fn = 32);
        for (a = pins) rotate(a) translate([neck_radius - 2, 0, pin_height]) rotate([0, 90, 0]) cylinder(d = insert_m3_hole, h = 10, $fn = 32);
    }
}

// Plate: holds the springs and is what meets the neck when the load is too great. Printed face down, so both faces are true.
module ball_plate() {
    r = ball_skirt_bore - fit;
    difference() {
        rotate_extrude(convexity = 10, $fn = $turn) polygon([
            [shoulder_diameter / 2 + bore_fit, hub_bottom], [disc_outer / 2 + 2 * slide, hub_bottom], [disc_outer / 2 + 2 * slide, plate_bottom],
            [r - 0.8, plate_bottom], [r, plate_bottom + 0.8], [r, plate_top - seat + fit], [r - seat + fit, plate_top],
            [shoulder_diameter / 2 + bore_fit, plate_top]]);
        for (a = bolts) rotate(a) translate([ball_plate_bolts, 0, plate_bottom - 1]) {
            cylinder(d = m3_clearance, h = 40, $fn = 32);
            cylinder(d = m3_head, h = 1 + 4, $fn = 32);
        }
    }
}

// Base: foot, cell and neck. The slots hold the dome on without touching it.
module ball_base() {
    difference() {
        rotate_extrude(convexity = 10, $fn = $turn) polygon(concat(
            [[0, -ball_floor + ball_grip_recess], [ball_grip_radius, -ball_floor + ball_grip_recess], [ball_grip_radius, -ball_floor]],
            arc(ball_foot_radius - 1, -ball_floor + 1, 1, -90, 0, 4),
            [for (i = [1 : 8]) let (t = i / 8) [ball_foot_radius - (ball_foot_radius - ball_radius) * sin(90 * t), -ball_floor + 2 + (ledge - 3.5 + ball_floor) * t]],
            arc(ball_radius - 1.5, ledge - 1.5, 1.5, 0, 90, 4),
            [[neck_radius + 0.8, ledge], [neck_radius, ledge + 0.8], [neck_radius, neck_top - 0.6], [neck_radius - 0.6, neck_top], [neck_bore, neck_top],
             [neck_bore, cell_foot], [backing_diameter / 2 + fit, cell_foot], [backing_diameter / 2 + fit, ball_floor_top], [0, ball_floor_top]]));
        for (a = pins) rotate(a) hull() for (z = [pin_height - ball_pin_travel - ball_stop_gap, pin_height + ball_pin_travel])
            translate([slot_floor, 0, z]) rotate([0, 90, 0]) cylinder(d = 5, h = 6, $fn = 32);
        // Cable: out near the table, with a chamber for the tie that takes the pull.
        translate([0, 0, cell_foot + ball_cable / 2 + 1]) rotate([0, 90, 0]) cylinder(d = ball_cable + 2 * fit, h = 60, $fn = 32);
        translate([neck_bore - 2, 0, cell_foot + ball_cable / 2 + 1]) rotate([0, 90, 0]) cylinder(d = 10.5, h = 6, $fn = 32);
    }
}

// Ring: keeps the cell in the middle; print it for the cell you have.
module ball_cell_ring() {
    difference() {
        translate([0, 0, cell_foot]) cylinder(r = neck_bore - fit, h = ball_ring_height, $fn = 96);
        translate([0, 0, cell_foot - 1]) cylinder(d = button_diameter + 2 * fit, h = 30, $fn = 96);
        translate([0, -4, cell_foot - 1]) cube([40, 8, 30]);
    }
}

// Soft cap for one person: on the dome alone.
module ball_cover() {
    r = ball_radius + 0.1;
    rotate_extrude(convexity = 10, $fn = $turn) polygon(concat(
        [[r, -cover_end], [r + cover_wall, -cover_end]],
        arc(0, 0, r + cover_wall, 0, 90, $turn / 4),
        arc(0, 0, r, 90, 0, $turn / 4)));
}
