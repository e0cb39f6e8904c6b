// The probe. Its axis is z, the tip points down, and the underside of the cell is z = 0. The palm presses on the axis: force, cell and
// tip are in one line, so the cell bends as a parallelogram and sees no moment.
include <derived.scad>
include <shapes.scad>

fixed = [-bar_hole_outer, -bar_hole_inner];
free = [bar_hole_inner, bar_hole_outer];
base_screws = [for (x = [-24, 24], y = [-1, 1]) [x, y * 12.4]];
seat_end = -11;             // where the cell's seat ends
gland_z = -10;

// Handle: the fixed end of the cell is screwed under its roof.
module probe_body() {
    inner = grip_radius - grip_wall;
    difference() {
        union() {
            chamfered_grip(grip_half_length, grip_radius, base_top, grip_top, grip_chamfer);
            translate([-grip_half_length - grip_radius - 1.5, 0, gland_z]) rotate([0, 90, 0]) cylinder(d = 20.4, h = 8);
        }
        difference() {
            union() {
                translate([0, 0, base_top - 1]) linear_extrude(bar_height - base_top + 1, convexity = 6) stadium(grip_half_length, inner);
                // Above the part of the cell that moves.
                intersection() {
                    linear_extrude(bar_height + cell_clearance, convexity = 6) stadium(grip_half_length, inner);
                    translate([seat_end, -inner, 0]) cube([100, 2 * inner, 60]);
                }
                // The gland's nut wants a flat face.
                translate([-grip_half_length - grip_radius + 4, 0, gland_z]) rotate([0, 90, 0]) cylinder(d = gland_nut, h = 10);
            }
            for (p = base_screws) translate([p.x, p.y, base_top]) {
                cylinder(d = 8.5, h = bar_height + cell_clearance - base_top);
                translate([-4.25, p.y > 0 ? 0 : -5, 0]) cube([8.5, 5, bar_height + cell_clearance - base_top]);
            }
            // Two ribs that centre the cell.
            for (x = [-36, -16], y = [-1, 1]) translate([x, y * (bar_width / 2 + fit + 1.5), bar_height - 1.5]) cube([5, 3, 3], center = true);
        }
        for (p = base_screws) translate([p.x, p.y, base_top - 0.01]) cylinder(d = insert_m3_hole, h = insert_m3_depth);
        for (x = fixed) translate([x, 0, bar_height - 1]) {
            cylinder(d = m5_clearance, h = 30);
            translate([0, 0, 1 + 5.8]) cylinder(d = m5_head, h = 30);
        }
        translate([-80, 0, gland_z]) rotate([0, 90, 0]) cylinder(d = gland_hole, h = 40);
        // The pad's edge sinks in, so that it does not peel off.
        translate([0, 0, grip_top - pad_recess]) linear_extrude(pad_recess + 1, convexity = 6) stadium(grip_half_length, grip_radius - grip_chamfer - 1.5);
    }
}

// Soft pad: covers the screws and spreads the force over the palm.
module probe_pad() {
    radius = grip_radius - grip_chamfer - 1.5 - fit;
    flat = pad_recess;
    translate([0, 0, grip_top - pad_recess]) hull() {
        linear_extrude(flat, convexity = 6) stadium(grip_half_length, radius);
        for (i = [1 : 8]) let (a = 90 * i / 8)
            translate([0, 0, flat + pad_crown * sin(a) - 0.02]) linear_extrude(0.02, convexity = 6) stadium(grip_half_length, radius - 7 * (1 - cos(a)));
    }
}

// Carrier: from the free end of the cell back to the axis. Screwed on from below; the shoulder screw hangs in its hub.
module probe_carrier() {
    difference() {
        union() {
            hull() {
                translate([0, 0, carrier_bottom]) cylinder(d = carrier_hub, h = -carrier_pad - carrier_bottom);
                translate([10, -carrier_width / 2, carrier_bottom]) cube([8, carrier_width, -carrier_pad - carrier_bottom]);
            }
            translate([10, -carrier_width / 2, carrier_bottom]) cube([bar_length / 2 + 1 - 10, carrier_width, -carrier_pad - carrier_bottom]);
            translate([13.5, -bar_width / 2, -carrier_pad - 0.01]) cube([bar_length / 2 - 13.5, bar_width, carrier_pad + 0.01]);
        }
        translate([0, 0, hub_top]) cylinder(d = shoulder_head_diameter + 2 * slide, h = 30);
        translate([0, 0, carrier_bottom - 1]) cylinder(d = shoulder_diameter + 2 * bore_fit, h = 30);
        for (x = free) translate([x, 0, carrier_bottom - 1]) {
            cylinder(d = m4_clearance, h = 40);
            cylinder(d = m4_head, h = 1 + 5);
        }
    }
}

// Base: closes the handle; its underside is what the collar meets when the load is too great.
module probe_base() {
    lip = grip_radius - grip_wall - fit;
    difference() {
        union() {
            hull() {
                translate([0, 0, base_bottom + 1.5]) linear_extrude(base_thickness - 1.5, convexity = 6) stadium(grip_half_length, grip_radius);
                translate([0, 0, base_bottom]) linear_extrude(0.01, convexity = 6) stadium(grip_half_length, grip_radius - 1.5);
            }
            // A spigot inside the wall takes side loads off the screws.
            translate([0, 0, base_top - 0.01]) linear_extrude(1.5, convexity = 6) difference() { stadium(grip_half_length, lip); stadium(grip_half_length, lip - 2); }
        }
        translate([0, 0, base_bottom - 1]) cylinder(d = base_hole, h = 20);
        for (p = base_screws) translate([p.x, p.y, base_bottom - 1]) {
            cylinder(d = m3_clearance, h = 20);
            cylinder(d = m3_head, h = 1 + 3);
            translate([0, 0, 1 + base_thickness]) cylinder(d = 9.3, h = 5);
            translate([-4.65, p.y > 0 ? 0 : -6, 1 + base_thickness]) cube([9.3, 6, 5]);
        }
        // The carrier hangs a little lower than the spigot stands up.
        translate([-carrier_hub, -carrier_hub / 2 - 1, base_top]) cube([carrier_hub + bar_length / 2 + 2, carrier_hub + 2, 10]);
    }
}

// Stem: screwed onto the cartridge from below. Scallops for the fingers.
module probe_stem() {
    neck = tip_diameter_large / 2;
    r = collar_diameter / 2;
    z0 = -collar_height;
    difference() {
        translate([0, 0, stem_top]) rotate_extrude(convexity = 10, $fn = $turn) polygon(concat(
            // The spigot: what a push from the side meets, so that the cell feels none of it.
            [[0, 0], [spigot_bore / 2, 0], [spigot_bore / 2, spigot_height], [spigot_diameter / 2 - 0.6, spigot_height],
             [spigot_diameter / 2, spigot_height - 0.6], [spigot_diameter / 2, 0], [r - 0.6, 0], [r, -0.6]],
            arc(r - 1.5, z0 + 1.5, 1.5, 0, -90, 4),
            [[r - 3, z0]],
            // A long hollow curve down to the neck: no notch where the bending is greatest.
            [for (i = [0 : 10]) let (t = i / 10) [neck + (r - 4 - neck) * pow(1 - t, 2.2), z0 - 0.3 - 18 * t]],
            [[neck, -stem_length + stem_groove_at + stem_groove]],
            arc(neck, -stem_length + stem_groove_at, stem_groove, 90, 270, 8),
            [[neck, -stem_length], [0, -stem_length]]));
        for (a = [0 : 30 : 330]) rotate(a) translate([r + 1.6, 0, stem_top - collar_height - 1]) cylinder(r = 2.4, h = collar_height + 0.2, $fn = 24);
        translate([0, 0, stem_top - insert_m6_depth]) cylinder(d = insert_m6_hole, h = 20);
        translate([0, 0, stem_top - stem_length - 1]) cylinder(d = insert_m4_hole, h = insert_m4_depth + 1);
    }
}

// Holder of the silicone face: as long as a hard tip once the face is glued on. The face alone is renewed.
module probe_tip_soft() {
    r = tip_diameter_large / 2;
    translate([0, 0, -face_thickness]) difference() {
        rotate_extrude(convexity = 10, $fn = max($turn, 96)) polygon(concat(
            [[0, 0]], arc(r - face_edge, -face_edge, face_edge, 90, 0, 6), [[r, -tip_length + face_thickness], [0, -tip_length + face_thickness]]));
        translate([0, 0, -tip_length + face_thickness - 1]) cylinder(d = insert_m4_hole, h = insert_m4_depth + 1, $fn = 48);
    }
}

module probe_face() { translate([0, 0, -face_thickness]) cylinder(d = tip_diameter_large, h = face_thickness, $fn = 96); }

// Tip: the face is z = 0 and points up, as it is printed. Its projected area is nominal.
module probe_tip(area, edge) {
    d = 2 * sqrt(area / PI);
    neck = tip_diameter_large / 2;
    land = d / 2 < neck ? tip_land_small : tip_length;
    difference() {
        rotate_extrude(convexity = 10, $fn = max($turn, 96)) polygon(concat(
            [[0, 0]],
            arc(d / 2 - edge, -edge, edge, 90, 0, 8),
            d / 2 < neck ? [[d / 2, -land], [neck, -land - (neck - d / 2)]] : [],
            [[neck, -tip_length], [0, -tip_length]]));
        translate([0, 0, -tip_length - 1]) cylinder(d = insert_m4_hole, h = insert_m4_depth + 1, $fn = 48);
    }
}
