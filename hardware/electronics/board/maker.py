#!/usr/bin/env python3
"""What a maker of boards asks for, made of the drawn board when a version is released; it is not kept in the repository.

    python3 hardware/electronics/board/maker.py files DIR   Gerber X2, drill, position and parts files (KiCad 6), then verify
    python3 hardware/electronics/board/maker.py lists DIR   position and parts files alone, without KiCad
    python3 hardware/electronics/board/maker.py verify DIR  reads all of them back against the board, without KiCad

All count millimetres from the board's lower left corner seen from the front, y upwards, on both sides; rotations anticlockwise, seen from the front.
"""
import collections
import csv
import math
import os
import re
import sys

from netlist import HERE, netlist, parse

BOARD = os.path.join(HERE, "algometer.kicad_pcb")

# File: what its header has to say it is.
LAYERS = {
    "F_Cu": "Copper,L1,Top", "B_Cu": "Copper,L2,Bot", "F_Mask": "Soldermask,Top", "B_Mask": "Soldermask,Bot", "F_Paste": "Paste,Top", "B_Paste": "Paste,Bot",
    "F_Silk": "Legend,Top", "B_Silk": "Legend,Bot", "F_Fab": "AssemblyDrawing,Top", "B_Fab": "AssemblyDrawing,Bot", "Edge": "Profile,NP",
}
POSITIONS = ["reference", "value", "footprint", "x_mm", "y_mm", "rotation_deg", "side", "fit"]
PARTS = ["references", "quantity", "value", "footprint", "maker", "number", "fit"]

Hole = collections.namedtuple("Hole", "x y wide plated")


class Drawn:
    """The board's file: outline, parts, pads and holes, in the maker's coordinates."""

    def __init__(self, path=BOARD):
        with open(path, encoding="utf-8") as file:
            tree = parse(file.read())
        edge = [tuple(map(float, item[i][1:3])) for item in tree if item[0] == "gr_line" and ["layer", "Edge.Cuts"] in item for i in (1, 2)]
        self.left, self.bottom = min(x for x, _ in edge), max(y for _, y in edge)
        self.size = (max(x for x, _ in edge) - self.left, self.bottom - min(y for _, y in edge))
        self.parts, self.holes, self.copper = {}, [], {"F_Cu": set(), "B_Cu": set()}
        for item in tree:
            if item[0] == "footprint":
                self._footprint(item)
            elif item[0] == "via":
                x, y = self._at(*map(float, one(item, "at")[1:3]))
                self.holes.append(Hole(x, y, float(one(item, "drill")[1]), True))
                for layer in self.copper.values():
                    layer.add((x, y))

    def _at(self, x, y):
        return round(x - self.left, 3), round(self.bottom - y, 3)

    def _footprint(self, item):
        reference = next(text[2] for text in item if isinstance(text, list) and text[0] == "fp_text" and text[1] == "reference")
        at = list(map(float, one(item, "at")[1:]))
        turn = at[2] if len(at) > 2 else 0
        side = "back" if one(item, "layer")[1] == "B.Cu" else "front"
        self.parts[reference] = (item[1], *self._at(*at[:2]), turn, side)
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        for pad in (part for part in item if isinstance(part, list) and part[0] == "pad"):
            dx, dy = map(float, one(pad, "at")[1:3])
            place = self._at(at[0] + dx * cos + dy * sin, at[1] - dx * sin + dy * cos)
            drill = next((part for part in pad if isinstance(part, list) and part[0] == "drill"), None)
            if drill:
                self.holes.append(Hole(*place, min(float(word) for word in drill[1:] if re.match(r"[\d.]+$", str(word))), pad[2] != "np_thru_hole"))
            if pad[2] == "np_thru_hole":
                continue
            for name, layer in (("F_Cu", "F.Cu"), ("B_Cu", "B.Cu")):
                if layer in one(pad, "layers") or "*.Cu" in one(pad, "layers"):
                    self.copper[name].add(place)


def one(item, name):
    return next(part for part in item if isinstance(part, list) and part[0] == name)


def lists(folder):
    """Where each part that is bought lies, and how many of each there are."""
    os.makedirs(folder, exist_ok=True)
    drawn, (parts, _) = Drawn(), netlist()
    bought = {reference: part for reference, part in parts.items() if part[2].get("MPN")}
    with open(os.path.join(folder, "positions.csv"), "w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(POSITIONS)
        for reference, (value, footprint, fields) in sorted(bought.items()):
            _, x, y, turn, side = drawn.parts[reference]
            table.writerow([reference, value, footprint, "%.3f" % x, "%.3f" % y, "%g" % (turn % 360), side, fields["Fit"]])
    groups = {}
    for reference, (value, footprint, fields) in bought.items():
        groups.setdefault((fields["MPN"], fields["Manufacturer"], value, footprint, fields["Fit"]), []).append(reference)
    with open(os.path.join(folder, "parts.csv"), "w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(PARTS)
        for (number, maker, value, footprint, fit), references in sorted(groups.items()):
            table.writerow([" ".join(sorted(references)), len(references), value, footprint, maker, number, fit])
    return 0


def plot(folder):
    """Gerber and drill files, by KiCad."""
    import pcbnew

    os.makedirs(folder, exist_ok=True)
    board, drawn = pcbnew.LoadBoard(BOARD), Drawn()
    corner = pcbnew.wxPointMM(drawn.left, drawn.bottom)
    board.GetDesignSettings().SetAuxOrigin(corner)
    control = pcbnew.PLOT_CONTROLLER(board)
    options = control.GetPlotOptions()
    options.SetOutputDirectory(os.path.abspath(folder))
    options.SetPlotFrameRef(False)
    options.SetUseAuxOrigin(True)
    options.SetDrillMarksType(pcbnew.PCB_PLOT_PARAMS.NO_DRILL_SHAPE)
    options.SetUseGerberX2format(True)
    options.SetSubtractMaskFromSilk(True)
    layers = {"Edge": pcbnew.Edge_Cuts, "F_Silk": pcbnew.F_SilkS, "B_Silk": pcbnew.B_SilkS}
    for name in LAYERS:
        control.SetLayer(layers[name] if name in layers else getattr(pcbnew, name))
        control.OpenPlotfile(name, pcbnew.PLOT_FORMAT_GERBER, name)
        control.PlotLayer()
    control.ClosePlot()
    drill = pcbnew.EXCELLON_WRITER(board)
    drill.SetFormat(True)
    drill.SetOptions(False, False, corner, False)
    drill.CreateDrillandMapFilesSet(os.path.abspath(folder), True, False)


def files(folder):
    plot(folder)
    lists(folder)
    return verify(folder)


class Gerber:
    """As much of a Gerber file as says what it is and where it draws."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        function = re.search(r"%TF\.FileFunction,([^*]*)\*%", text)
        self.function = function.group(1) if function else ""
        self.whole = text.rstrip().endswith("M02*") and "%MOMM*%" in text and "%FSLAX46Y46*%" in text
        self.points, self.flashes = [], set()
        x = y = 0
        for move in re.finditer(r"^(?:X(-?\d+))?(?:Y(-?\d+))?(?:I-?\d+)?(?:J-?\d+)?D0([123])\*$", text, re.M):
            x = int(move.group(1)) / 1e6 if move.group(1) else x
            y = int(move.group(2)) / 1e6 if move.group(2) else y
            self.points.append((x, y))
            if move.group(3) == "3":
                self.flashes.add((round(x, 3), round(y, 3)))


def drilled(path, plated):
    """The holes of an Excellon file; a slot counts once, in its middle."""
    tools, tool, start, holes = {}, None, None, []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if match := re.match(r"T(\d+)C([\d.]+)", line):
                tools[match.group(1)] = float(match.group(2))
            elif match := re.match(r"T(\d+)$", line.strip()):
                tool = match.group(1)
            elif match := re.match(r"(G0[01])?X(-?[\d.]+)Y(-?[\d.]+)", line):
                x, y = float(match.group(2)), float(match.group(3))
                if match.group(1) == "G00":
                    start = x, y
                elif match.group(1) == "G01":
                    holes.append(Hole((start[0] + x) / 2, (start[1] + y) / 2, tools[tool], plated))
                else:
                    holes.append(Hole(x, y, tools[tool], plated))
    return holes


def verify(folder):
    """Reads the files back. What is wrong goes to standard output; 0 when nothing is."""
    drawn, wrong = Drawn(), []

    def path(name):
        whole = os.path.join(folder, name)
        if not os.path.exists(whole):
            wrong.append("missing: " + name)
            return None
        return whole

    for name, function in LAYERS.items():
        if file := path("algometer-%s.gbr" % name):
            wrong += layer_faults(name, function, Gerber(file), drawn)
    holes = []
    for name, plated in (("PTH", True), ("NPTH", False)):
        if file := path("algometer-%s.drl" % name):
            holes += drilled(file, plated)
    wrong += hole_faults(holes, drawn.holes)
    if path("positions.csv") and path("parts.csv"):
        wrong += list_faults(folder, drawn)
    print("\n".join(wrong) if wrong else "All of %s is that of the board: %d layers, %d holes, %d parts." % (os.path.basename(os.path.abspath(folder)), len(LAYERS), len(holes), len(drawn.parts)))
    return 1 if wrong else 0


def layer_faults(name, function, gerber, drawn):
    if not gerber.function.startswith(function):
        yield "%s says it is %s" % (name, gerber.function)
    if not gerber.whole:
        yield "%s does not end, or is not in millimetres" % name
    xs, ys = [x for x, _ in gerber.points], [y for _, y in gerber.points]
    if not xs:
        yield "%s is empty" % name
    elif name == "Edge":
        box = tuple(round(value, 3) for value in (min(xs), min(ys), max(xs), max(ys)))
        if box != (0, 0, *(round(value, 3) for value in drawn.size)):
            yield "the outline is %s" % (box,)
    elif not name.endswith("Fab") and (min(xs) < 0 or min(ys) < 0 or max(xs) > drawn.size[0] or max(ys) > drawn.size[1]):
        yield "%s draws outside the board" % name
    if name in drawn.copper:
        for x, y in sorted(drawn.copper[name]):
            if not any((round(x + dx, 3), round(y + dy, 3)) in gerber.flashes for dx in (0, -0.001, 0.001) for dy in (0, -0.001, 0.001)):
                yield "%s has no pad or via at %g, %g" % (name, x, y)


def hole_faults(found, asked):
    def key(hole):
        return hole.plated, round(hole.wide, 2)

    for kind in sorted({key(hole) for hole in found + asked}):
        left = [hole for hole in asked if key(hole) == kind]
        for hole in found:
            if key(hole) == kind:
                match = next((other for other in left if abs(other.x - hole.x) < 0.006 and abs(other.y - hole.y) < 0.006), None)
                if match is None:
                    yield "a hole of %g mm too many at %g, %g" % (hole.wide, hole.x, hole.y)
                else:
                    left.remove(match)
        for hole in left:
            yield "no hole of %g mm at %g, %g" % (hole.wide, hole.x, hole.y)


def list_faults(folder, drawn):
    with open(os.path.join(folder, "positions.csv"), newline="", encoding="utf-8") as file:
        positions = {row["reference"]: row for row in csv.DictReader(file)}
    with open(os.path.join(folder, "parts.csv"), newline="", encoding="utf-8") as file:
        listed = {reference: row for row in csv.DictReader(file) for reference in row["references"].split()}
    for reference in sorted(positions.keys() ^ listed.keys()):
        yield "%s is in one of the two lists alone" % reference
    for reference, row in positions.items():
        footprint, x, y, turn, side = drawn.parts.get(reference, ("", 0, 0, 0, ""))
        if (row["footprint"], row["x_mm"], row["y_mm"], row["rotation_deg"], row["side"]) != (footprint, "%.3f" % x, "%.3f" % y, "%g" % (turn % 360), side):
            yield "%s lies elsewhere on the board" % reference


if __name__ == "__main__":
    sys.exit({"files": files, "lists": lists, "verify": verify}[sys.argv[1]](sys.argv[2]))
