"""S-expressions of KiCad's files, and the parts and nets of the board's schematic. Without KiCad."""
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
ELECTRONICS = os.path.dirname(HERE)
NETLIST = os.path.join(ELECTRONICS, "esp32-s3", "esp32-s3.net")


def parse(text):
    """The first list of a text, as lists of words."""
    stack = [[]]
    for word in re.findall(r'"(?:[^"\\]|\\.)*"|[()]|[^\s()]+', text):
        if word == "(":
            stack.append([])
        elif word == ")":
            done = stack.pop()
            stack[-1].append(done)
        else:
            stack[-1].append(word.strip('"'))
    return stack[0][0]


def netlist():
    """Parts as reference: (value, footprint, fields); nets as name: [(reference, pin)]."""
    with open(NETLIST, encoding="utf-8") as file:
        tree = {item[0]: item for item in parse(file.read()) if isinstance(item, list)}
    parts = {}
    for comp in tree["components"][1:]:
        one = {item[0]: item[1] for item in comp[1:] if isinstance(item, list) and len(item) > 1 and isinstance(item[1], str)}
        fields = {f[1][1]: f[2] for item in comp[1:] if item[0] == "fields" for f in item[1:] if len(f) > 2}
        parts[one["ref"]] = (one["value"], one["footprint"], fields)
    nets = {}
    for net in tree["nets"][1:]:
        one = {item[0]: item[1] for item in net[1:] if item[0] != "node"}
        nets[one["name"]] = [(item[1][1], item[2][1]) for item in net[1:] if item[0] == "node"]
    return parts, nets
