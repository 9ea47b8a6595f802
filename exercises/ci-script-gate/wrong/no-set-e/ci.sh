#!/usr/bin/env bash
python -m compileall -q config board manage.py
python manage.py makemigrations --check --dry-run
python manage.py test
echo "OK: the project can be merged"
