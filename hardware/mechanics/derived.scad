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
// How far each disc is pressed in where what the springs stand on bows away under them, mm a N.
function settles(n, nest, total, bow, load, from, to, steps = 40) =
    let (x = (from + to) / 2)
    steps == 0 ? x
    : n * x + bow * nest * disc_force(x) * load > total ? settles(n, nest, total, bow, load, from, x, steps - 1)
    : settles(n, nest, total, bow, load, x, to, steps - 1);
function least(n, nest, part, gap, give, bow) =
    let (load = (1 - disc_load_minus) * (1 - stack_friction), before = settles(n, nest, n * part * disc_cone - stop_stack_tolerance, bow, load, 0, disc_cone),
         g = gap - stop_gap_tolerance + bow * nest * disc_force(before) * load)
    meets(n, nest, before, g, give + bow, load, 0, g);
function most(n, nest, part, gap) = let (g = gap + stop_gap_tolerance)
    meets(n, nest, part * disc_cone + stop_stack_tolerance / n, g, 0, (1 + disc_load_plus) * (1 + stack_friction), 0, g);

// A round plate held at its edge alone and pressed in its middle, mm a N: as if nothing held its edge straight, which is the most.
function bows(thick, radius, modulus, poisson) = let (stiff = modulus * pow(thick, 3) / 12 / (1 - poisson * poisson))
    radius * radius * (3 + poisson) / (1 + poisson) / (16 * PI * stiff);
// What is under the screws' heads in their pockets, and what holds the inserts, gives as well: pressed, and sheared; six of each, mm a N.
function heads(grip, head, hole, pocket, modulus, poisson) = (grip / (PI / 4 * (head * head - hole * hole)) + ln(pocket / head) * (1 + poisson) / (PI * grip)) / modulus / 6;
function inserted(hole, length, far, modulus, poisson) = ln(far / hole) * (1 + poisson) / (PI * length) / modulus / 6;
ball_heads = heads(ball_foot_grip, 5.5, m3_clearance, m3_head, print_modulus, print_poisson) + inserted(insert_m3_hole, 5.7, 16, print_modulus, print_poisson);
ball_bow = ball_heads + bows(ball_foot_thickness - ball_grip_recess, ball_foot_screws, print_modulus, print_poisson) + bows(backing_thickness, backing_diameter / 2, disc_modulus, disc_poisson);

probe_stop_least = least(probe_discs, 1, probe_preload_part, probe_stop_gap, probe_give, 0);
probe_stop_most = most(probe_discs, 1, probe_preload_part, probe_stop_gap);
ball_stop_least = least(ball_disc_pairs, 2, ball_preload_part, ball_stop_gap, ball_give, ball_bow);
ball_stop_most = most(ball_disc_pairs, 2, ball_preload_part, ball_stop_gap);

assert(probe_stop_least > probe_largest_cap, "The probe's stop would take load below the largest limit: readings would be too low.");
assert(probe_stop_most < bar_rated, "The probe's stop engages too late for the cell.");
assert(ball_stop_least > ball_largest_cap * (1 + ball_stop_margin), "The ball's stop would take load below the largest limit: readings would be too low.");
assert(ball_bow * ball_stop_most < 0.15, "The foot bows under the springs.");
assert(ball_stop_most < button_rated, "The ball's stop engages too late for the cell.");
assert(probe_stop_part + probe_part_error < 1 && ball_stop_part + ball_part_error < 1, "The discs would be pressed flat before the stop meets.");

// Probe, heights from the underside of the cell, downwards negative.
carrier_floor = probe_shoulder_length - washer_m8 - probe_stack;
hub_top = -carrier_pad - carrier_pocket;
carrier_bottom = hub_top - carrier_floor;
shoulder_end = hub_top - probe_shoulder_length;
stop_face = shoulder_end - washer_m6 - thin_nut_m6;
base_bottom = stop_face + probe_stop_gap;
base_top = base_bottom + base_thickness;
thread_end = shoulder_end - shoulder_thread;
shaft_top = thread_end - button_head_m4 - washer_m4_thickness;
bush_top = shaft_top - lift_spring;
probe_bushes = probe_bush_length + probe_bush_span;
guide_end = bush_top - probe_bushes - guide_lip;
shaft_end = shaft_top - probe_shaft_length;
tip_face = shaft_end - tip_length;
grip_top = bar_height + grip_roof;
tip_diameter_large = 2 * sqrt(tip_area_large / PI);
tip_diameter_small = 2 * sqrt(tip_area_small / PI);

// What a force from the side puts on the two bushes by their maker's rule, N; lever from their middle, mm.
function bears(force, lever, aside, side, factor) = force * (factor * (side * lever + aside) + side);
probe_bush_lever = bush_top - probe_bushes / 2 - tip_face;

assert(abs(guide_end - shaft_end - guide_free) < 0.01, "The shaft's length and the guide do not agree.");
assert(guide_free > 3 * (probe_stop_gap + stop_gap_tolerance), "The tip would meet the guide.");
assert(thread_end <= stop_face - stop_washer_thickness - thin_nut_m6, "The second nut has no thread.");
assert(base_hole - disc_outer >= 2 * slide, "The springs would rub in the base.");
assert((stop_washer - base_hole) / 2 > 4, "The stop's ring is too narrow.");
assert(probe_bush_rated > bush_margin * bears(probe_largest_cap, probe_bush_lever, 0, sin(probe_tilt), probe_bush_moment), "The bushes are too weak for that tilt.");
assert(probe_bush_rated > bush_margin * bears(probe_stop_most, probe_bush_lever, 0, sin(probe_tilt / 2), probe_bush_moment), "The bushes are too weak for half of that tilt at the stop.");
assert(carrier_floor >= 4, "The carrier's floor is too thin for this screw.");
assert(carrier_pocket - shoulder_head_height >= probe_stop_gap + stop_gap_tolerance + 0.5, "The screw's head would meet the cell before the stop.");

// Ball, heights from the middle of the ball.
ball_floor_top = -ball_floor + ball_foot_thickness;
plate_bottom = ball_floor_top + washer_m8 + ball_stack;
cell_foot = plate_bottom + backing_thickness;
button_top = cell_foot + button_height;
ball_bush_bottom = ball_bush_top - ball_bush_length - ball_bush_span;
ball_bush_middle = (ball_bush_top + ball_bush_bottom) / 2;
ball_shaft_top = button_top + ball_shaft_length;
dome_stop = ball_neck_top + ball_stop_gap;
dome_cavity = ball_bush_top + ball_stop_gap + stop_gap_tolerance + 0.6;
neck_radius = ball_skirt_bore - ball_play;
pin_height = -2;
pin_end = sqrt(ball_radius * ball_radius - pin_height * pin_height) - ball_pin_sunk - ball_pin_length;
slot_floor = neck_radius - ball_pin_slot;
ledge = -ball_skirt - ball_groove;

assert(button_top < ball_bush_bottom - ball_bush_lip - 0.8, "The cell would meet the bush's lip.");
assert(ball_shaft_top - dome_cavity >= ball_shaft, "The shaft is held too short in the dome.");
assert(ball_radius - ball_shaft_top > 4, "The dome is thin above its shaft.");
// Pressed straight down beside the middle; along the skin's normal there, which goes through the middle of the ball; across at the top.
assert(ball_bush_rated > bush_margin * bears(ball_stop_most, 0, ball_aside, 0, ball_bush_moment), "The bushes are too weak beside the middle.");
assert(ball_bush_rated > bush_margin * bears(ball_stop_most, -ball_bush_middle, 0, tan(asin(ball_aside / ball_radius)), ball_bush_moment), "The bushes are too weak along the skin's normal.");
assert(ball_bush_rated > bush_margin * bears(ball_largest_cap, ball_radius - ball_bush_middle, 0, skin_friction, ball_bush_moment), "The bushes are too weak for a push across.");
assert(pin_end - slot_floor >= 0.5 + fit, "The retaining screws would press on the neck: load would go past the cell.");
assert(neck_radius - pin_end > 1, "The retaining screws would not reach into their slots.");
assert(ball_chamber_from > backing_diameter / 2 + 2 * fit + 1, "The chamber of the cable would open the plate's.");
assert(ball_groove > 3 * ball_stop_gap, "The groove closes so far that it could pinch.");
