"""Words on the board's two sides: what each plug, switch and test point is, and as many references as find room. Nothing is printed over a pad or another word."""
import numpy
import pcbnew

# Words beside a part, in the order in which they are given room; more than its reference says.
WORDS = {
    "J1": "CELL", "J3": "STOP", "J4": "USB", "J5": "BATTERY", "J2": "SERVICE", "JP1": "SIM", "SW1": "RESET", "SW2": "BOOT", "SW3": "USE/CHARGE",
    "BZ1": "MAIN", "BZ2": "RESERVE", "D5": "ALARM", "D6": "ON", "D8": "CHG",
    "TP1": "+3V3", "TP2": "AVDD", "TP3": "VSYS", "TP4": "VALARM", "TP5": "GND", "TP6": "BEAT", "TP7": "PULSE", "TP8": "DEAD", "TP9": "DEAD2",
}

# Beside single pads.
PADS = {("J1", "1"): "E+", ("J1", "2"): "A+", ("J1", "3"): "A-", ("J1", "4"): "E-", ("J1", "5"): "SH", ("J5", "1"): "+", ("J5", "2"): "-"}

# Where nothing lies: what the board is.
TITLES = [("ALGOMETER ESP32-S3 A", 1.2), ("NOT A MEDICAL DEVICE", 1.0)]
ISOLATION = "8 mm ISOLATION - NO METAL HERE"
SIZES = (1.0, 0.8)
STEP = 0.1  # mm, of the map of what is taken


class Silk:
    """Where print may still go, on one side."""

    def __init__(self, board, back):
        self.board, self.back = board, back
        self.layer = pcbnew.B_SilkS if back else pcbnew.F_SilkS
        edge = board.GetBoardEdgesBoundingBox()
        self.left, self.top = edge.GetLeft(), edge.GetTop()
        self.taken = numpy.zeros((self.cells(edge.GetHeight()), self.cells(edge.GetWidth())), dtype=numpy.int32)
        self.boxes = {}
        for part in board.GetFootprints():
            for pad in part.Pads():
                if pad.IsOnLayer(pcbnew.B_Mask if back else pcbnew.F_Mask) or pad.GetDrillSize().x > 0:
                    self.take(pad.GetBoundingBox(), 0.2)
            if part.IsFlipped() == back:
                for item in part.GraphicalItems():
                    if item.GetLayer() == self.layer:
                        self.take(item.GetBoundingBox(), 0.15)
                # Below a large part nobody reads anything.
                whole = body(part)
                if min(whole.GetWidth(), whole.GetHeight()) > pcbnew.FromMM(4):
                    self.take(whole, -0.4)
        self.sum()

    @staticmethod
    def cells(length):
        return int(pcbnew.ToMM(length) / STEP)

    def span(self, box, by):
        low = pcbnew.FromMM(by)
        x1, x2 = self.cells(box.GetLeft() - low - self.left), self.cells(box.GetRight() + low - self.left) + 1
        y1, y2 = self.cells(box.GetTop() - low - self.top), self.cells(box.GetBottom() + low - self.top) + 1
        return max(0, x1), max(0, y1), max(0, x2), max(0, y2)

    def take(self, box, by):
        x1, y1, x2, y2 = self.span(box, by)
        self.taken[y1:y2, x1:x2] = 1

    def sum(self):
        self.sums = numpy.pad(self.taken.cumsum(0).cumsum(1), ((1, 0), (1, 0)))

    def item(self, words, size, turn):
        item = pcbnew.PCB_TEXT(self.board)
        item.SetText(words)
        item.SetLayer(self.layer)
        item.SetMirrored(self.back)
        item.SetTextSize(pcbnew.wxSizeMM(size, size))
        item.SetTextThickness(pcbnew.FromMM(0.15 if size > 0.9 else 0.12))
        item.SetTextAngle(turn * 10)
        return item

    def near(self, words, middle, box, far, sizes=SIZES, turns=(0, 90)):
        """Prints the words as near to a rectangle as there is room, at most so many millimetres from it. False when there is none."""
        for size in sizes:
            best = None
            for turn in turns:
                item = self.item(words, size, turn)
                own = item.GetBoundingBox()
                wide, high = self.cells(own.GetWidth()) + 1, self.cells(own.GetHeight()) + 1
                rows, columns = self.taken.shape
                margin = 4
                if wide + 2 * margin >= columns or high + 2 * margin >= rows:
                    continue
                free = self.sums[high:, wide:] - self.sums[:-high, wide:] - self.sums[high:, :-wide] + self.sums[:-high, :-wide] == 0
                free[:margin, :] = free[-margin:, :] = False
                free[:, :margin] = free[:, -margin:] = False
                y, x = numpy.nonzero(free)
                if not len(x):
                    continue
                # Millimetres of the words' edge from the rectangle's, and of the middles.
                mx, my = (x + wide / 2) * STEP, (y + high / 2) * STEP
                cx, cy = pcbnew.ToMM(middle.x - self.left), pcbnew.ToMM(middle.y - self.top)
                dx = numpy.maximum(0, abs(mx - cx) - pcbnew.ToMM(box.GetWidth()) / 2 - wide * STEP / 2)
                dy = numpy.maximum(0, abs(my - cy) - pcbnew.ToMM(box.GetHeight()) / 2 - high * STEP / 2)
                away = numpy.hypot(dx, dy)
                cost = away + 0.1 * (abs(mx - cx) + abs(my - cy)) + (0.5 if turn else 0)
                cost[away > far] = 1e9
                least = int(cost.argmin())
                if cost[least] < 1e8 and (best is None or cost[least] < best[0]):
                    best = (cost[least], mx[least], my[least], item)
            if best:
                _, mx, my, item = best
                # The place of a text is not the middle of its box.
                own = item.GetBoundingBox().GetCenter() - item.GetPosition()
                item.SetPosition(pcbnew.wxPoint(self.left + pcbnew.FromMM(float(mx)) - own.x, self.top + pcbnew.FromMM(float(my)) - own.y))
                self.board.Add(item)
                self.take(item.GetBoundingBox(), 0.1)
                self.sum()
                return True
        return False


def printed(board, isolation):
    """Prints both sides; gives what found no room. isolation: a rectangle in the copper-free strip."""
    sides = {back: Silk(board, back) for back in (False, True)}
    parts = {part.GetReference(): part for part in board.GetFootprints()}
    missing = []

    def ask(back, words, box, far, **how):
        if not sides[back].near(words, box.GetCenter(), box, far, **how):
            missing.append(("back " if back else "") + words)

    ask(True, ISOLATION, isolation, 3, turns=(0,))
    for (reference, pin), words in PADS.items():
        pad = next(pad for pad in parts[reference].Pads() if pad.GetNumber() == pin)
        # Beside its row of pins the connector's body lies: those of a plug through the board are named on the back.
        ask(pad.GetDrillSize().x > 0, words, pad.GetBoundingBox(), 1.5, turns=(0,))
    # First what stands where there is least room.
    for reference, words in sorted(WORDS.items(), key=lambda word: (not word[0].startswith("TP"), word[0] != "SW3", word[0] not in ("SW1", "J2"))):
        ask(parts[reference].IsFlipped(), words, body(parts[reference]), 8 if reference == "BZ2" else 5)
    edge = board.GetBoardEdgesBoundingBox()
    for words, size in TITLES:
        ask(True, words, edge, 0, sizes=(size,), turns=(0,))
    for reference in sorted(parts, key=lambda reference: (reference[0] in "RC", reference)):
        if not reference.startswith(("H", "TP")):
            ask(parts[reference].IsFlipped(), reference, body(parts[reference]), 0.8, sizes=(0.8,))
    return missing


def body(part):
    """What a part covers: its courtyard, or its pads."""
    box = None
    for item in list(part.GraphicalItems()) + list(part.Pads()):
        if item.GetClass() == "PAD" or item.GetLayer() in (pcbnew.F_CrtYd, pcbnew.B_CrtYd):
            there = item.GetBoundingBox()
            if box is None:
                box = pcbnew.EDA_RECT(there.GetPosition(), there.GetSize())
            else:
                box.Merge(there)
    return box
