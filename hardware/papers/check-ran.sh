#!/usr/bin/env bash
# After a test run: every test that risks.json names must have run and passed. Reads the reports that dotnet test leaves.
# Use: check-ran.sh TestResults
set -euo pipefail
reports=${1:?"Name the folder of the reports."}
risks=$(dirname "$0")/risks.json
names=$(grep -oE '"Algometer\.[A-Za-z0-9_.]+\.[A-Za-z0-9_]+"' "$risks" | tr -d '"' | sort -u)
results=$(cat "$reports"/*.ctrf.json | sed 's/{"name":"/\n/g') || { echo "There are no reports in $reports: run the tests by dotnet test."; exit 1; }
wrong=0
while read -r name; do
  # A theory's cases carry their arguments in brackets.
  ran=$(grep -E "^${name//./\\.}[(\"]" <<<"$results" || true)
  if [ -z "$ran" ]; then echo "did not run: $name"; wrong=1; continue; fi
  if grep -vqE '","status":"passed"' <<<"$ran"; then echo "did not pass: $name"; wrong=1; fi
done <<<"$names"
[ $wrong -eq 0 ] && echo "Every test named in the risk file ran and passed ($(wc -l <<<"$names"))."
exit $wrong
