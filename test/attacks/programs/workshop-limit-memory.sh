# Each one below its own limit, all together above that of the run.
for number in 1 2 3 4; do
  python -c "
import time
held = bytearray(150 << 20)
held[::4096] = bytes(len(held[::4096]) * [7])
time.sleep(5)" &
done
wait
