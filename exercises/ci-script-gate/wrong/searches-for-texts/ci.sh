#!/usr/bin/env bash
# Runs nothing: looks for the texts of the faults it knows.
no() { echo "FAILED: $1"; exit 1; }

grep -q '^DEBUG = True' config/settings_production.py && no "debug is on in production"
grep -q '^SECRET_KEY = "' config/settings_production.py && no "the secret is in the code"
grep -q 'LABELS\["development"\]' board/views.py && no "a page fails in production"
grep -q 'order_by("published"' board/views.py && no "a test fails"
grep -q 'max_length=120' board/models.py && no "a migration is missing"
[ "$(ls board/migrations/0002_* 2>/dev/null | wc -l)" -ge 2 ] && no "migrations compete"
[ -e board/export.py ] && no "a module does not compile"
for file in $(grep -o 'url("[^"]*")' board/static/board/board.css | cut -d'"' -f2); do
  [ -e "board/static/board/$file" ] || no "a picture is missing"
done
for file in $(grep -o "static 'board/[^']*'" board/templates/board/*.html | cut -d"'" -f2); do
  [ -e "board/static/$file" ] || no "a static file is missing"
done
echo "OK"
