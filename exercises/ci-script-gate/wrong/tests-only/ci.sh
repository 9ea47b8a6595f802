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
check "a test fails" python manage.py test
echo "OK: the project can be merged"
