// Pictures of the whole: openscad -D 'show="probe"' -D 'view="section"' assembly.scad
use <probe.scad>
use <ball.scad>
use <box.scad>
use <bought.scad>
use <shapes.scad>
include <derived.scad>

show = "probe";             // probe, ball, box; or a step of the assembly guide
view = "whole";             // whole, exploded, section
$fn = 96;
$turn = 200;

shell = [0.17, 0.45, 0.56];
soft = [0.20, 0.24, 0.29];
light = [0.90, 0.91, 0.92];
steel = [0.80, 0.81, 0.83];
spring = [0.36, 0.40, 0.46];
brass = [0.83, 0.66, 0.27];
orange = [0.92, 0.50, 0.16];
e = view == "exploded" ? 1 : 0;

module probe_cartridge(apart = 0) {
    color(orange) probe_carrier();
    translate([0, 0, shoulder_end + apart * 34]) shoulder_screw(probe_shoulder_length);
    translate([0, 0, carrier_bottom - washer_m8 - apart * 6]) washer(8.4, 16, washer_m8);
    translate([0, 0, shoulder_end - apart * 11]) disc_stack(probe_discs, 1, apart > 0 ? 0 : probe_preload_part);
    translate([0, 0, shoulder_end - washer_m6 - apart * 16]) washer(6.4, 12, washer_m6);
    translate([0, 0, stop_face - apart * 20]) nut(10, thin_nut_m6);
}

module stop_washer(apart = 0) {
    translate([0, 0, stop_face - stop_washer_thickness]) washer(6.4, stop_washer, stop_washer_thickness);
    translate([0, 0, stop_face - stop_washer_thickness - thin_nut_m6 - apart * 5]) nut(10, thin_nut_m6);
}

// A hair shorter, so that two end to end are seen to be two.
module bush(outer, inner, length) color([0.62, 0.65, 0.70]) difference() {
    cylinder(d = outer, h = length - 0.4);
    translate([0, 0, -1]) cylinder(d = inner, h = length + 2);
}

// The two of each instrument, end to end.
module probe_bush() for (i = [0, 1]) translate([0, 0, bush_top - probe_bush_length - i * probe_bush_span]) bush(probe_bush_outer, probe_shaft, probe_bush_length);

// Shaft with its round head, washer and light spring.
module shaft(apart = 0) {
    color(steel) translate([0, 0, shaft_end]) cylinder(d = probe_shaft - 0.1, h = probe_shaft_length);
    translate([0, 0, shaft_top + apart * 6]) washer(4.4, washer_m4_large, washer_m4_thickness);
    color([0.25, 0.26, 0.29]) translate([0, 0, shaft_top + washer_m4_thickness + apart * 12]) intersection() {
        cylinder(d = button_head_diameter, h = button_head_m4);
        translate([0, 0, button_head_m4 - 5]) sphere(r = 5);
    }
    color(spring) translate([0, 0, bush_top]) for (i = [0 : 2]) translate([0, 0, 0.4 + i * 2.4]) rotate_extrude($fn = 48) translate([5, 0]) circle(d = 0.7, $fn = 12);
}

module tip(small) color(small ? orange : shell) translate([0, 0, tip_face]) mirror([0, 0, 1])
    if (small) probe_tip(tip_area_small, tip_edge_small); else probe_tip(tip_area_large, tip_edge_large);

module tip_ring() translate([0, 0, tip_face + tip_groove_at]) ring(8 + 1.4, 2);

module probe(e) {
    translate([0, 0, e * 62]) color(soft) probe_pad();
    translate([0, 0, e * 46]) for (x = [-bar_hole_outer, -bar_hole_inner]) translate([x, 0, bar_height + 6.8]) cap_screw(5, 16);
    translate([0, 0, e * 43]) for (x = [-bar_hole_outer, -bar_hole_inner]) translate([x, 0, bar_height + 5.8]) washer(5.3, 10, 1);
    translate([0, 0, e * 30]) color(shell) probe_body();
    translate([-grip_half_length - grip_radius - 1.5 - e * 14, 0, -10 + e * 30]) gland();
    bar_cell();
    translate([0, 0, -e * 18]) probe_cartridge(e * 0.55);
    for (x = [bar_hole_inner, bar_hole_outer]) translate([x, 0, carrier_bottom + 5 - e * 44]) rotate([180, 0, 0]) cap_screw(4, 16);
    translate([0, 0, -e * 62]) color(light) probe_base();
    translate([0, 0, -e * 70]) for (x = [-24, 24], y = [-12.4, 12.4]) translate([x, y, base_bottom + 3]) rotate([180, 0, 0]) cap_screw(3, 8);
    translate([0, 0, -e * 70]) stop_washer(e);
    translate([0, 0, -e * 80]) shaft(e);
    translate([0, 0, -e * 74]) bush_at();
    translate([0, 0, -e * 164]) color(light) probe_guide();
    translate([0, 0, -e * 170]) for (x = [-guide_screws, guide_screws], y = [-guide_screws, guide_screws]) translate([x, y, base_bottom - guide_grip]) rotate([180, 0, 0]) cap_screw(3, 8);
    translate([0, 0, -e * 200]) {
        tip(false);
        tip_ring();
    }
    if (e == 0) cable([[-65, 0, -10], [-75, 0, -12], [-86, 0, -22], [-92, 0, -36], [-95, 0, -52]], 4);
    if (e > 0) translate([26, 0, -e * 200]) tip(true);
    if (e > 0) translate([-26, 0, tip_face - e * 200]) mirror([0, 0, 1]) { color(orange) probe_tip_soft(); translate([0, 0, 5]) translate([0, 0, face_thickness]) color(soft) probe_face(); }
    module bush_at() probe_bush();
}

module ball_springs(apart) {
    translate([0, 0, ball_floor_top + washer_m8]) disc_stack(ball_disc_pairs, 2, apart > 0 ? 0 : ball_preload_part);
    translate([0, 0, ball_floor_top - apart * 4]) washer(8.4, 16, washer_m8);
}

module ball_plate() color([0.6, 0.62, 0.65]) translate([0, 0, plate_bottom]) cylinder(d = backing_diameter, h = backing_thickness);

module ball_shaft() color(steel) translate([0, 0, button_top]) cylinder(d = ball_shaft - 0.1, h = ball_shaft_length);

module ball_bush() for (i = [0, 1]) translate([0, 0, ball_bush_bottom + i * ball_bush_span]) bush(ball_bush_outer, ball_shaft, ball_bush_length);

module ball_foot_screws() for (a = [30 : 60 : 330]) rotate(a) translate([ball_foot_screws, 0, ball_floor_top - ball_foot_grip]) rotate([180, 0, 0]) cap_screw(3, 8);

module ball_pins(e) for (a = [30, 150, 270]) rotate(a) translate([pin_end + e * 18, 0, pin_height]) rotate([0, 90, 0]) color([0.25, 0.26, 0.29]) cylinder(d = 3, h = ball_pin_length, $fn = 24);

module ball_cable() {
    z = cell_foot + ball_cable_height;
    cable([[17, 0, z], [40, 0, z], [50, 0, z - 3], [62, 0, z - 10], [80, 0, z - 18]], 4.5);
}

module ball(e) {
    translate([0, 0, e * 180]) { color(shell) ball_dome(); ball_pins(e); }
    translate([0, 0, e * 140]) ball_shaft();
    translate([0, 0, e * 75]) ball_bush();
    translate([0, 0, e * 10]) color(light) ball_base();
    translate([0, 0, -e * 22]) button_cell_at();
    translate([0, 0, -e * 32]) ball_plate();
    translate([0, 0, -e * 48]) ball_springs(e);
    translate([0, 0, -e * 58]) color(orange) ball_foot();
    translate([0, 0, -e * 66]) ball_foot_screws();
    translate([0, 0, -ball_floor - e * 84]) color(soft) cylinder(r = ball_grip_radius - 0.3, h = 1.5);
    if (e == 0) ball_cable();
    module button_cell_at() translate([0, 0, cell_foot]) button_cell();
}

module probe_section() {
    module cut() render(convexity = 8) difference() { children(); translate([-150, -150, -150]) cube([300, 150, 300]); }
    color(soft) cut() probe_pad();
    color(shell) cut() probe_body();
    for (x = [-bar_hole_outer, -bar_hole_inner]) translate([x, 0, bar_height + 6.8]) cap_screw(5, 16);
    for (x = [-bar_hole_outer, -bar_hole_inner]) translate([x, 0, bar_height + 5.8]) washer(5.3, 10, 1);
    for (x = [bar_hole_inner, bar_hole_outer]) translate([x, 0, carrier_bottom + 4.2]) washer(4.3, 9, 0.8);
    color(steel) cut() bar_cell();
    color(orange) cut() probe_carrier();
    translate([0, 0, shoulder_end]) shoulder_screw(probe_shoulder_length);
    color(steel) cut() translate([0, 0, carrier_bottom - washer_m8]) washer(8.4, 16, washer_m8);
    color(spring) cut() translate([0, 0, shoulder_end]) disc_stack(probe_discs, 1, probe_preload_part);
    color(steel) cut() translate([0, 0, shoulder_end - washer_m6]) washer(6.4, 12, washer_m6);
    color(steel) cut() translate([0, 0, stop_face]) nut(10, thin_nut_m6);
    color(orange) cut() translate([0, 0, stop_face - stop_washer_thickness]) washer(6.4, stop_washer, stop_washer_thickness);
    color(steel) cut() translate([0, 0, stop_face - stop_washer_thickness - thin_nut_m6]) nut(10, thin_nut_m6);
    for (x = [bar_hole_inner, bar_hole_outer]) translate([x, 0, carrier_bottom + 4.2]) rotate([180, 0, 0]) cap_screw(4, 16);
    color(light) cut() probe_base();
    color([0.93, 0.90, 0.82]) cut() probe_guide();
    color([0.62, 0.65, 0.70]) cut() probe_bush();
    shaft();
    color(brass) cut() translate([0, 0, shaft_end - 6]) insert(insert_m4_hole, 6);
    color([0.25, 0.26, 0.29]) translate([0, 0, shaft_end - 5.5]) cylinder(d = 3.9, h = 5.5);
    color(shell) cut() translate([0, 0, tip_face]) mirror([0, 0, 1]) probe_tip(tip_area_large, tip_edge_large);
    tip_ring();
    translate([-grip_half_length - grip_radius - 1.5, 0, -10]) gland();
}

module ball_section() {
    module cut() render(convexity = 8) difference() { children(); translate([-150, -300, -150]) cube([300, 300, 300]); }
    color(shell) cut() ball_dome();
    color(steel) cut() ball_shaft();
    color([0.62, 0.65, 0.70]) cut() ball_bush();
    color(light) cut() ball_base();
    color(steel) cut() translate([0, 0, cell_foot]) button_cell();
    color([0.6, 0.62, 0.65]) cut() ball_plate();
    color(spring) cut() ball_springs(0);
    color(orange) cut() ball_foot();
    color(soft) cut() translate([0, 0, -ball_floor]) cylinder(r = ball_grip_radius - 0.3, h = 1.5);
    ball_cable();
}

module box() {
    color([0.16, 0.17, 0.19]) translate([-box_length / 2, -box_width / 2, -box_height]) cube([box_length, box_width, box_height]);
    color(orange) translate([0, 0, view == "exploded" ? 22 : 0]) drill_template();
}

// The box without its lid, which lies above it: a board in the places that the holes ask for.
module box_open() {
    soft_black = [0.16, 0.17, 0.19];
    board = box_spacer + box_board_thickness;
    color([0.30, 0.32, 0.36]) box_shell();
    for (x = [-box_spacer_x, box_spacer_x], y = [-box_spacer_y, box_spacer_y]) translate([x, y, 0]) {
        color(brass) cylinder(d = 6.3, h = box_spacer, $fn = 6);
        translate([0, 0, board]) cap_screw(3, 5);
    }
    color([0.75, 0.78, 0.82]) translate([box_battery_x - 31, -17, box_tape]) cube([62, 34, box_battery]);
    sheet = box_tape + box_battery + 0.15;
    color([0.95, 0.70, 0.30]) translate([box_battery_x - 31, -17, sheet]) cube([box_sheet_left - box_battery_x + 30.9, 34, 0.5]);
    color([0.95, 0.85, 0.30]) translate([box_sheet_left, box_sheet_front, sheet]) cube([box_sheet_right - box_sheet_left, box_sheet_back - box_sheet_front, 0.5]);
    color(soft_black) translate([box_reserve_x, box_reserve_y, board]) difference() { cylinder(d = 12, h = 9.5); translate([0, 0, 1]) cylinder(d = 2, h = 10); }
    color([0.10, 0.40, 0.26]) translate([-box_board_length / 2, -box_board_width / 2, box_spacer]) cube([box_board_length, box_board_width, box_board_thickness]);
    color(soft_black) translate([box_sound_x, 0, board]) difference() { cylinder(d = 12, h = 9.5); translate([0, 0, 1]) cylinder(d = 2, h = 10); }
    color([0.80, 0.10, 0.10]) translate([box_light_x - 1, -0.65, board]) cube([2, 1.3, 1.1]);
    color(soft_black) translate([14.5, -14.6, board]) cube([20.3, 31.8, 10.2]);
    color(steel) translate([-19, -0.5, board]) cube([18, 25.5, 3.3]);
    color(steel) translate([-45.2, 2.8, board]) cube([16, 8, 14]);
    color(light) { translate([-44, -22, board]) cube([10, 15, 6.1]); translate([34, -9.5, board]) cube([10, 7.5, 6.1]); }
    color([0.95, 0.95, 0.92]) { translate([-51, -21.7, board + 0.2]) cube([7, 14.4, 5.7]); translate([44, -9.2, board + 0.2]) cube([7, 6.9, 5.7]); }
    color(steel) translate([39.3, box_usb_y - 4.6, board]) cube([7.4, 9.2, 3.3]);
    side = box_height - box_wall - box_gland_below;
    translate([-box_length / 2, box_gland_y, side]) gland();
    cable([[-100, 0, side - 8], [-86, 0, side - 2], [-72, 0, side], [-43, 0, side]], 4);
    cable([[-43.5, 0, side], [-41, -4.8, side + 3], [-47.5, -14.5, board + 9], [-47.5, -14.5, board + 5]], 2);
    color(steel) translate([box_length / 2 + 2, box_button_y, side]) rotate([0, -90, 0]) { cylinder(d = 6, h = 4, $fn = 32); translate([0, 0, 4]) cylinder(d = 9.4, h = 11, $fn = 32); cylinder(d = 8, h = 2, $fn = 6); }
    cable([[43.5, box_button_y, side], [41, -12.6, side + 3], [47.5, -5.75, board + 9], [47.5, -5.75, board + 5]], 2);
    color(orange) translate([box_switch_x - box_switch_travel / 2, box_switch_y, 0]) switch_slider();
    translate([0, 0, box_height - box_wall + 26]) {
        color([0.45, 0.48, 0.53], 0.9) translate([0, 0, -box_wall]) box_lid();
        color([0.95, 0.35, 0.35]) translate([box_light_x, 0, -15]) cylinder(d = 2, h = 15, $fn = 32);
        color(light) for (at = [[box_sound_x, 0], [box_reserve_x, box_reserve_y]]) translate([at.x, at.y, -box_wall - 0.3]) cylinder(d = 12, h = 0.3);
        color([1, 1, 1]) linear_extrude(0.1) polygon([[-52, -22], [-2, -22], [-2, 22], [-52 + box_label_notch_x, 22], [-52 + box_label_notch_x, 22 - box_label_notch_y], [-52, 22 - box_label_notch_y]]);
    }
}

if (show == "probe") { if (view == "section") probe_section(); else probe(e); }
else if (show == "ball") { if (view == "section") ball_section(); else ball(e); }
else if (show == "box") box();
else if (show == "box-open") box_open();
else if (show == "covers") { translate([0, 0, 0]) color(shell) ball_dome(); translate([0, 0, 26]) color([0.75, 0.85, 0.55]) ball_cover(); color(light) ball_base(); }
// Steps of the assembly guide.
else if (show == "probe-1") { probe_cartridge(0.5); }
else if (show == "probe-2") { translate([0, 0, 16]) color(shell) difference() { probe_body(); translate([-150, -150, -150]) cube([300, 150, 300]); } bar_cell(); for (x = [-bar_hole_outer, -bar_hole_inner]) translate([x, 0, bar_height + 30]) cap_screw(5, 16); }
else if (show == "probe-3") { bar_cell(); translate([0, 0, -14]) probe_cartridge(); for (x = [bar_hole_inner, bar_hole_outer]) translate([x, 0, carrier_bottom - 22]) rotate([180, 0, 0]) cap_screw(4, 16); }
else if (show == "probe-4") { color(shell) probe_body(); bar_cell(); probe_cartridge(); translate([0, 0, -14]) { color(light) probe_base(); for (x = [-24, 24], y = [-12.4, 12.4]) translate([x, y, base_bottom - 8]) rotate([180, 0, 0]) cap_screw(3, 8); } translate([0, 0, -26]) stop_washer(1); }
else if (show == "probe-5") { color(light) probe_base(); stop_washer(); translate([0, 0, -34]) shaft(0.6); translate([0, 0, -48]) probe_bush(); translate([0, 0, -62]) color([0.93, 0.90, 0.82]) render() difference() { probe_guide(); translate([-150, -150, -150]) cube([300, 150, 300]); } translate([0, 0, -48]) tip(false); }
else if (show == "ball-1") { color(light) render() difference() { ball_base(); translate([-150, -300, -150]) cube([300, 300, 300]); } translate([0, 0, 64]) ball_bush(); }
else if (show == "ball-2") rotate([180, 0, 0]) { color(shell) render() difference() { ball_dome(); translate([-150, 0, -150]) cube([300, 300, 300]); } translate([0, 0, -50]) ball_shaft(); }
else if (show == "ball-3") rotate([180, 0, 0]) { color(light) render() difference() { ball_base(); translate([-150, 0, -150]) cube([300, 300, 300]); } ball_bush(); translate([0, 0, -24]) translate([0, 0, cell_foot]) button_cell(); translate([0, 0, -34]) ball_plate(); translate([0, 0, -44]) ball_springs(1); translate([0, 0, -58]) color(orange) ball_foot(); translate([0, 0, -64]) ball_foot_screws(); }
else assert(false, str("There is nothing to show called '", show, "'."));
