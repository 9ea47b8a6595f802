#!/usr/bin/env bash
# One Python for everything: it starts once instead of five times.
export DJANGO_SETTINGS_MODULE=config.settings_production PYTHONDONTWRITEBYTECODE=1
SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(50))') || exit 1
STATIC_ROOT=$(mktemp -d)
export SECRET_KEY STATIC_ROOT

python - <<'PY'
import pathlib
import sys
import traceback

reason = "a module does not compile"
try:
    for path in pathlib.Path().rglob("*.py"):
        compile(path.read_text(), str(path), "exec")
    reason = "the project cannot be loaded"
    import django
    from django.core.management import call_command

    django.setup()
    reason = "a migration is missing, or two compete"
    call_command("makemigrations", check=True, dry_run=True)
    reason = "production is not safe"
    call_command("check", deploy=True, fail_level="WARNING")
    reason = "a style sheet points to nothing"
    call_command("collectstatic", interactive=False, verbosity=0)
    reason = "a test fails with production settings"
    call_command("test", verbosity=0)
except BaseException:
    traceback.print_exc()
    sys.stderr.flush()
    print(f"FAILED: {reason}")
    sys.exit(1)
print("OK: nothing found")
PY
code=$?
rm -rf "$STATIC_ROOT"
exit "$code"
