// The probe. Its axis is z, the tip points down, and the underside of the cell is z = 0. The palm presses on the axis: force, cell and
// tip are in one line. The tip sits on a shaft in two ball bushes, which take what tilts it or pushes from the side.
include <derived.scad>
include <shapes.scad>

fixed = [-bar_hole_outer, -bar_hole_inner];
free = [bar_hole_inner, bar_hole_outer];
base_screws = [for (x = [-24, 24], y = [-1, 1]) [x, y * 12.4]];
guide_at = [for (x = [-1, 1], y = [-1, 1]) [x * guide_screws, y * guide_screws]];
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

// Base: closes the handle; its underside is what the stop washer meets when the load is too great. The guide is screwed on below it.
module probe_base() {
    lip = grip_radius - grip_wall - fit;
    difference() {
        union() {
            hull() {
                translate([0, 0, base_bottom + 1.5]) linear_extrude(base_thickness - 1.5, convexity = 6) stadium(grip_half_length, grip_radius);
                translate([0, 0, base_bottom]) linear_extrude(0.01, convexity = 6) stadium(grip_half_length, grip_radius - 1.5);
            }
            // A rim inside the wall takes side loads off the screws.
            translate([0, 0, base_top - 0.01]) linear_extrude(1.5, convexity = 6) difference() { stadium(grip_half_length, lip); stadium(grip_half_length, lip - 2); }
        }
        translate([0, 0, base_bottom - 1]) cylinder(d = base_hole, h = 20);
        for (p = guide_at) translate([p.x, p.y, base_bottom - 1]) cylinder(d = insert_m3_hole, h = 1 + insert_m3_short_depth, $fn = 32);
        for (p = base_screws) translate([p.x, p.y, base_bottom - 1]) {
            cylinder(d = m3_clearance, h = 20);
            cylinder(d = m3_head, h = 1 + 3);
            translate([0, 0, 1 + base_thickness]) cylinder(d = 9.3, h = 5);
            translate([-4.65, p.y > 0 ? 0 : -6, 1 + base_thickness]) cube([9.3, 6, 5]);
        }
        // The carrier hangs a little lower than the rim stands up.
        translate([-carrier_hub, -carrier_hub / 2 - 1, base_top]) cube([carrier_hub + bar_length / 2 + 2, carrier_hub + 2, 10]);
    }
}

// Guide: holds the ball bush in which the shaft runs. What tilts or pushes from the side ends here and in the handle, not in cell or joint.
module probe_guide() {
    washer_floor = stop_face - stop_washer_thickness - probe_stop_gap;
    difference() {
        union() {
            translate([0, 0, base_bottom - guide_flange]) hull() for (p = guide_at) translate([p.x, p.y, 0]) cylinder(r = 5, h = guide_flange, $fn = 48);
            translate([0, 0, guide_end]) rotate_extrude(convexity = 6, $fn = $turn) polygon([
                [0, 0], [guide_radius - 2, 0], [guide_radius, 2], [guide_radius, base_bottom - guide_flange - guide_end - 5],
                [guide_radius + 5, base_bottom - guide_flange - guide_end], [guide_radius + 5, base_bottom - guide_flange - guide_end + 1], [0, base_bottom - guide_flange - guide_end + 1]]);
        }
        translate([0, 0, washer_floor]) cylinder(r = stop_washer / 2 + 0.6, h = 30, $fn = 96);
        // The gap of the stop stays in reach: above the washer, from all four sides. Widens outwards by 45 degrees, so that nothing hangs in the print.
        deep = probe_stop_gap + stop_gap_tolerance;
        for (a = [0 : 90 : 270]) rotate(a) translate([0, guide_window / 2, base_bottom]) rotate([90, 0, 0]) linear_extrude(guide_window)
            polygon([[stop_washer / 2 - 2, 1], [stop_washer / 2 - 2, -deep], [stop_washer / 2 - 1.2, -deep], [stop_washer / 2 + 4, -deep - 5.2], [stop_washer / 2 + 4, 1]]);
        // Narrows by 45 degrees, so that it is printed on its flange without supports.
        translate([0, 0, washer_floor - (stop_washer / 2 + 0.6)]) cylinder(r1 = 0, r2 = stop_washer / 2 + 0.6, h = stop_washer / 2 + 0.61, $fn = 96);
        // Wide enough for the bush to be put in from above.
        translate([0, 0, guide_end + guide_lip]) cylinder(d = probe_bush_outer + 2 * bush_fit, h = 60, $fn = 96);
        translate([0, 0, guide_end - 1]) cylinder(d = probe_shaft + 3, h = 20);
        for (p = guide_at) translate([p.x, p.y, base_bottom - guide_flange - 1]) {
            cylinder(d = m3_clearance, h = 30, $fn = 32);
            cylinder(d = m3_head, h = 1 + guide_flange - guide_grip, $fn = 32);
        }
    }
}

// Holder of the silicone face: as long as a hard tip once the face is glued on. The face alone is renewed.
module probe_tip_soft() {
    r = tip_diameter_large / 2;
    translate([0, 0, -face_thickness]) difference() {
        rotate_extrude(convexity = 10, $fn = max($turn, 96)) polygon(concat(
            [[0, 0]], arc(r - face_edge, -face_edge, face_edge, 90, 0, 6),
            arc(r, face_thickness - tip_groove_at, tip_groove, 90, 270, 8),
            [[r, -tip_length + face_thickness], [0, -tip_length + face_thickness]]));
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
            // The groove holds the ring of the film.
            arc(neck, -tip_groove_at, tip_groove, 90, 270, 8),
            [[neck, -tip_length], [0, -tip_length]]));
        translate([0, 0, -tip_length - 1]) cylinder(d = insert_m4_hole, h = insert_m4_depth + 1, $fn = 48);
    }
}
