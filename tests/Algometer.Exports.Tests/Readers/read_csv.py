"""Reads a table with Python's own csv module and prints its rows as JSON, one leading apostrophe taken from each text as the documentation says."""
import csv
import json
import sys

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    print(json.dumps([[cell[1:] if cell.startswith("'") else cell for cell in row] for row in csv.reader(file)]))
