# Runs inside shop/, as: bash ../commands.sh
set -eu

git init --quiet --initial-branch=main
