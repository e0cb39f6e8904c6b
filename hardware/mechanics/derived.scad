// What follows from parameters.scad. A design that would let the cell be overloaded, or the stop take load below a limit, does not render.
include <parameters.scad>

// Force of one disc spring pressed in by s (Almen and László), N.
function disc_force(s) =
    let (ratio = disc_outer / disc_inner,
         k1 = pow((ratio - 1) / ratio, 2) / ((ratio + 1) / (ratio - 1) - 2 / ln(ratio)) / PI,
         h = disc_cone / disc_thickness, x = s / disc_thickness)
    4 * disc_modulus / (1 - disc_poisson * disc_poisson) * pow(disc_thickness, 4) / (k1 * disc_outer * disc_outer)
    * x * ((h - x) * (h - x / 2) + 1);

probe_stack = probe_discs * (disc_thickness + disc_cone * (1 - probe_preload_part));
ball_stack = ball_disc_pairs * (2 * disc_thickness + disc_cone * (1 - ball_preload_part));

// How far each disc is pressed in when the stop meets.
probe_stop_part = probe_preload_part + probe_stop_gap / (probe_discs * disc_cone);
ball_stop_part = ball_preload_part + ball_stop_gap / (ball_disc_pairs * disc_cone);
probe_part_error = (stop_stack_tolerance + stop_gap_tolerance) / (probe_discs * disc_cone);
ball_part_error = (stop_stack_tolerance + stop_gap_tolerance) / (ball_disc_pairs * disc_cone);

// Where the stop meets: the springs' way and what the rest gives close the gap together. x: pressed in, mm, all springs; the force rises with it.
function meets(n, nest, before, gap, give, load, from, to, steps = 40) =
    let (x = (from + to) / 2)
    steps == 0 ? nest * disc_force(before + x / n) * load
    : x > gap - give * nest * disc_force(before + x / n) * load ? meets(n, nest, before, gap, give, load, from, x, steps - 1)
    : meets(n, nest, before, gap, give, load, x, to, steps - 1);
function least(n, nest, part, gap, give) = let (g = gap - stop_gap_tolerance)
    meets(n, nest, part * disc_cone - stop_stack_tolerance / n, g, give, (1 - disc_load_minus) * (1 - stack_friction), 0, g);
function most(n, nest, part, gap) = let (g = gap + stop_gap_tolerance)
    meets(n, nest, part * disc_cone + stop_stack_tolerance / n, g, 0, (1 + disc_load_plus) * (1 + stack_friction), 0, g);

probe_stop_least = least(probe_discs, 1, probe_preload_part, probe_stop_gap, probe_give);
probe_stop_most = most(probe_discs, 1, probe_preload_part, probe_stop_gap);
ball_stop_least = least(ball_disc_pairs, 2, ball_preload_part, ball_stop_gap, ball_give);
ball_stop_most = most(ball_disc_pairs, 2, ball_preload_part, ball_stop_gap);

assert(probe_stop_least > probe_largest_cap, "The probe's stop would take load below the largest limit: readings would be too low.");
assert(probe_stop_most < bar_rated, "The probe's stop engages too late for the cell.");
assert(ball_stop_least > ball_largest_cap * (1 + ball_stop_margin), "The ball's stop would take load below the largest limit: readings would be too low.");
assert(ball_stop_most < button_rated, "The ball's stop engages too late for the cell.");
assert(probe_stop_part + probe_part_error < 1 && ball_stop_part + ball_part_error < 1, "The discs would be pressed flat before the stop meets.");

// Probe, heights from the underside of the cell, downwards negative.
carrier_floor = probe_shoulder_length - washer_m8 - probe_stack;
hub_top = -carrier_pad - carrier_pocket;
carrier_bottom = hub_top - carrier_floor;
shoulder_end = hub_top - probe_shoulder_length;
stem_top = shoulder_end - washer_m6 - thin_nut_m6;
base_bottom = stem_top + probe_stop_gap;
base_top = base_bottom + base_thickness;
grip_top = bar_height + grip_roof;
tip_diameter_large = 2 * sqrt(tip_area_large / PI);
tip_diameter_small = 2 * sqrt(tip_area_small / PI);

assert(base_hole - spigot_diameter >= 2 * slide, "The spigot would rub in the base.");
assert(spigot_bore - disc_outer >= 2 * slide, "The springs would rub in the spigot.");
assert(stem_top + spigot_height + probe_stop_gap + stop_gap_tolerance < carrier_bottom - 1, "The spigot would meet the carrier before the stop.");
assert(carrier_floor >= 4, "The carrier's floor is too thin for this screw.");
assert(carrier_pocket - shoulder_head_height >= probe_stop_gap + stop_gap_tolerance + 0.5, "The screw's head would meet the cell before the stop.");

// Ball, heights from the middle of the ball.
ball_floor_top = -ball_floor + 5;
cell_foot = ball_floor_top + backing_thickness;
button_top = cell_foot + button_height;
ball_shoulder_end = button_top + shoulder_thread;
plate_top = ball_shoulder_end + ball_shoulder_length;
hub_bottom = ball_shoulder_end + ball_stack + washer_m8;
plate_bottom = plate_top - ball_plate_thickness;
neck_top = plate_bottom - ball_stop_gap;
neck_radius = ball_skirt_bore - slide;
neck_bore = neck_radius - ball_neck_wall;
pin_height = -2;
pin_end = sqrt(ball_radius * ball_radius - pin_height * pin_height) - ball_pin_sunk - ball_pin_length;
slot_floor = neck_radius - ball_pin_slot;
ledge = -ball_skirt - ball_groove;
head_room = plate_top + shoulder_head_height + ball_stop_gap + stop_gap_tolerance + 0.6;

assert(head_room + 3 < ball_radius - 5, "The screw's head would come too near to the skin of the dome.");
assert(hub_bottom < plate_top - 6, "The plate is too thin above the springs.");
assert(pin_end - slot_floor >= 0.5 + fit, "The retaining screws would press on the neck: load would go past the cell.");
assert(neck_radius - pin_end > 1, "The retaining screws would not reach into their slots.");
assert(ball_groove > 3 * ball_stop_gap, "The groove closes so far that it could pinch.");
