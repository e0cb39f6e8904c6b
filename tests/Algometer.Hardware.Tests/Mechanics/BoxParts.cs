using System.Numerics;
using Algometer.Hardware.Tests.Electronics;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>
/// The box with a board in it; z = 0 is its floor inside, the cell's cable comes in at the left. The board is the one that is drawn
/// (its small parts, leads and what lies below are read from its file): connectors, buzzer and red light lie where the lid's and walls' holes are. Box and posts are as remembered of the maker's drawing.
/// </summary>
internal static class BoxParts
{
    private const double ModuleHeight = 3.3;
    private const double BuzzerHeight = 9.5;
    private const double ConnectorHeight = 6.1;
    private static readonly Lazy<LaidBoard> _laid = new(LaidBoard.Read);

    public static void Put(Assembly box, Parameters p)
    {
        Bought bought = box.Bought;
        double wall = p["box_wall"];
        double top = p["box_height"] - wall;
        double under = top - wall;
        (double x, double y) outside = (p["box_length"] / 2, p["box_width"] / 2);
        (double x, double y) post = (outside.x - p["box_post_inset"], outside.y - p["box_post_inset"]);
        double boardBottom = p["box_spacer"];
        double boardTop = boardBottom + p["box_board_thickness"];
        double side = top - p["box_gland_below"];
        double gland = p["box_gland_y"];
        double usb = top - p["box_usb_below"];
        double usbOnBoard = boardTop + 1.6;
        Assert.True(Math.Abs(usb - usbOnBoard) < 0.2, $"The plug's hole is at {usb:0.0} mm and the plug on the board at {usbOnBoard:0.0} mm above the floor.");
        (double X, double Y)[] corners = [(1, 1), (1, -1), (-1, 1), (-1, -1)];
        (double X, double Y)[] spacers = [.. corners.Select(corner => (corner.X * p["box_spacer_x"], corner.Y * p["box_spacer_y"]))];

        // The box: what is drilled by the template, and four holes in the floor that the board shows.
        Columns shell = Columns.Of([Block(-outside.x, outside.x, -outside.y, outside.y, -wall, under)]).Without(
        [
            Columns.Of([Block(-outside.x + wall, outside.x - wall, -outside.y + wall, outside.y - wall, 0, under + 1)]),
            Columns.Of([Shapes.Rod(At(-outside.x - 1, gland, side), At(-outside.x + wall + 1, gland, side), p["gland_hole"])]),
            Columns.Of([Shapes.Rod(At(outside.x + 1, p["box_button_y"], side), At(outside.x - wall - 1, p["box_button_y"], side), p["box_button"])]),
            Columns.Of([Block(outside.x - wall - 1, outside.x + 1, p["box_usb_y"] - 6.5, p["box_usb_y"] + 6.5, usb - 4, usb + 4)]),
            .. spacers.Select(at => Columns.Of([Shapes.UprightRod(at.X, at.Y, -wall - 1, 1, p["m3_clearance"])])),
        ]);
        box.Put("box", 0, 0, shell);
        for (int i = 0; i < 4; i++)
        {
            (double X, double Y) at = (corners[i].X * post.x, corners[i].Y * post.y);
            box.Put($"post, {i + 1}", 0, 0, Shapes.UprightRod(at.X, at.Y, 0, under, box.Wide(p["box_post"])));
            box.Put($"screw of the lid, {i + 1}", 9, 0, Shapes.UprightRod(at.X, at.Y, top, top + 2, 6), Shapes.UprightRod(at.X, at.Y, top - 10, top, 3));
            ProbeParts.Meant(box, "thread", ($"screw of the lid, {i + 1}", $"post, {i + 1}"));
        }

        box.Put("lid", 9, 0, Columns.Of([Block(-outside.x, outside.x, -outside.y, outside.y, under, top)]).Without(
        [
            Columns.Of([Shapes.UprightRod(p["box_light_x"], 0, under - 1, top + 1, p["box_light"])]),
            Columns.Of([Shapes.UprightRod(p["box_sound_x"], 0, under - 1, top + 1, p["box_sound"])]),
            Columns.Of([Shapes.UprightRod(p["box_reserve_x"], p["box_reserve_y"], under - 1, top + 1, p["box_sound"])]),
            Columns.Of([Shapes.UprightRod(p["box_reset_x"], p["box_reset_y"], under - 1, top + 1, p["box_reset"])]),
            Columns.Of([Block(p["box_switch_x"] - (p["box_switch_slot"] / 2), p["box_switch_x"] + (p["box_switch_slot"] / 2), p["box_switch_y"] - 2, p["box_switch_y"] + 2, under - 1, top + 1)]),
            .. corners.Select(corner => Columns.Of([Shapes.UprightRod(corner.X * post.x, corner.Y * post.y, under - 1, top + 1, 3.5)])),
        ]));

        // Board on its spacers, a screw from either end of each.
        double screw = bought.SpacerScrewLength;
        box.Put("board", 3, 0, Columns.Of([Block(-p["box_board_length"] / 2, p["box_board_length"] / 2, -p["box_board_width"] / 2, p["box_board_width"] / 2, boardBottom, boardTop)]).Without(
            [.. spacers.Select(at => Columns.Of([Shapes.UprightRod(at.X, at.Y, boardBottom - 1, boardTop + 1, p["m3_clearance"])]))]));
        for (int i = 0; i < 4; i++)
        {
            (double X, double Y) at = spacers[i];
            box.Put($"spacer, {i + 1}", 2, 0, Shapes.UprightTube(at.X, at.Y, 0, bought.SpacerLength, box.Wide(5.5 / Math.Cos(Math.PI / 6)), 3));
            box.Put($"screw of the floor, {i + 1}", 2, 0, Shapes.UprightRod(at.X, at.Y, -wall - 2.4, -wall, 5.7), Shapes.UprightRod(at.X, at.Y, -wall, screw - wall, 2.98));
            box.Put($"screw of the board, {i + 1}", 3, 0, Shapes.UprightRod(at.X, at.Y, boardTop, boardTop + 2.4, 5.7), Shapes.UprightRod(at.X, at.Y, boardTop - screw, boardTop, 2.98));
            ProbeParts.Meant(box, "thread", ($"spacer, {i + 1}", $"screw of the floor, {i + 1}"), ($"spacer, {i + 1}", $"screw of the board, {i + 1}"));
            box.AddTool($"screw of the board, {i + 1}", 3, At(at.X, at.Y, boardTop + 2.5), Vector3.UnitZ, 5);
        }

        // On the board, and what sticks out below it; the battery lies under it.
        box.Put("buzzer", 3, 0, Shapes.UprightRod(p["box_sound_x"], 0, boardTop, boardTop + BuzzerHeight, box.Wide(12)));
        box.Put("red light", 3, 0, Block(p["box_light_x"] - 0.65, p["box_light_x"] + 0.65, -1.3, 0.7, boardTop, boardTop + 1.1));
        box.Put("module", 3, 0, Block(-19, -1, -0.5, 25, boardTop, boardTop + ModuleHeight));
        box.Put("J1", 3, 0, Block(-45, -33.5, -22.25, -7.35, boardTop, boardTop + ConnectorHeight));
        box.Put("J2", 3, 0, Block(-19.5, -4.2, -24.7, -22.1, boardTop, boardTop + 11));
        box.Put("J3", 3, 0, Block(36.85, 44.25, -9.6, -3.85, boardTop, boardTop + 7));
        box.Put("J4", 3, 0, Block(39.3, 46.7, p["box_usb_y"] - 4.6, p["box_usb_y"] + 4.6, boardTop, boardTop + 3.3));
        box.Put("J5", 3, 0, Block(34.3, 42.3, -23.85, -16.25, boardTop, boardTop + 6));
        box.Put("isolated supply", 3, 0, Block(14.5, 34.8, -14.62, 17.18, boardTop, boardTop + 10.2 + box.More));
        box.Put("reservoir", 3, 0, Block(-45.25, -29.25, 2.8, 10.8, boardTop, boardTop + 14 + box.More));
        box.Put("reserve buzzer", 3, 0, Shapes.UprightRod(p["box_reserve_x"], p["box_reserve_y"], boardTop, boardTop + BuzzerHeight, box.Wide(12)));
        double use = p["box_switch_x"] - (p["box_switch_travel"] / 2);
        double switchBody = boardTop + p["box_switch_body"];
        box.Put("switch", 3, 0, Block(p["box_switch_x"] - 4.5, p["box_switch_x"] + 4.5, p["box_switch_y"] - 1.8, p["box_switch_y"] + 1.8, boardTop, switchBody), Block(use - (p["box_switch_pin"] / 2), use + (p["box_switch_pin"] / 2), p["box_switch_y"] - 0.75, p["box_switch_y"] + 0.75, switchBody, switchBody + p["box_switch_pin"]));
        Mesh slider = Drawings.Committed("switch_slider");
        Assert.True(p["box_switch_slot"] - 4.8 > p["box_switch_travel"], "The slot stops the slider before the switch does.");

        // As it lies on the bed, turned back up; at either end of its way.
        Mesh standing = slider with { Points = [.. slider.Points.Select(point => new Vector3(point.X, point.Z - 1.6f, -point.Y))] };
        box.Put("slider of the switch", 8, 0, standing.Moved(At(use, p["box_switch_y"], 0)));
        box.Put("slider of the switch, at charge", 8, 0, standing.Moved(At(use + p["box_switch_travel"], p["box_switch_y"], 0)));
        ProbeParts.Meant(box, "the same one, moved", ("slider of the switch", "slider of the switch, at charge"), ("slider of the switch, at charge", "switch"));
        LaidBoard board = _laid.Value;
        foreach ((string part, double wide, double deep, double high) in ((string, double, double, double)[])[("SW1", 6, 6, 9.5), ("SW2", 6, 6, 9.5), ("C30", 7.2, 5.5, 10.5), ("C33", 7.2, 5.5, 10.5), ("JP1", 2.54, 5.08, 11)])
        {
            LaidPart laid = board[part];
            double x = (laid.Pads.Min(pad => pad.X) + laid.Pads.Max(pad => pad.X)) / 2;
            double y = -(laid.Pads.Min(pad => pad.Y) + laid.Pads.Max(pad => pad.Y)) / 2;
            (double w, double d) = Math.Abs(Math.Sin(laid.Turn * Math.PI / 180)) > 0.5 ? (deep / 2, wide / 2) : (wide / 2, deep / 2);
            box.Put(part, 3, 0, Block(x - w, x + w, y - d, y + d, boardTop, boardTop + high));
        }

        // Every lead that comes through, and the low parts on the side of the battery.
        Mesh[] below =
        [
            .. board.Parts.SelectMany(part => part.Pads.Where(pad => pad.Through && pad.Width > 1)).Select(pad => Block(pad.X - 0.8, pad.X + 0.8, -pad.Y - 0.8, -pad.Y + 0.8, boardBottom - p["box_leads"], boardBottom)),
            .. board.Parts.Where(part => part.IsBack).Select(part => Block(part.Pads.Min(pad => pad.X) - 0.5, part.Pads.Max(pad => pad.X) + 0.5, -part.Pads.Max(pad => pad.Y) - 0.5, -part.Pads.Min(pad => pad.Y) + 0.5, boardBottom - HeightOf(part), boardBottom)),
        ];
        box.Put("below the board", 3, 0, below);
        double cell = p["box_battery_x"];
        double battery = p["box_tape"] + (p["box_battery"] * (1 + p["box_battery_swells"]));
        box.Put("battery", 1, 0, Block(cell - 31, cell + 31, -17 - box.More, 17 + box.More, p["box_tape"], battery));
        (double sheetWidth, double sheetHeight, double sheet) = bought.InsulatingSheet;
        Assert.Equal((p["box_sheet_right"] - p["box_sheet_left"], p["box_sheet_back"] - p["box_sheet_front"]), (sheetWidth, sheetHeight));
        box.Put("insulating sheet", 1, 0, Block(p["box_sheet_left"], p["box_sheet_right"], p["box_sheet_front"], p["box_sheet_back"], battery + 0.05, battery + 0.05 + sheet + box.More));

        // Nothing but this one's edge meets the first: it covers the rest of the battery, below leads and parts of the person's side.
        (double coverWidth, double coverHeight, double cover) = bought.BatteryCover;
        Assert.Equal((p["box_sheet_left"] - (cell - 31), 34), (coverWidth, coverHeight));
        box.Put("cover of the battery", 1, 0, Block(cell - 31, p["box_sheet_left"] - 0.1, -17, 17, battery + 0.05, battery + 0.05 + cover + box.More));

        // The other small parts of the front.
        string[] own = ["BZ1", "BZ2", "D5", "U2", "PS1", "C37", "SW3", .. box.Parts.Select(part => part.Name)];
        LaidPart[] small = [.. board.Parts.Where(part => !part.IsBack && part.Pads.Count > 1 && part.Reference[0] is not ('H' or 'T') && !own.Contains(part.Reference, StringComparer.Ordinal))];
        box.Put("small parts of the front", 3, 0, small.Select(part => Block(part.Pads.Min(pad => pad.X - (pad.Width / 2)), part.Pads.Max(pad => pad.X + (pad.Width / 2)), -part.Pads.Max(pad => pad.Y + (pad.Height / 2)), -part.Pads.Min(pad => pad.Y - (pad.Height / 2)), boardTop, boardTop + HeightOf(part))).ToArray());

        // Light and sound outlets.
        double lightFrom = boardTop + 1.1 + 1;
        Assert.True(Math.Abs(bought.LightPipeLength - (top - lightFrom)) <= 0.5, $"The light pipe of {bought.LightPipeLength} mm must be {top - lightFrom:0.0} mm long: 1 mm over the light, level with the lid.");
        box.Put("light pipe", 9, 0, Shapes.UprightRod(p["box_light_x"], 0, lightFrom, lightFrom + bought.LightPipeLength, box.Wide(2) - 0.05));
        box.Put("vent", 9, 0, Shapes.UprightRod(p["box_sound_x"], 0, under - 0.3, under, box.Wide(bought.VentDiameter)));
        box.Put("vent of the reserve buzzer", 9, 0, Shapes.UprightRod(p["box_reserve_x"], p["box_reserve_y"], under - 0.3, under, box.Wide(bought.VentDiameter)));
        Assert.True(bought.VentDiameter - p["box_sound"] >= 3, "The vent has no rim to be glued by.");
        (double width, double height) = bought.LabelSize;
        box.Put("label", 9, 0, Columns.Of([Block(-2 - width, -2, -height / 2, height / 2, top, top + 0.1)]).Without([Columns.Of([Block(-3 - width, -2 - width + p["box_label_notch_x"], (height / 2) - p["box_label_notch_y"], (height / 2) + 1, top - 1, top + 1)])]));
        (double X, double Y, double D)[] outlets = [(p["box_sound_x"], 0, p["box_sound"]), (p["box_reserve_x"], p["box_reserve_y"], p["box_sound"]), (p["box_light_x"], 0, p["box_light"])];
        box.Put("way of sound and light", 9, 0, outlets.Select(hole => Shapes.UprightRod(hole.X, hole.Y, top + 0.01, top + 30, hole.D)).ToArray());

        // The cell's cable goes through a gland that holds it; the button's ends in a plug that comes out before it holds a person.
        double left = -outside.x;
        box.Put("gland", 4, 0, Shapes.Rod(At(left, gland, side), At(left + 9, gland, side), box.Wide(12.4)), Shapes.Rod(At(left - 17, gland, side), At(left, gland, side), box.Wide(17.3), 6));
        box.Put("nut of the gland", 4, 0, Shapes.Tube(At(left + wall, gland, side), At(left + wall + 3, gland, side), box.Wide(17.3), 12.6));
        box.Put("cable of the cell", 5, 0, [.. Shapes.Cord(box.Wide(4), At(-90, gland, side), At(-46, gland, side)), .. Wires(box, -1, gland, -14.8, side, boardTop)]);
        box.Put("mate of J1", 5, 0, Block(-52, -45, -22, -7.6, boardTop + 0.2, boardTop + 5.9));
        double right = outside.x;
        double button = p["box_button_y"];
        box.Put("socket of the button", 4, 0, Shapes.Rod(At(right + 2, button, side), At(right - wall, button, side), box.Wide(6) - 0.1), Shapes.Rod(At(right - wall, button, side), At(43, button, side), box.Wide(9.4)));
        box.Put("nut of the socket", 4, 0, Shapes.Tube(At(right, button, side), At(right + 2, button, side), box.Wide(8), 6.1));
        box.Put("plug of the button", 9, 0, Shapes.Rod(At(right + 2.1, button, side), At(right + 27, button, side), box.Wide(10)));
        box.Put("wires of the button", 5, 0, [.. Shapes.Cord(box.Wide(2), At(43.5, button, side), At(42, button + 4, side + 4), At(40.5, -6.7, boardTop + 13), At(40.5, -6.7, boardTop + 8))]);
        box.Put("mate of J3", 5, 0, Block(37.2, 43.9, -9.2, -4.2, boardTop + 7, boardTop + 9.8));
        ProbeParts.Meant(box, "thread", ("gland", "nut of the gland"), ("nut of the socket", "socket of the button"));
        ProbeParts.Meant(box, "led through", ("cable of the cell", "gland"), ("cable of the cell", "nut of the gland"), ("cable of the cell", "mate of J1"), ("mate of J3", "wires of the button"), ("socket of the button", "wires of the button"));

        // The battery's wires run between the board's edge and the front wall, far from the computer's side.
        box.Put("mate of J5", 5, 0, Block(35.4, 41.2, -26, -23.9, boardTop + 0.5, boardTop + 5.5));
        box.Put("wires of the battery", 5, 0, [.. Shapes.Cord(box.Wide(1.8), At(cell + 32.2, -12, 3), At(13, -25, 3), At(20, -27.2, 4), At(38.3, -27.2, 9), At(38.3, -27.2, boardTop + 3)), .. Shapes.Cord(box.Wide(1.8), At(38.3, -27.2, boardTop + 3), At(38.3, -25, boardTop + 3))]);
        ProbeParts.Meant(box, "led through", ("mate of J5", "wires of the battery"));

        double plug = 46.7;
        box.Put("USB plug", 9, 0, Block(plug + 0.5, plug + 26, p["box_usb_y"] - 6 - box.More, p["box_usb_y"] + 6 + box.More, usbOnBoard - 3.25 - box.More, usbOnBoard + 3.25 + box.More));
    }

    /// <summary>Above the board, mm: largest of the cases in use.</summary>
    internal static double HeightOf(LaidPart part) => part.Footprint switch
    {
        { } name when name.Contains("_0603", StringComparison.Ordinal) => 0.95,
        { } name when name.Contains("SOIC", StringComparison.Ordinal) || name.Contains("SOP", StringComparison.Ordinal) => 2.7,
        { } name when name.EndsWith(":SOT-23-5", StringComparison.Ordinal) => 1.45,
        { } name when name.EndsWith(":SOT-23", StringComparison.Ordinal) || name.Contains("WSON", StringComparison.Ordinal) || name.Contains("SOD-", StringComparison.Ordinal) || name.Contains("LED_0805", StringComparison.Ordinal) => 1.2,
        _ => 1.9,
    };

    // From the middle of a wall to a mate's back, over it.
    private static IEnumerable<Mesh> Wires(Assembly box, double way, double from, double mate, double side, double boardTop) =>
        Shapes.Cord(box.Wide(2), At(way * 46.4, from, side), At(way * 41, from + ((mate - from) / 3), side + 3), At(way * 47.5, mate, boardTop + 9), At(way * 47.5, mate, boardTop + 5));

    private static Mesh Block(double left, double right, double front, double back, double bottom, double top) => Shapes.Box(At(left, front, bottom), At(right, back, top));

    private static Vector3 At(double x, double y, double z) => new((float)x, (float)y, (float)z);
}
