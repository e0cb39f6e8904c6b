"""Reads XDF 1.0 files as the format's specification describes them, with nothing but Python's own library, and prints a JSON line a file.

Written apart from the program that writes the files: it knows the specification alone.
"""
import json
import struct
import sys
import xml.etree.ElementTree as xml

FORMATS = {"double64": ("d", 8), "float32": ("f", 4), "int8": ("b", 1), "int16": ("h", 2), "int32": ("i", 4), "int64": ("q", 8)}
BOUNDARY = bytes([0x43, 0xA5, 0x46, 0xDC, 0xCB, 0xF5, 0x41, 0x0F, 0xB3, 0x0E, 0xD5, 0x46, 0x73, 0x83, 0xCB, 0xE4])


class Cursor:
    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def take(self, count):
        if self.at + count > len(self.data):
            raise ValueError("the file ends within a chunk")
        piece = self.data[self.at:self.at + count]
        self.at += count
        return piece

    def number(self, form):
        return struct.unpack("<" + form, self.take(struct.calcsize(form)))[0]

    def length(self):
        width = self.number("B")
        return self.number({1: "B", 4: "I", 8: "Q"}[width])


def read(path):
    data = open(path, "rb").read()
    if data[:4] != b"XDF:":
        raise ValueError("no XDF file")
    file, streams, version, boundaries = Cursor(data, 4), {}, None, 0
    while file.at < len(data):
        length = file.length()
        chunk = Cursor(file.take(length))
        tag = chunk.number("H")
        if tag == 1:
            version = xml.fromstring(chunk.data[2:]).findtext("version")
        elif tag == 5:
            boundaries += 1
            if chunk.data[2:] != BOUNDARY:
                raise ValueError("a boundary is not the boundary")
        elif tag == 2:
            number = chunk.number("I")
            head = xml.fromstring(chunk.data[6:])
            streams[number] = {
                "name": head.findtext("name"), "type": head.findtext("type"), "format": head.findtext("channel_format"),
                "channels": int(head.findtext("channel_count")), "rate": float(head.findtext("nominal_srate")),
                "labels": [c.findtext("label") for c in head.iter("channel")], "units": [c.findtext("unit") for c in head.iter("channel")],
                "stamps": [], "values": [], "clock": [], "footer": None,
            }
        elif tag == 3:
            stream = streams[chunk.number("I")]
            for _ in range(chunk.length()):
                stamped = chunk.number("B")
                if stamped not in (0, 8):
                    raise ValueError("a stamp of %d bytes" % stamped)
                stream["stamps"].append(chunk.number("d") if stamped else None)
                if stream["format"] == "string":
                    stream["values"].append([chunk.take(chunk.length()).decode() for _ in range(stream["channels"])])
                else:
                    letter, size = FORMATS[stream["format"]]
                    stream["values"].append(list(struct.unpack("<%d%s" % (stream["channels"], letter), chunk.take(size * stream["channels"]))))
            if chunk.at != len(chunk.data):
                raise ValueError("bytes are left in a chunk of samples")
        elif tag == 4:
            stream = streams[chunk.number("I")]
            stream["clock"].append([chunk.number("d"), chunk.number("d")])
        elif tag == 6:
            stream = streams[chunk.number("I")]
            foot = xml.fromstring(chunk.data[6:])
            stream["footer"] = {"count": int(foot.findtext("sample_count")), "first": float(foot.findtext("first_timestamp")), "last": float(foot.findtext("last_timestamp"))}
        else:
            raise ValueError("an unknown tag %d" % tag)
    return {"version": version, "boundaries": boundaries, "streams": [streams[key] for key in sorted(streams)]}


for path in sys.argv[1:]:
    # NaN becomes null; JSON has no other way.
    text = json.dumps(read(path)).replace("NaN", "null")
    print(text)
