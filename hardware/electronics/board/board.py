#!/usr/bin/env python3
"""Lays out the ESP32-S3 board with KiCad 6's pcbnew: parts from the schematic's netlist, big ones where the box wants them, small ones
and tracks by the project's placer and router, ground on both sides, rules checked. Run from the folder with Algometer.sln:

    python3 hardware/electronics/board/board.py            draws algometer.kicad_pcb and checks it
    python3 hardware/electronics/board/board.py check      checks the drawn one
    python3 hardware/electronics/board/board.py again      draws it from the last run's places and tracks
    python3 hardware/electronics/board/board.py print      prints the words of the drawn one anew, and checks it
"""
import hashlib
import math
import os
import re
import subprocess
import sys

import pcbnew

import silk
from netlist import ELECTRONICS, HERE, netlist

BOARD = os.path.join(HERE, "algometer.kicad_pcb")
LIBRARY = "/usr/share/kicad/footprints"
TOOLS = os.path.join(ELECTRONICS, "tools", "bin", "Release", "net10.0", "Algometer.Electronics.dll")

# The page's place of the board's middle; everything below is in millimetres from there, x to the right, y downwards (the box's y is upwards).
MIDDLE = (150.0, 100.0)
HALF = (46.0, 25.0)
HOLES = [(x, y) for x in (-30, 30) for y in (-21, 21)]
HEAD = 3.2  # flat head and spacer

# What the box, the person or the isolation places: x, y of the footprint's origin, degrees, side.
FIXED = {
    "J4": (42.325, -14.05, 90, "U"), "PS1": (17.03, -15.25, 0, "X"), "U6": (8.6, -20.7, 180, "X"),
    "D5": (36, 0.3, 90, "D"), "BZ1": (4.2, 0, 0, "D"), "BZ2": (-43.3, -18, 0, "D"), "J1": (-35.8, 9.8, 270, "D"), "J3": (39.3, 6.2, 0, "D"),
    "U2": (-10, -12.25, 0, "D"), "C37": (-43, -6.8, 0, "D"), "J2": (-18.2, 23.4, 90, "D"), "J5": (38.3, 20.0, 0, "D"),
    "U5": (19.05, -20.45, 90, "U"), "SW3": (2, 22.3, 0, "D"), "SW1": (13.2, 21.3, 0, "D"), "U1": (-22.5, 14, 180, "D"),
}
USB = "F1 U4 U5 R17 R18 R19 R20 R21 C12 C13 C20".split()

# Where copper may lie. Between the two at least 8 mm; a test measures it.
DEVICE = [(-45.7, -24.7), (4.2, -24.7), (4.2, -6.1), (9.4, -0.9), (33.6, -0.6), (34.8, -1.13), (37.2, -1.13), (45.7, -0.9), (45.7, 24.7), (-45.7, 24.7)]
COMPUTER = [(12.85, -24.7), (45.7, -24.7), (45.7, -9.15), (34.6, -9.15), (34.6, -9.3), (12.85, -9.3)]

# On the side of the battery, 1.45 mm at most (SOT-23-5): the alarm's small parts. Not below the converter's corner.
BACK = set("""C26 C27 C28 C29 C31 C32 C34 R29 R30 R31 R32 R33 R34 R35 R36 R37 R38 R39 R40 R41 R42 R43 R44 R45 R46 R47 R48 R49 R50 R52 R53 R54 R55
Q4 Q5 Q6 Q7 Q8 Q9 Q10 Q11 U11 U12 U13 U14 R17 R18 R19 R20 R21 C13 R9 R10 R11 R12 R13 R14""".split())

# What lies beside these ways, so that no leak comes from anything else. Ground beside the inputs and the former's node, where a leak to ground is a beat that never ends;
# the supply beside the nodes that time the tones: a leak to it sounds, one to ground would keep silent.
GUARDED = {
    "Net-(J1-Pad2)": "GND", "Net-(J1-Pad3)": "GND", "Net-(C1-Pad1)": "GND", "Net-(C1-Pad2)": "GND", "Net-(C27-Pad2)": "GND",
    "Net-(C30-Pad2)": "+3V3", "Net-(C33-Pad2)": "VALARM",
}

# As wide as there is room, from 0.2 to 1 mm: supplies, the battery's way, the buzzers, the cell's excitation, grounds.
SUPPLIES = """GND GND_USB +3V3 AVDD VSYS V5 V5_USE V5_CHARGE VALARM VBUS V3_USB BATTERY Net-(F1-Pad1) Net-(C18-Pad1) Net-(C23-Pad1) Net-(C24-Pad2) Net-(Q2-Pad3)
Net-(BZ1-Pad2) Net-(BZ2-Pad1) Net-(BZ2-Pad2) Net-(C37-Pad1) Net-(D11-Pad2) Net-(D1-Pad1)""".split()

# Small parts that have to lie beside a pin, with a weight.
NEAR = """C6 U1.16 3;C5 U1.3 3;C4 U1.1 2;C8 U2.2 3;C7 U2.2 2;C9 U2.3 1;C11 U3.4 3;C13 U5.6 3;C12 U5.6 2;C14 U6.8 3;C15 U7.1 2;C16 U7.5 2;C17 U7.5 3;
C18 U8.1 2;C19 U8.5 3;C20 PS1.22 2;C21 PS1.14 2;C22 U9.4 2;C23 U9.3 2;C28 U11.5 3;C31 U12.5 3;C34 U13.5 3;C35 BZ1.1 2;C36 BZ2.1 1;C1 U1.8 3;C2 U1.8 3;C3 U1.7 3;
D2 U1.8 2;D3 U1.7 2;R1 J1.2 2;R2 J1.3 2;D1 J1.1 2;FB1 J1.1 1;D4 J3.1 3;R7 J3.1 1;U8 U1.3 0.7;R38 C30.2 1;R42 C33.2 2;U13 C33.2 3;R41 C33.2 2;Q6 C33.2 1;U12 C30.2 2;R37 C30.2 2;U14 U2.3 1;Q5 C30.2 1"""


def at(x, y):
    return pcbnew.wxPointMM(MIDDLE[0] + x, MIDDLE[1] + y)


def mm(value):
    return pcbnew.FromMM(value)


def build():
    parts, nets = netlist()
    board = pcbnew.BOARD()
    board.SetCopperLayerCount(2)
    infos = {}
    for name in nets:
        infos[name] = pcbnew.NETINFO_ITEM(board, name)
        board.Add(infos[name])
    of_pin = {pin: name for name, pins in nets.items() for pin in pins}
    for ref, (value, footprint, fields) in parts.items():
        library, name = footprint.split(":")
        folder = os.path.join(ELECTRONICS, "footprints") if library == "algometer" else LIBRARY
        part = pcbnew.FootprintLoad(os.path.join(folder, library + ".pretty"), name)
        part.SetFPIDAsString(footprint)
        part.SetReference(ref)
        part.SetValue(value)
        part.Value().SetVisible(False)
        quiet(part)
        for field in ("MPN", "Fit"):
            if field in fields:
                part.SetProperty(field, fields[field])
        board.Add(part)
        for pad in part.Pads():
            net = of_pin.get((ref, pad.GetNumber()))
            if net:
                pad.SetNet(infos[net])
    edge = [(-HALF[0], -HALF[1]), (HALF[0], -HALF[1]), (HALF[0], HALF[1]), (-HALF[0], HALF[1])]
    for i in range(4):
        line = pcbnew.PCB_SHAPE(board, pcbnew.SHAPE_T_SEGMENT)
        line.SetStart(at(*edge[i]))
        line.SetEnd(at(*edge[(i + 1) % 4]))
        line.SetLayer(pcbnew.Edge_Cuts)
        line.SetWidth(mm(0.1))
        board.Add(line)
    for x, y in HOLES:
        hole = pcbnew.FootprintLoad(os.path.join(LIBRARY, "MountingHole.pretty"), "MountingHole_3.2mm_M3")
        hole.SetReference("H%d" % (HOLES.index((x, y)) + 1))
        hole.Reference().SetVisible(False)
        hole.Value().SetVisible(False)
        hole.SetPosition(at(x, y))
        for item in hole.GraphicalItems():
            # The screws have flat heads of 5.7 mm.
            if item.GetLayer() == pcbnew.F_CrtYd:
                item.SetEnd0(item.GetStart0() + pcbnew.wxPointMM(2.9, 0))
        board.Add(hole)
    return board, parts, infos


def quiet(part):
    """Moves the reference to the assembly drawing; what finds room on the board is printed by label()."""
    part.Reference().SetLayer(pcbnew.F_Fab)
    part.Reference().SetTextSize(pcbnew.wxSizeMM(0.8, 0.8))
    part.Reference().SetTextThickness(mm(0.12))


def court(part):
    box = None
    for item in part.GraphicalItems():
        if item.GetLayer() in (pcbnew.F_CrtYd, pcbnew.B_CrtYd):
            b = item.GetBoundingBox()
            if box is None:
                box = [b.GetLeft(), b.GetTop(), b.GetRight(), b.GetBottom()]
            else:
                box = [min(box[0], b.GetLeft()), min(box[1], b.GetTop()), max(box[2], b.GetRight()), max(box[3], b.GetBottom())]
    return [pcbnew.ToMM(v) for v in box]


def plan(board, path):
    lines = []
    for name, area in (("D", DEVICE), ("U", COMPUTER)):
        lines.append("area %s %s" % (name, " ".join("%g %g" % point for point in area)))
    for x, y in HOLES:
        lines.append("hole %g %g %g" % (x, y, HEAD))
    lines.append("guard " + " ".join(GUARDED))
    lines.append("supply " + " ".join(SUPPLIES))
    # Under the antenna nothing, half a track around it included.
    lines.append("block -19.15 -25 -0.85 -18.85")
    lines.append("back -46 5 -18 25")
    # Room for the bridge's vias.
    lines.append("back 15.3 -24 22.8 -17")
    parts = [part for part in board.GetFootprints() if not part.GetReference().startswith("H")]
    for part in parts:
        ref = part.GetReference()
        part.SetPosition(pcbnew.wxPoint(0, 0))
        part.SetOrientationDegrees(0)
        if ref in BACK:
            part.Flip(pcbnew.wxPoint(0, 0), False)
        fixed = FIXED.get(ref)
        side = fixed[3] if fixed else "U" if ref in USB else "D"
        x, y, turn = fixed[:3] if fixed else (0, 0, 0)
        box = court(part) if ref != "PS1" else [-2.78, -2.18, 18.02, 30.12]
        lines.append("part %s %s %s %g %g %d %.3f %.3f %.3f %.3f" % (ref, side + ("B" if ref in BACK else ""), "fixed" if fixed else "free", x, y, turn, *box))
        for pad in part.Pads():
            b = pad.GetBoundingBox()
            layers = ("F" if pad.IsOnLayer(pcbnew.F_Cu) else "") + ("B" if pad.IsOnLayer(pcbnew.B_Cu) else "")
            if not layers:
                continue
            number = pad.GetNumber() or "-"
            net = pad.GetNetname().replace(" ", "_") or "-"
            cx, cy = pcbnew.ToMM(b.GetCenter().x), pcbnew.ToMM(b.GetCenter().y)
            lines.append("pad %s %s %s %s %.4f %.4f %.4f %.4f" % (ref, number, net, layers, cx, cy, pcbnew.ToMM(b.GetWidth()), pcbnew.ToMM(b.GetHeight()) + (0.02 if ref == "J4" else 0)))
    for hint in NEAR.replace("\n", "").split(";"):
        ref, pin, weight = hint.split()
        lines.append("near %s %s %s" % (ref, pin.replace(".", " "), weight))
    open(path, "w", encoding="utf-8").write("\n".join(lines) + "\n")


def lay(board, infos, path):
    parts = {part.GetReference(): part for part in board.GetFootprints()}
    width = {}
    for line in open(path, encoding="utf-8"):
        word = line.split()
        if word[0] == "part":
            part = parts[word[1]]
            # A part on the other side was turned over when it was measured.
            part.SetOrientationDegrees(part.GetOrientationDegrees() + int(word[4]))
            part.SetPosition(at(float(word[2]), float(word[3])))
            continue
        net = infos[word[1]]
        layer = int(word[2])
        x1, y1, x2, y2 = map(float, word[3:7])
        if word[1] in ("GND_USB", "Net-(J4-PadB5)"):
            # Slanted ends beside the receptacle's pads: 0.02 mm more room than the grid gives.
            x1, x2 = (38 - 0.02 if x == 38 and y in (-11, -15.8) else x for x, y in ((x1, y1), (x2, y2)))
        if layer < 0:
            via = pcbnew.PCB_VIA(board)
            via.SetPosition(at(x1, y1))
            via.SetWidth(mm(0.6))
            via.SetDrill(mm(0.3))
            via.SetNet(net)
            board.Add(via)
        else:
            track = pcbnew.PCB_TRACK(board)
            track.SetStart(at(x1, y1))
            track.SetEnd(at(x2, y2))
            track.SetLayer(pcbnew.B_Cu if layer else pcbnew.F_Cu)
            track.SetWidth(mm(float(word[7]) if len(word) > 7 else 0.2))
            track.SetNet(net)
            board.Add(track)
    return width


def zone(board, net, layer, area, priority, clearance=0.25):
    piece = pcbnew.ZONE(board)
    piece.SetLayer(layer)
    piece.SetNet(net)
    piece.SetPriority(priority)
    piece.SetLocalClearance(mm(clearance))
    piece.SetMinThickness(mm(0.2))
    piece.SetThermalReliefGap(mm(0.25))
    piece.SetThermalReliefSpokeWidth(mm(0.3))
    piece.SetPadConnection(pcbnew.ZONE_CONNECTION_THERMAL)
    piece.SetIslandRemovalMode(pcbnew.ISLAND_REMOVAL_MODE_ALWAYS)
    outline = piece.Outline()
    outline.NewOutline()
    for x, y in area:
        point = at(x, y)
        outline.Append(point.x, point.y)
    board.Add(piece)


def around(item, by):
    """What is nearer to a track's line, or a pad's rectangle, than a distance: its corners cut."""
    if item.GetClass() == "PAD":
        box = item.GetBoundingBox()
        left, top, right, bottom = box.GetLeft() - by, box.GetTop() - by, box.GetRight() + by, box.GetBottom() + by
        points = [(left, top + by), (left + by, top), (right - by, top), (right, top + by), (right, bottom - by), (right - by, bottom), (left + by, bottom), (left, bottom - by)]
    else:
        start, end, half = item.GetStart(), item.GetEnd(), by + item.GetWidth() / 2
        turn = math.atan2(end.y - start.y, end.x - start.x)
        points = [(start.x + half * math.cos(turn + math.radians(step)), start.y + half * math.sin(turn + math.radians(step))) for step in range(90, 271, 30)]
        points += [(end.x + half * math.cos(turn + math.radians(step)), end.y + half * math.sin(turn + math.radians(step))) for step in range(-90, 91, 30)]
    shape = pcbnew.SHAPE_POLY_SET()
    shape.NewOutline()
    for x, y in points:
        shape.Append(int(x), int(y))
    return shape


def guard(board, infos):
    """Supply round the timing nodes, on both sides, as far as other copper keeps from them."""
    for net, by in GUARDED.items():
        if by == "GND":
            continue
        for layer in (pcbnew.F_Cu, pcbnew.B_Cu):
            area = pcbnew.SHAPE_POLY_SET()
            for item in list(board.GetTracks()) + list(board.GetPads()):
                if item.GetNetname() == net and item.IsOnLayer(layer):
                    area.BooleanAdd(around(item, mm(1.0)), pcbnew.SHAPE_POLY_SET.PM_FAST)
            for i in range(area.OutlineCount()):
                line = area.Outline(i)
                points = [line.CPoint(k) for k in range(line.PointCount())]
                zone(board, infos[by], layer, [(pcbnew.ToMM(point.x) - MIDDLE[0], pcbnew.ToMM(point.y) - MIDDLE[1]) for point in points], 2)


def pour(board, infos):
    guard(board, infos)
    for layer in (pcbnew.F_Cu, pcbnew.B_Cu):
        zone(board, infos["GND"], layer, DEVICE, 0)
        zone(board, infos["GND_USB"], layer, COMPUTER, 0)
    # pcbnew fills only a board that came with its project.
    pcbnew.SaveBoard(BOARD, board)
    board = pcbnew.LoadBoard(BOARD)
    board.GetDesignSettings().m_MaxError = mm(0.03)
    pcbnew.ZONE_FILLER(board).Fill(board.Zones())
    pcbnew.SaveBoard(BOARD, board)


def label(board):
    """Words on the board. In the middle of the copper-free strip stands that it is one."""
    edge = board.GetBoardEdgesBoundingBox()
    edge.Inflate(mm(-0.3))
    for part in board.GetFootprints():
        for item in part.GraphicalItems():
            if item.GetLayer() == pcbnew.F_SilkS and not edge.Contains(item.GetBoundingBox()):
                # The module's antenna ends beyond the board.
                item.SetLayer(pcbnew.F_Fab)
    missing = silk.printed(board, pcbnew.EDA_RECT(at(10, -8), pcbnew.wxSizeMM(32, 6)))
    print("no room for %d words: %s" % (len(missing), " ".join(missing)))


def trim(path):
    """Takes away stubs that lead nowhere."""
    for _ in range(6):
        check(path)
        text = open(os.path.join(HERE, "drc.txt"), encoding="utf-8").read()
        loose = re.findall(r"\[(?:track|via)_dangling\].*?\n.*?\n\s*@\((-?[\d.]+) mm, (-?[\d.]+) mm\): (Track|Via) \[([^\]]*)\]", text)
        if not loose:
            return
        board = pcbnew.LoadBoard(path)
        for x, y, kind, net in loose:
            for track in list(board.GetTracks()):
                start = track.GetStart()
                if track.GetNetname() == net and abs(pcbnew.ToMM(start.x) - float(x)) < 0.002 and abs(pcbnew.ToMM(start.y) - float(y)) < 0.002 and (track.GetLength() < mm(0.5) or kind == "Via"):
                    board.Remove(track)
                    break
        pcbnew.SaveBoard(path, board)


def check(path):
    board = pcbnew.LoadBoard(path)
    report = os.path.join(HERE, "drc.txt")
    pcbnew.WriteDRCReport(board, report, pcbnew.EDA_UNITS_MILLIMETRES, True)
    text = open(report, encoding="utf-8").read()
    print(re.findall(r"\*\* Found \d+ .*", text))
    kinds = {}
    for kind in re.findall(r"^\[(\w+)\]", text, re.M):
        kinds[kind] = kinds.get(kind, 0) + 1
    print(kinds)
    loose = int(re.search(r"Found (\d+) unconnected", text).group(1))
    with open(path, "rb") as drawn:
        with open(os.path.join(HERE, "checked.txt"), "w", encoding="utf-8") as out:
            out.write("%s\nviolations %d\nunconnected %d\n" % (hashlib.sha256(drawn.read()).hexdigest(), sum(kinds.values()) - kinds.get("unconnected_items", 0), loose))
    return sum(kinds.values())


def reprint():
    # Text that is taken out by pcbnew leaves the module unusable: it goes from the file.
    with open(BOARD, encoding="utf-8") as file:
        bare = re.sub(r'  \(gr_text "(?:[^"\\]|\\.)*" .*\n    \(effects .*\n  \)\n', "", file.read())
    with open(BOARD, "w", encoding="utf-8") as file:
        file.write(bare)
    board = pcbnew.LoadBoard(BOARD)
    label(board)
    pcbnew.SaveBoard(BOARD, board)
    return check(BOARD)


def run(lays=True):
    board, parts, infos = build()
    asked, found = os.path.join(HERE, "plan.txt"), os.path.join(HERE, "laid.txt")
    plan(board, asked)
    if lays:
        subprocess.run(["dotnet", TOOLS, "layout", asked, found], check=True)
    lay(board, infos, found)
    pour(board, infos)
    trim(BOARD)
    return reprint()


if __name__ == "__main__":
    word = sys.argv[1] if len(sys.argv) > 1 else "draw"
    sys.exit({"draw": run, "again": lambda: run(lays=False), "print": reprint, "check": lambda: check(BOARD)}[word]() != 0)
