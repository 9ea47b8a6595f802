#!/usr/bin/env bash
set -eEuo pipefail

step="starting up"
finish() {
  code=$?
  rm -rf "${static:-}"
  if [ "$code" -eq 0 ]; then echo "OK"; else echo "FAILED: $step went wrong with exit code $code"; fi
  exit "$code"
}
trap finish EXIT
static=$(mktemp -d)

step="finding syntax errors"
find . -name '*.py' -not -path '*/__pycache__/*' -print0 | xargs -0 python -m py_compile
step="comparing models with migrations"
python manage.py makemigrations --check --dry-run > /dev/null

export DJANGO_SETTINGS_MODULE=config.settings_production STATIC_ROOT="$static"
export SECRET_KEY="$(head -c 60 /dev/urandom | base64 -w 0)"
step="looking at the production settings"
python manage.py check --deploy --fail-level WARNING
step="collecting static files"
python manage.py collectstatic --noinput -v 0
step="running the tests with production settings"
python manage.py test --verbosity 0
