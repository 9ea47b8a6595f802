#!/usr/bin/env bash
set -uo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
check() {
  local reason=$1
  shift
  "$@" || { echo "FAILED: $reason"; exit 1; }
}
check "a module does not compile" python -m compileall -q config board manage.py
check "models and migrations do not fit" python manage.py makemigrations --check --dry-run
export DJANGO_SETTINGS_MODULE=config.settings_production STATIC_ROOT=$work/static
SECRET_KEY=$(python -c "import secrets; print(secrets.token_urlsafe(50))")
export SECRET_KEY
check "DEBUG is on" python -c "from django.conf import settings; assert not settings.DEBUG"
check "a static file refers to one that is missing" python manage.py collectstatic --noinput --verbosity 0
check "a page does not work with production settings" python manage.py test
echo "OK: the project can be merged"
