// Drill template: a cap that is put over the box; drill 3 mm through it, take it off, and open each hole to its size.
// Dimples beside a hole are its number in the assembly guide.
include <derived.scad>

//                 x,   y of the lid: 1 light, 2 buzzer, 6 reset, 7 switch, 8 reserve buzzer; and on which side the dimples are
lid_holes = [[box_light_x, 0, 1, 1], [box_sound_x, 0, 2, 1], [box_reset_x, box_reset_y, 6, 1], [box_switch_x, box_switch_y, 7, -1], [box_reserve_x, box_reserve_y, 8, 1]];
//                 y,   z below the lid: left end 3 cell cable, right end 4 button socket, 5 USB
left_holes = [[box_gland_y, box_gland_below, 3]];
right_holes = [[box_button_y, box_gland_below, 4], [box_usb_y, box_usb_below, 5]];

module drill_template() {
    l = box_length + 2 * fit;
    w = box_width + 2 * fit;
    t = template_wall;
    difference() {
        union() {
            translate([-l / 2 - t, -w / 2 - t, -box_lip]) cube([l + 2 * t, w + 2 * t, box_lip + t]);
            for (p = lid_holes) translate([p.x, p.y, t - 0.01]) cylinder(d1 = 10, d2 = 8, h = 4.01, $fn = 32);
        }
        translate([-l / 2, -w / 2, -box_lip - 1]) cube([l, w, box_lip + 1]);
        for (p = lid_holes) translate([p.x, p.y, -1]) {
            cylinder(d = pilot, h = 10, $fn = 24);
            dimples(p[2], p[3]);
        }
        for (p = left_holes) translate([-l / 2 - t - 1, p[0], -p[1]]) rotate([0, 90, 0]) { cylinder(d = pilot, h = t + 2, $fn = 24); side_dimples(p[2], 0); }
        for (p = right_holes) translate([l / 2 - 1, p[0], -p[1]]) rotate([0, 90, 0]) { cylinder(d = pilot, h = t + 2, $fn = 24); side_dimples(p[2], t + 0.4); }
        // Windows save plastic and show that the cap sits on the lid.
        for (w = [[-38, -6, 22], [-14, 0, 34]]) translate([w.x, w.y, -1]) linear_extrude(10, convexity = 6) offset(3, $fn = 24) square([12, w.z], center = true);
    }
    // More than three stand in rows of three.
    module dimples(n, side) for (i = [0 : n - 1]) translate([side * (7 + 3.5 * floor(i / 3)), 3.5 * (i % 3 - (min(n, 3) - 1) / 2), template_wall + 0.4]) cylinder(d = 1.6, h = 3, $fn = 16);
    module side_dimples(n, h) for (i = [1 : n]) translate([-8, 3 * (i - (n + 1) / 2), h]) cylinder(d = 1.6, h = 1.6, $fn = 16);
}

// Slider: reaches from the switch on the board through the lid. A plate below the lid keeps it in; a fork takes the switch's own slider.
module switch_slider() {
    foot = box_spacer + box_board_thickness + box_switch_body + 0.3;
    under = box_height - 2 * box_wall;
    difference() {
        union() {
            translate([-2.1, -1.6, foot]) cube([4.2, 3.2, under - foot - 1]);
            translate([-7, -1.6, under - 0.4 - 1.6]) cube([14, 3.2, 1.6]);
            translate([-2.4, -1.6, under - 1]) cube([4.8, 3.2, box_wall + 1 + 1.4]);
        }
        translate([-(box_switch_pin + 0.3) / 2, -5, foot - 1]) cube([box_switch_pin + 0.3, 10, 1 + box_switch_pin + 0.2]);
    }
}

// The box as it is bought and drilled, for the pictures; its floor inside is z = 0.
module box_posts() for (x = [-1, 1], y = [-1, 1]) translate([x * (box_length / 2 - box_post_inset), y * (box_width / 2 - box_post_inset), 0]) children();

module box_shell() {
    h = box_height - 2 * box_wall;
    side = box_height - box_wall - box_gland_below;
    difference() {
        translate([-box_length / 2, -box_width / 2, -box_wall]) cube([box_length, box_width, h + box_wall]);
        translate([-box_length / 2 + box_wall, -box_width / 2 + box_wall, 0]) cube([box_length - 2 * box_wall, box_width - 2 * box_wall, h + 1]);
        translate([-box_length / 2 - 1, box_gland_y, side]) rotate([0, 90, 0]) cylinder(d = gland_hole, h = box_wall + 2);
        translate([box_length / 2 - box_wall - 1, box_button_y, side]) rotate([0, 90, 0]) cylinder(d = box_button, h = box_wall + 2);
        translate([box_length / 2 - box_wall - 1, box_usb_y - 6.5, box_height - box_wall - box_usb_below - 4]) cube([box_wall + 2, 13, 8]);
        for (x = [-box_spacer_x, box_spacer_x], y = [-box_spacer_y, box_spacer_y]) translate([x, y, -box_wall - 1]) cylinder(d = m3_clearance, h = box_wall + 2, $fn = 24);
    }
    box_posts() cylinder(d = box_post, h = h, $fn = 32);
}

module box_lid() difference() {
    translate([-box_length / 2, -box_width / 2, 0]) cube([box_length, box_width, box_wall]);
    translate([box_light_x, 0, -1]) cylinder(d = box_light, h = box_wall + 2, $fn = 32);
    translate([box_sound_x, 0, -1]) cylinder(d = box_sound, h = box_wall + 2, $fn = 32);
    translate([box_reserve_x, box_reserve_y, -1]) cylinder(d = box_sound, h = box_wall + 2, $fn = 32);
    translate([box_reset_x, box_reset_y, -1]) cylinder(d = box_reset, h = box_wall + 2, $fn = 32);
    translate([box_switch_x - box_switch_slot / 2, box_switch_y - 2, -1]) cube([box_switch_slot, 4, box_wall + 2]);
    box_posts() translate([0, 0, -1]) cylinder(d = 3.5, h = box_wall + 2, $fn = 24);
}
