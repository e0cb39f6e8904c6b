// The ball. Its middle is z = 0 and it stands on a wide foot. The dome sits on a shaft in two ball bushes, which carry what presses beside the
// middle; the shaft stands on the cell, and the cell on a plate that springs press up against a lip.
include <derived.scad>
include <shapes.scad>

pins = [30, 150, 270];
foot_screws = [for (a = [30 : 60 : 330]) a];

// Dome: the part that touches the skin. The shaft is glued into it.
module ball_dome() {
    r = ball_radius;
    difference() {
        rotate_extrude(convexity = 10, $fn = $turn) polygon(concat(
            arc(r - 1.5, -ball_skirt + 1.5, 1.5, -90, 0, 4),
            arc(0, 0, r, 0, 90, $turn / 4),
            [[0, ball_shaft_top], [ball_shaft / 2 + shaft_glue, ball_shaft_top], [ball_shaft / 2 + shaft_glue, dome_cavity],
             [ball_housing + ball_play, dome_cavity], [ball_housing + ball_play, dome_stop],
             [ball_skirt_bore - 0.6, dome_stop], [ball_skirt_bore, dome_stop - 0.6], [ball_skirt_bore, -ball_skirt]]));
        for (a = pins) rotate(a) translate([neck_radius - 2, 0, pin_height]) rotate([0, 90, 0]) cylinder(d = insert_m3_hole, h = 10, $fn = 32);
    }
}

// Base: neck and bush above, the cell's chamber below. The slots hold the dome on without touching it.
module ball_base() {
    bottom = ball_floor_top;
    cable = cell_foot + ball_cable_height;
    cell = button_diameter / 2 + 2 * fit;
    plate = backing_diameter / 2 + 2 * fit;
    difference() {
        rotate_extrude(convexity = 10, $fn = $turn) polygon(concat(
            [[plate, bottom], [ball_foot_radius - 1, bottom]],
            [for (i = [0 : 24]) let (t = i / 24) [ball_foot_radius - (ball_foot_radius - ball_radius) * sin(90 * t), bottom + 2 + (ledge - 3.5 - bottom) * t]],
            arc(ball_radius - 1.5, ledge - 1.5, 1.5, 0, 90, 4),
            [[neck_radius + 0.8, ledge], [neck_radius, ledge + 0.8], [neck_radius, ball_neck_top - 0.6], [neck_radius - 0.6, ball_neck_top],
             [ball_housing, ball_neck_top], [ball_housing, ball_bush_top], [ball_bush_outer / 2 + bush_fit, ball_bush_top],
             [ball_bush_outer / 2 + bush_fit, ball_bush_bottom], [ball_shaft / 2 + 1.5, ball_bush_bottom], [ball_shaft / 2 + 1.5, ball_bush_bottom - ball_bush_lip],
             [cell, ball_bush_bottom - ball_bush_lip], [cell, cell_foot], [plate, cell_foot]]));
        for (a = pins) rotate(a) hull() for (z = [pin_height - ball_pin_travel - ball_stop_gap, pin_height + ball_pin_travel])
            translate([slot_floor, 0, z]) rotate([0, 90, 0]) cylinder(d = 5, h = 6, $fn = 32);
        for (a = foot_screws) rotate(a) translate([ball_foot_screws, 0, bottom - 1]) cylinder(d = insert_m3_hole, h = 1 + insert_m3_depth, $fn = 32);
        // Cable: out with room for the cell's way down, through a chamber for its joints and for the tie that takes the pull; the foot shuts it.
        hull() for (z = [cable - ball_stop_gap - 0.4, cable]) translate([0, 0, z]) rotate([0, 90, 0]) cylinder(d = ball_cable + 2 * fit, h = 60, $fn = 32);
        // Its roof is a gable of 45 degrees: nothing hangs in the print.
        translate([ball_chamber_from, 0, 0]) rotate([90, 0, 90]) linear_extrude(ball_chamber_to - ball_chamber_from)
            polygon([[-ball_chamber_width / 2, bottom - 1], [ball_chamber_width / 2, bottom - 1], [ball_chamber_width / 2, cable + 1], [0, cable + 1 + ball_chamber_width / 2], [-ball_chamber_width / 2, cable + 1]]);
    }
}

// Foot: closes the base from below and presses the springs; its boss keeps them in the middle.
module ball_foot() {
    difference() {
        rotate_extrude(convexity = 10, $fn = $turn) polygon(concat(
            [[0, -ball_floor + ball_grip_recess], [ball_grip_radius, -ball_floor + ball_grip_recess], [ball_grip_radius, -ball_floor]],
            arc(ball_foot_radius - 1, -ball_floor + 1, 1, -90, 0, 4),
            [[ball_foot_radius, ball_floor_top], [backing_diameter / 2, ball_floor_top], [backing_diameter / 2, ball_floor_top],
             [disc_inner / 2 - fit, ball_floor_top], [disc_inner / 2 - fit, plate_bottom - ball_stop_gap - stop_gap_tolerance - 1],
             [0, plate_bottom - ball_stop_gap - stop_gap_tolerance - 1]]));
        for (a = foot_screws) rotate(a) translate([ball_foot_screws, 0, -ball_floor - 1]) {
            cylinder(d = m3_clearance, h = 40, $fn = 32);
            cylinder(d = m3_head, h = 1 + ball_foot_thickness - ball_foot_grip, $fn = 32);
        }
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
