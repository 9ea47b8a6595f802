# Runs inside shop/, as: bash ../commands.sh
set -eu

git init --quiet --initial-branch=main

# Yesterday's state first; today's file waits outside.
cp prices.py ../today.py
cp prices_old.py prices.py
git add -- *.md settings.py prices.py
git commit --quiet -m "Add the shop with its price list" \
  -m "It ran without history so far, and from tomorrow on two people change it."

cat > .gitignore <<'RULES'
*.sqlite3
/.env
*_old.py
RULES
git add .gitignore
git commit --quiet -F - <<'MESSAGE'
Ignore what belongs to one machine

The database holds orders of real people, and the password opens
the account of the payment service.
MESSAGE

mv ../today.py prices.py
# The first part of the change is the rounding, the second the discount.
printf '%s\n' y n n n | git add --patch prices.py > /dev/null
git commit --quiet -m "Charge the sum of exact line prices" -m "Rounding every line made long orders too dear by some cents."
