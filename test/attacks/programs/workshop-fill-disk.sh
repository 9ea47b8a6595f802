truncate -s 10G big || echo "10 GB refused"
dd if=/dev/zero of=big2 bs=1M count=10000 2>/dev/null || echo "one file refused"
for number in $(seq 1 12); do head -c 8000000 /dev/zero > "full-$number" 2>/dev/null || break; done
echo "$number files"
python - <<'PY'
import os
os.makedirs("/box/tmp/many", exist_ok=True)
made = 0
try:
    for made in range(100_000):
        os.mknod(f"/box/tmp/many/{made}")
except OSError as error:
    print("refused", made < 10_000)
PY
