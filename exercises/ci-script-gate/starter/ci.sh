#!/usr/bin/env bash
# Runs in the project's folder, as: bash ci.sh
echo "FAILED: nothing is checked yet"
exit 1
