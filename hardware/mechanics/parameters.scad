// Every dimension of the printed parts, once. Lengths in mm, forces in N. One name, one number a line: the tests read this file too.
// What follows from these numbers stands in derived.scad.

// ---- Probe: the cell, a bar of 80 × 12.7 × 12.7 mm with threads M5 and M4, 20 kgf --------------------------------------------------
// Fits HT Sensor TAL220-20kg and its many look-alikes (sold as YZC-133 or "20 kg bar"). Measure yours: the outline varies by tenths.
bar_length = 80;            // mm
bar_width = 12.7;           // mm
bar_height = 12.7;          // mm
bar_hole_outer = 35;        // mm from the middle to the outer hole of each pair
bar_hole_inner = 20;        // mm from the middle to the inner hole of each pair
bar_rated = 196.1;          // N, 20 kgf

// ---- Ball bushes: what takes tilt and side load and rubs almost not. Two in a row on each shaft: one alone is not made for a moment. Outlines by THK's table ----
probe_bush_outer = 15;      // mm, LM8
probe_bush_length = 24;     // mm
probe_shaft = 8;            // mm, hardened, h6
probe_shaft_length = 70;    // mm, M4 in both ends
probe_bush_span = 24;       // mm between the middles of the two, which lie end to end
probe_bush_moment = 0.128;  // 1/mm, THK's factor K for two in contact: a moment counts as K times as much load
probe_bush_rated = 392;     // N, static load of one: the least that a maker states (THK 402)
probe_tilt = 15;            // degrees that the probe is still to bear at its largest limit; half of it at the stop
ball_bush_outer = 21;       // mm, LM12
ball_bush_length = 30;      // mm
ball_shaft = 12;            // mm
ball_shaft_length = 77;     // mm, plain
ball_bush_lip = 1.5;        // mm below the lower one
ball_bush_span = 30;        // mm
ball_bush_moment = 0.097;   // 1/mm
ball_bush_rated = 598;      // N, the least that a maker states (THK; others 784)
bush_friction = 0.003;      // –, the larger end of what makers state for bushes without seals, 0.001 to 0.003
bush_margin = 1.3;          // –, how far what they bear stays below their rating
ball_aside = 10;            // mm beside the middle that the ball is still to measure, and to bear at the stop
head_friction = 0.15;       // –, of the shaft's round head on the cartridge's screw, steel on steel, greased
tip_aside = 3;              // mm beside the tip's middle that skin may press
skin_friction = 0.3;        // –, of the force across: skin or cloth on the ball, assumed

// ---- Ball: the cell, a button or disc of at least 50 kgf ---------------------------------------------------------------------------
// Chosen: burster 8526, 0 to 500 N. Outline as remembered of the maker's sheet, not read there: measure the cell that came, set diameter
// and height, and print the base anew: its bore keeps the cell in the middle. Any round cell up to 34 mm.
button_diameter = 31.8;     // mm, body of the cell
button_height = 9.9;        // mm, from its foot to the top of its load button
button_rated = 490.3;       // N, 50 kgf

// ---- Disc springs DIN EN 16983, 16 × 8.2 × 0.4, both instruments -------------------------------------------------------------------
disc_outer = 16;            // mm
disc_inner = 8.2;           // mm
disc_thickness = 0.4;       // mm
disc_cone = 0.5;            // mm, free cone height h0
disc_modulus = 206000;      // N/mm², spring steel
disc_poisson = 0.3;         // –
disc_load_minus = 0.075;    // –, tolerance of the load below nominal for discs thinner than 1.25 mm
disc_load_plus = 0.25;      // –, and above
stack_friction = 0.03;      // –, friction in the stack, each way

probe_discs = 8;            // one behind the other, facing alternately
probe_preload_part = 0.35;  // –, of the cone height pressed in when nothing loads the tip
probe_stop_gap = 1.0;       // mm, stop washer to base at rest

ball_disc_pairs = 8;        // one behind the other, facing alternately, each of two discs nested
ball_preload_part = 0.58;   // –
ball_stop_gap = 1.2;        // mm, dome to neck at rest

stop_stack_tolerance = 0.20; // mm, what the printed parts and the bolt may add to or take from the preload
stop_gap_tolerance = 0.15;  // mm, of the gap; measured: the probe's with a feeler gauge, the ball's from three depths

// What cell and plastic give closes the gap before the springs yield. Least 0: as stiff as steel, the latest stop.
probe_give = 0.003;         // mm a N at most: carrier 0.001 by beam theory, roof and seat 0.002 (a crude sum, PETG of 1500 N/mm²)
ball_give = 0.0005;         // mm a N at most: cell 0.0001, steel plate 0.0001, base and its screws 0.0003 (a crude sum)
print_modulus = 1500;       // N/mm², PETG pressed for years
print_poisson = 0.4;        // –
ball_stop_margin = 0.10;    // –, how far the ball's stop stays above its largest limit

// ---- Forces that the stop must stay away from ---------------------------------------------------------------------------------------
probe_largest_cap = 100;    // N, 1000 kPa on 1 cm²: the largest limit of the probe
ball_largest_cap = 250;     // N, the largest limit of the ball
ball_body_weight = 1200;    // N, a person's whole weight on the ball

// ---- Bought metal parts ----------------------------------------------------------------------------------------------------------------
shoulder_diameter = 8;      // mm, shoulder screw ISO 7379
shoulder_head_diameter = 13; // mm
shoulder_head_height = 5.5; // mm
shoulder_thread = 11;       // mm of M6
probe_shoulder_length = 12; // mm
washer_m8 = 1.6;            // mm, ISO 7089, 300 HV, 16 across: what the springs' edge stands on, in both instruments
washer_m6 = 1.6;            // mm, ISO 7089, 12 across
thin_nut_m6 = 3.2;          // mm, ISO 4035
backing_diameter = 44;      // mm, steel plate below the ball's cell: the springs press it up against a lip of the base
backing_thickness = 3;      // mm
stop_washer = 30;           // mm, washer 6.4 × 30 × 1.5 of the probe's stop
stop_washer_thickness = 1.5; // mm
washer_m4_large = 12;       // mm, ISO 7093
washer_m4_thickness = 1;    // mm
button_head_m4 = 2.2;       // mm, ISO 7380: its round head is what the cartridge presses on
button_head_diameter = 7.6; // mm
lift_spring = 6;            // mm, length of the light spring that keeps shaft and cartridge together
insert_m3_hole = 4.0;       // mm, heat-set insert M3 × 5.7, and M3 × 4 in the skirt of the ball and in the base of the probe
insert_m3_depth = 6.5;      // mm
insert_m3_short_depth = 4.5; // mm, for M3 × 4
insert_m4_hole = 5.6;       // mm, heat-set insert M4 × 6
insert_m4_depth = 7;        // mm
m3_clearance = 3.4;         // mm
m4_clearance = 4.5;         // mm
m5_clearance = 5.5;         // mm
m5_head = 10.6;             // mm, socket head on a washer ISO 7089 of 10 mm
m4_head = 9.6;              // mm, socket head on a washer ISO 7089 of 9 mm
m3_head = 6.2;              // mm
gland_hole = 12.7;          // mm, cable gland PG7
gland_nut = 20;             // mm, room for its nut

// ---- Fits --------------------------------------------------------------------------------------------------------------------------------
fit = 0.2;                  // mm a side, parts that go together once
slide = 0.4;                // mm a side, parts that must move freely
bush_fit = 0.12;            // mm a side, ball bush in its printed bore, glued
shaft_glue = 0.1;           // mm a side, shaft of the ball in the dome, glued with epoxy
bore_fit = 0.15;            // mm a side, shoulder in its printed bore; ream to 8.2
cell_clearance = 2.0;       // mm round the parts of the cell that move

// ---- Probe: printed parts ---------------------------------------------------------------------------------------------------------------
grip_radius = 19;           // mm, half the width of the handle
grip_half_length = 30;      // mm, middle to the centre of each rounded end
grip_wall = 3;              // mm
grip_roof = 13.6;           // mm, from the top of the cell to the flat top of the handle
grip_chamfer = 6;           // mm
pad_crown = 6;              // mm, height of the soft pad
pad_recess = 1.5;           // mm
base_thickness = 5;         // mm
base_hole = 18.4;           // mm, the springs stand in it
carrier_width = 15;         // mm
carrier_hub = 26;           // mm
carrier_pad = 2;            // mm, keeps the carrier off the middle of the cell
carrier_pocket = 7.5;       // mm, for the screw's head and its way up
guide_flange = 8;           // mm
guide_screws = 13;          // mm, four M3 at ± this from the axis, both ways
guide_grip = 5;             // mm of flange under the screws' heads
guide_radius = 11;          // mm, the part that holds the bushes
guide_lip = 2;              // mm below the lower one
guide_window = 13.2;        // mm, width of four windows in the flange: through them a feeler gauge of 12.7 mm reaches the gap of the stop
guide_free = 14;            // mm of shaft between guide and tip: no skin reaches the guide
tip_groove = 1.2;           // mm, radius of the groove for the cover's O-ring 8 × 2
tip_groove_at = 10;         // mm from the face, clear of the insert's end
tip_length = 14;            // mm
tip_area_large = 100;       // mm², projected: the whole diameter presses once the skin has come round the edge
tip_area_small = 50;        // mm²
tip_edge_large = 1.0;       // mm, edge radius
tip_edge_small = 0.8;       // mm
tip_land_small = 5;         // mm, cylindrical end of the small tip
face_thickness = 2;         // mm, silicone face of the third tip
face_edge = 0.3;            // mm, edge radius of the holder under the silicone face

// ---- Ball: printed parts ----------------------------------------------------------------------------------------------------------------
ball_radius = 31.5;         // mm
ball_skirt = 6;             // mm, how far the dome reaches below its middle
ball_skirt_bore = 27;       // mm, radius
ball_play = 1.0;            // mm a side, skirt to neck and dome to the bush's housing: the bushes guide, these never touch
ball_neck_top = 4;          // mm above the middle of the ball: what the dome meets
ball_bush_top = 11;         // mm above the middle
ball_housing = 15;          // mm, radius of what holds the bushes above the neck
ball_groove = 4;            // mm, between skirt and foot: far more than the way to the stop, so that nothing is pinched
ball_foot_radius = 68;      // mm
ball_floor = 86.1;          // mm, from the middle of the ball down to the table
ball_foot_thickness = 12;   // mm, the plate that is screwed on from below and presses the springs: 6 mm bowed by 0.16 to 0.63 mm under them
ball_foot_grip = 1.8;       // mm of it under the screws' heads
ball_foot_screws = 30;      // mm, radius of the circle of six M3
ball_grip_recess = 0.8;     // mm, for a rubber sheet
ball_grip_radius = 58;      // mm
ball_pin_travel = 1.6;      // mm, play of the retaining pins up and down at rest
ball_pin_length = 6;        // mm, grub screw M3 × 6
ball_pin_sunk = 0.6;        // mm below the skin side; the hole above it is filled with silicone
ball_pin_slot = 3.5;        // mm, how deep the slots of the neck are
ball_cable = 5;             // mm
ball_chamber_from = 24;     // mm from the middle, chamber in the base for the joints of the cell's cable
ball_chamber_to = 41;       // mm
ball_chamber_width = 14;    // mm, open to the foot
ball_cable_height = 5.2;    // mm above the foot of the cell
cover_wall = 1.2;           // mm, soft washable cap
cover_end = 3;              // mm below the middle of the ball; the skirt ends lower, so the cap never bridges the groove

// ---- Box: Hammond 1591B (112 × 62 mm lid), drill template -----------------------------------------------------------------------------
box_length = 112;           // mm
box_width = 62;             // mm
box_height = 31;            // mm with its lid, as remembered: measure the box that came
box_wall = 2;               // mm, walls, floor and lid, as remembered
box_post = 6.5;             // mm, posts of the lid's screws in the corners, as remembered
box_post_inset = 5.5;       // mm from the outside to the middle of a post
box_lip = 22;               // mm
box_light_x = 36;           // mm from the middle of the lid, hole 1
box_light = 2.2;            // mm, what hole 1 is opened to: the light pipe
box_sound_x = 8;            // mm, hole 2
box_sound = 8;              // mm, what it is opened to: the vent needs a rim
box_reserve_x = -39.5;      // mm, hole 8: over the reserve buzzer, opened and closed by a vent as hole 2
box_reserve_y = 18;         // mm
box_label_notch_x = 20;     // mm, corner that is cut out of the label for hole 8
box_label_notch_y = 11;     // mm
box_battery_x = -22;        // mm, middle of the battery: away from the computer's side of the board
box_sheet_left = -10;       // mm, insulating sheet between battery and board: how far it reaches
box_sheet_right = 18;       // mm
box_sheet_front = -18;      // mm
box_sheet_back = 26;        // mm
box_leads = 1.2;            // mm, what the leads below the board are cut to
box_gland_y = 1.5;          // mm from the middle, hole 3: its nut passes the mate of the cell's connector
box_gland_below = 11;       // mm below the lid's top, holes 3 and 4
box_button_y = -16;         // mm, hole 4
box_button = 6.2;           // mm, what it is opened to: the socket of the patient's button
box_usb_y = 14;             // mm, hole 5
box_usb_below = 15.8;       // mm below the lid's top: the plug on the board
box_reset_x = 13.2;         // mm, hole 6: over the reset button of the board, for a rod of plastic
box_reset_y = -21.3;        // mm
box_reset = 3;              // mm, what it is opened to
box_switch_x = 2;           // mm, hole 7: over the switch
box_switch_y = -22.3;       // mm
box_switch_slot = 8;        // mm, length of the slot it is opened to, along the lid; 4 mm wide
box_switch_body = 3.5;      // mm, height of the switch without its slider, as remembered
box_switch_pin = 1.5;       // mm, width and height of its slider, as remembered
box_switch_travel = 2;      // mm, from use (left) to charge, as remembered
box_board_length = 92;      // mm, what a board may take: between the posts, clear of the gland's thread
box_board_width = 50;       // mm
box_board_thickness = 1.6;  // mm
box_spacer = 10;            // mm, spacers below the board; the battery lies between them
box_tape = 0.8;             // mm, tape below the battery
box_battery = 5.4;          // mm, thickness of the battery
box_battery_swells = 0.1;   // –, of its thickness, in years; what lies over it keeps away from it even then
box_spacer_x = 30;          // mm, from the middle to their axes
box_spacer_y = 21;          // mm
template_wall = 2;          // mm
pilot = 3;                  // mm
