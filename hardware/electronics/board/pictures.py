#!/usr/bin/env python3
"""Draws both sides of the bare board as a maker shows them: mask, tracks below it, gold where it is open, print, holes. Needs KiCad 6, pdftoppm and Pillow.

    python3 hardware/electronics/board/pictures.py
"""
import os
import subprocess
import tempfile

import pcbnew
from PIL import Image, ImageDraw

from maker import BOARD, Drawn
from netlist import ELECTRONICS

LAMINATE, COPPER, GOLD, PRINT, HOLE, AROUND = (16, 78, 48), (32, 116, 70), (226, 190, 92), (250, 250, 246), (28, 32, 36), (255, 255, 255)
DPI = 600
SHOWN = 0.5
MARGIN = 2.0  # mm around the board
PAGE = 297.0  # mm, width of the board's sheet (A4)


def pixels(mm):
    return int(round(mm / 25.4 * DPI))


def plotted(board, drawn, folder, layer, mirror):
    """A layer as a mask: white where it draws."""
    control = pcbnew.PLOT_CONTROLLER(board)
    options = control.GetPlotOptions()
    options.SetOutputDirectory(folder)
    options.SetPlotFrameRef(False)
    options.SetMirror(mirror)
    options.SetSubtractMaskFromSilk(True)
    options.SetDrillMarksType(pcbnew.PCB_PLOT_PARAMS.NO_DRILL_SHAPE)
    control.SetLayer(layer)
    control.OpenPlotfile("layer", pcbnew.PLOT_FORMAT_PDF, "layer")
    control.PlotLayer()
    path = control.GetPlotFileName()
    control.ClosePlot()
    left = (PAGE - drawn.left - drawn.size[0] if mirror else drawn.left) - MARGIN
    top = drawn.bottom - drawn.size[1] - MARGIN
    size = [str(pixels(length + 2 * MARGIN)) for length in drawn.size]
    image = os.path.join(folder, "layer")
    subprocess.run(["pdftoppm", "-r", str(DPI), "-x", str(pixels(left)), "-y", str(pixels(top)), "-W", size[0], "-H", size[1], "-gray", "-singlefile", path, image], check=True)
    return Image.open(image + ".pgm").convert("L").point(lambda grey: 255 - grey)


def side(board, drawn, folder, back):
    copper, mask, words = (pcbnew.B_Cu, pcbnew.B_Mask, pcbnew.B_SilkS) if back else (pcbnew.F_Cu, pcbnew.F_Mask, pcbnew.F_SilkS)
    copper, mask, words = (plotted(board, drawn, folder, layer, back) for layer in (copper, mask, words))
    picture = Image.new("RGB", copper.size, AROUND)
    draw = ImageDraw.Draw(picture)
    draw.rectangle([pixels(MARGIN), pixels(MARGIN), pixels(MARGIN + drawn.size[0]), pixels(MARGIN + drawn.size[1])], fill=LAMINATE)
    picture.paste(COPPER, mask=copper)
    gold = Image.composite(copper, Image.new("L", copper.size), mask)
    picture.paste(GOLD, mask=gold)
    picture.paste(PRINT, mask=words)
    for hole in drawn.holes:
        x = pixels(MARGIN + (drawn.size[0] - hole.x if back else hole.x))
        y = pixels(MARGIN + drawn.size[1] - hole.y)
        half = pixels(hole.wide / 2)
        draw.ellipse([x - half, y - half, x + half, y + half], fill=AROUND if hole.wide > 2 else HOLE)
    return picture.resize([int(length * SHOWN) for length in picture.size], Image.LANCZOS)


def run():
    board, drawn = pcbnew.LoadBoard(BOARD), Drawn()
    with tempfile.TemporaryDirectory() as folder:
        for back in (False, True):
            path = os.path.join(ELECTRONICS, "images", "board-%s.png" % ("back" if back else "front"))
            side(board, drawn, folder, back).quantize(64).save(path, optimize=True)


if __name__ == "__main__":
    run()
