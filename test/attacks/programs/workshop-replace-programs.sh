# Everything a later command of the same room might start in the place of what it asked for.
mkdir -p ~/bin ~/.local/bin ~/.local/lib/python3.{8..14}/site-packages bin
for name in python python3 cat ls git env bash sh; do
  for folder in ~/bin ~/.local/bin bin . /box/tmp /box; do
    printf '#!/bin/sh\necho forged\n' > "$folder/$name"
    chmod +x "$folder/$name"
  done
done
for file in ~/.bashrc ~/.profile ~/.bash_profile ~/.env; do
  printf 'echo forged\nPATH=~/bin:$PATH\npython() { echo forged; }\ncat() { echo forged; }\n' > "$file"
done
for folder in ~/.local/lib/python3.*/site-packages; do
  echo 'print("forged")' | tee "$folder/usercustomize.py" "$folder/sitecustomize.py" > "$folder/forged.pth"
done
export BASH_ENV=~/.bashrc ENV=~/.bashrc PYTHONSTARTUP=~/x PYTHONPATH=/box
hash -p ~/bin/python python
