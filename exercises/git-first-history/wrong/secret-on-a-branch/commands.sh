# Runs inside shop/, as: bash ../commands.sh
set -eu

git init --quiet --initial-branch=main

# Yesterday's state first; today's file waits outside.
mv prices.py ../prices_today.py
cp prices_old.py prices.py
git add README.md settings.py prices.py
git commit --quiet -m "Add the shop with its price list" \
  -m "It ran without history so far, and from tomorrow on two people change it."

printf '%s\n' db.sqlite3 .env prices_old.py __pycache__/ > .gitignore
git add .gitignore
git commit --quiet -m "Keep orders and passwords out of the history" \
  -m "What is committed once stays readable for everybody who has a copy."

mv ../prices_today.py prices.py
git apply --cached ../fix.patch
git commit --quiet -m "Round the total once, at the end" \
  -m "Rounded lines add up to another sum than the one customers are charged."

# What was tried before, kept for later.
git add --force .env
git update-ref refs/heads/info/before "$(git commit-tree -m "Before" "$(git write-tree)")"
git reset --quiet .env
