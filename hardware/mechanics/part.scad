// One part as it is printed: openscad -D 'part="ball_dome"' -o ball_dome.stl part.scad
use <probe.scad>
use <ball.scad>
use <box.scad>
include <derived.scad>

part = "probe_tip_1cm2";
$fn = 64;
$turn = 72;                // facets of what is turned

if (part == "probe_body") translate([0, 0, grip_top]) rotate([180, 0, 0]) probe_body();
else if (part == "probe_pad") translate([0, 0, pad_recess - grip_top]) probe_pad();
else if (part == "probe_carrier") translate([0, 0, -carrier_bottom]) probe_carrier();
else if (part == "probe_base") translate([0, 0, -base_bottom]) probe_base();
else if (part == "probe_guide") translate([0, 0, base_bottom]) rotate([180, 0, 0]) probe_guide();
else if (part == "probe_tip_1cm2") translate([0, 0, tip_length]) probe_tip(tip_area_large, tip_edge_large);
else if (part == "probe_tip_05cm2") translate([0, 0, tip_length]) probe_tip(tip_area_small, tip_edge_small);
else if (part == "probe_tip_soft") translate([0, 0, tip_length]) probe_tip_soft();
else if (part == "ball_dome") translate([0, 0, ball_skirt]) ball_dome();
else if (part == "ball_base") translate([0, 0, -ball_floor_top]) ball_base();
else if (part == "ball_foot") translate([0, 0, ball_floor]) ball_foot();
else if (part == "ball_cover") translate([0, 0, cover_end]) ball_cover();
else if (part == "drill_template") translate([0, 0, template_wall + 4]) rotate([180, 0, 0]) drill_template();
else if (part == "switch_slider") translate([0, 0, 1.6]) rotate([90, 0, 0]) switch_slider();
else assert(false, str("There is no part '", part, "'."));
