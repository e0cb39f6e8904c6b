#!/usr/bin/env bash
# Builds every part into stl/ and, with --pictures [NAME…], renders pictures/, all or those named. Needs openscad; for pictures also xvfb-run and ImageMagick.
# A warning of OpenSCAD is an error. The meshes themselves are judged by tests/Algometer.Hardware.Tests.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p stl pictures
rm -f drawn.new

while read -r part; do
  echo "$part"
  out=$(openscad --hardwarnings -D "part=\"$part\"" --export-format binstl -o "stl/$part.stl" part.scad 2>&1) || { echo "$out"; exit 1; }
  if grep -qE 'WARNING|ERROR' <<<"$out"; then echo "$out"; exit 1; fi
  # The drawing with all numbers put in, and the mesh: as long as both are these, the mesh need not be built anew to be known as the drawing's.
  openscad --hardwarnings -D "part=\"$part\"" -o stl/drawn.csg part.scad 2>/dev/null
  echo "$part $(sha256sum < stl/drawn.csg | cut -c1-64) $(sha256sum < "stl/$part.stl" | cut -c1-64)" >> drawn.new
  rm stl/drawn.csg
done < parts.txt
mv drawn.new drawn.sha256

[ "${1:-}" = --pictures ] || exit 0
shift
scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT

# name, what, view, width, height, camera's rotation
while read -r name show view width height turn; do
  [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
  echo "$name.png"
  xvfb-run -a -s '-screen 0 3200x2600x24' openscad --hardwarnings -q -D "show=\"$show\"" -D "view=\"$view\"" --colorscheme Tomorrow \
    --projection=o --camera="0,0,0,$turn,500" --viewall --autocenter --imgsize="$((width * 3)),$((height * 3))" -o "$scratch/raw.png" assembly.scad
  convert "$scratch/raw.png" -trim +repage -bordercolor '#f8f8f8' -border 90 -filter Lanczos -resize "${width}x${height}" \
    -colors 128 -define png:compression-level=9 -strip "PNG8:pictures/$name.png"
done < pictures.txt
