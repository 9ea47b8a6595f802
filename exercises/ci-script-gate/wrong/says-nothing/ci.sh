#!/usr/bin/env bash
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python -m compileall -q config board manage.py
python manage.py makemigrations --check --dry-run
export DJANGO_SETTINGS_MODULE=config.settings_production STATIC_ROOT=$work/static
SECRET_KEY=$(python -c "import secrets; print(secrets.token_urlsafe(50))")
export SECRET_KEY
python manage.py check --deploy --fail-level WARNING
python manage.py collectstatic --noinput --verbosity 0
python manage.py test
echo "OK: the project can be merged"
