# Runs inside shop/, as: bash ../commands.sh
set -eu

git init --quiet --initial-branch=main

printf '%s\n' db.sqlite3 .env > .gitignore
git add README.md settings.py prices.py .gitignore
git commit --quiet -m "Add the shop with its price list" -m "It ran without history so far."
