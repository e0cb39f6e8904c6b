// Bought parts, only for the pictures.
include <derived.scad>

module bar_cell() {
    color([0.80, 0.81, 0.83]) difference() {
        translate([-bar_length / 2, -bar_width / 2, 0]) cube([bar_length, bar_width, bar_height]);
        hull() for (x = [-5, 5]) translate([x, 0, bar_height / 2]) rotate([90, 0, 0]) cylinder(d = 9.6, h = 40, center = true, $fn = 48);
        for (x = [bar_hole_inner, bar_hole_outer]) {
            translate([x, 0, -1]) cylinder(d = 3.6, h = 30, $fn = 24);
            translate([-x, 0, -1]) cylinder(d = 4.6, h = 30, $fn = 24);
        }
    }
    color([0.95, 0.95, 0.92]) for (z = [-0.5, bar_height - 0.3]) translate([-11, -5.5, z]) cube([22, 11, 0.8]);
}

module disc_spring(pressed) {
    h = disc_cone * (1 - pressed);
    color([0.36, 0.40, 0.46]) rotate_extrude(convexity = 10, $fn = 64) polygon([
        [disc_inner / 2, h], [disc_inner / 2, h + disc_thickness], [disc_outer / 2, disc_thickness], [disc_outer / 2, 0]]);
}

// Discs facing alternately from z = 0 upwards, inner edges at both ends; nested: how many lie in one another.
module disc_stack(count, nested, pressed) {
    pitch = disc_cone * (1 - pressed) + nested * disc_thickness;
    for (i = [0 : count - 1]) translate([0, 0, i * pitch]) for (n = [0 : nested - 1])
        translate([0, 0, n * disc_thickness]) if (i % 2 == 1) disc_spring(pressed);
        else translate([0, 0, disc_cone * (1 - pressed) + disc_thickness]) mirror([0, 0, 1]) disc_spring(pressed);
}

module washer(inner, outer, height) color([0.72, 0.72, 0.74]) difference() {
    cylinder(d = outer, h = height, $fn = 48);
    translate([0, 0, -1]) cylinder(d = inner, h = height + 2, $fn = 48);
}

module nut(across, height) color([0.72, 0.72, 0.74]) cylinder(d = across / cos(30), h = height, $fn = 6);

// Head up, shoulder's end at z = 0.
module shoulder_screw(length) color([0.25, 0.26, 0.29]) {
    cylinder(d = shoulder_diameter, h = length, $fn = 48);
    translate([0, 0, -shoulder_thread]) cylinder(d = 5.9, h = shoulder_thread, $fn = 32);
    translate([0, 0, length]) difference() {
        cylinder(d = shoulder_head_diameter, h = shoulder_head_height, $fn = 48);
        translate([0, 0, 2]) cylinder(d = 5.8, h = 10, $fn = 6);
    }
}

module cap_screw(d, length) color([0.25, 0.26, 0.29]) {
    translate([0, 0, -length]) cylinder(d = d, h = length, $fn = 24);
    difference() {
        cylinder(d = 1.7 * d, h = d, $fn = 32);
        translate([0, 0, d / 2]) cylinder(d = d * 0.9, h = d, $fn = 6);
    }
}

module gland() color([0.16, 0.17, 0.19]) {
    translate([-17, 0, 0]) rotate([0, 90, 0]) cylinder(d1 = 11, d2 = 15, h = 12, $fn = 32);
    translate([-5, 0, 0]) rotate([0, 90, 0]) cylinder(d = 17.5, h = 5, $fn = 6);
    rotate([0, 90, 0]) cylinder(d = 12.4, h = 7, $fn = 32);
    translate([5.2, 0, 0]) rotate([0, 90, 0]) cylinder(d = 17.5, h = 4, $fn = 6);
}

module cable(points, d) color([0.16, 0.17, 0.19]) for (i = [0 : len(points) - 2]) hull() {
    translate(points[i]) sphere(d = d, $fn = 20);
    translate(points[i + 1]) sphere(d = d, $fn = 20);
}

module button_cell() {
    color([0.80, 0.81, 0.83]) {
        cylinder(d = button_diameter, h = button_height - 2, $fn = 64);
        translate([0, 0, button_height - 2]) intersection() {
            cylinder(d = 9, h = 2, $fn = 48);
            translate([0, 0, 2 - 18]) sphere(r = 18, $fn = 96);
        }
    }
}

module insert(d, h) color([0.83, 0.66, 0.27]) cylinder(d = d, h = h, $fn = 24);

module ring(d, thickness) color([0.10, 0.10, 0.11]) rotate_extrude(convexity = 10, $fn = 64) translate([d / 2 + thickness / 2, 0]) circle(d = thickness, $fn = 16);
