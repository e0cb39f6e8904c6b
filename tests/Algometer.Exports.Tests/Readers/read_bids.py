"""Reads a BIDS dataset of physiological recordings as the standard describes it, with nothing but Python's own library.

Checks what the standard demands and prints the recordings as one JSON document.
"""
import gzip
import json
import os
import re
import sys

root = sys.argv[1]
name = re.compile(r"^sub-([a-zA-Z0-9]+)_ses-([a-zA-Z0-9]+)_task-([a-zA-Z0-9]+)_recording-([a-zA-Z0-9]+)_physio\.tsv\.gz$")


def need(holds, what):
    if not holds:
        raise SystemExit("not BIDS: " + what)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


about = load(os.path.join(root, "dataset_description.json"))
need(isinstance(about.get("Name"), str) and about["Name"], "dataset_description.json needs a Name")
need(re.match(r"^1\.\d+\.\d+$", about.get("BIDSVersion", "")), "dataset_description.json needs a BIDSVersion")
need(os.path.exists(os.path.join(root, "README")), "a README is recommended and promised")
participants = [line.rstrip("\n").split("\t") for line in open(os.path.join(root, "participants.tsv"), encoding="utf-8")]
need(participants[0][0] == "participant_id", "participants.tsv begins with participant_id")
known = {row[0] for row in participants[1:]}

recordings = []
for folder, _, files in sorted(os.walk(root)):
    for file in sorted(files):
        if not file.endswith("_physio.tsv.gz"):
            continue
        match = name.match(file)
        need(match, "the name " + file)
        subject, session, task, recording = match.groups()
        need("sub-" + subject in known, "participants.tsv lacks sub-" + subject)
        need(os.path.relpath(folder, root).replace(os.sep, "/") == "sub-%s/ses-%s/beh" % (subject, session), "the folder of " + file)
        side = load(os.path.join(folder, file.replace(".tsv.gz", ".json")))
        need(isinstance(side.get("SamplingFrequency"), (int, float)) and side["SamplingFrequency"] > 0, "SamplingFrequency of " + file)
        need(isinstance(side.get("StartTime"), (int, float)), "StartTime of " + file)
        columns = side.get("Columns")
        need(isinstance(columns, list) and len(set(columns)) == len(columns) and columns, "Columns of " + file)
        for column in columns:
            need(isinstance(side.get(column), dict) and side[column].get("Description"), "a description of " + column)
        with gzip.open(os.path.join(folder, file), "rt", encoding="utf-8", newline="") as data:
            text = data.read()
        need("\r" not in text, "line ends of " + file)
        rows = [line.split("\t") for line in text.split("\n")[:-1]] if text else []
        need(all(len(row) == len(columns) for row in rows), "the width of " + file)
        values = [[None if cell == "n/a" else float(cell) for cell in row] for row in rows]
        events = os.path.join(folder, "sub-%s_ses-%s_task-%s_events.tsv" % (subject, session, task))
        lines = [line.rstrip("\n").split("\t") for line in open(events, encoding="utf-8")]
        need(lines[0][:2] == ["onset", "duration"], "events begin with onset and duration")
        need(all(len(line) == len(lines[0]) for line in lines), "the width of the events")
        recordings.append({"subject": subject, "session": session, "recording": recording, "rate": side["SamplingFrequency"], "columns": columns,
                           "units": {c: side[c].get("Units") for c in columns}, "values": values, "events": lines[1:]})

json.dump(recordings, sys.stdout)
