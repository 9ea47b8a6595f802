# References and objects whose names mean something to whoever lists, reads or copies them.
set -u
git init --quiet --initial-branch=main
for number in 1 2 3; do git commit --quiet --allow-empty -m "$number"; done
head=$(git rev-parse HEAD)
mkdir -p .git/refs/heads/deep
for name in '--upload-pack=sh' '-x' '$(id)' 'a b' '..' 'HEAD' '@{0}' "$(printf 'line\nbreak')"; do
  echo "$head" > ".git/refs/heads/$name" 2> /dev/null
done
ln -s /etc/passwd .git/refs/heads/link
ln -s ../../../../../runtime .git/refs/heads/deep/out
echo 'ref: refs/heads/main' > .git/refs/heads/main.lock
echo "ref: ../../../../etc/passwd" > .git/refs/heads/outside
echo 'ref: refs/heads/loop-b' > .git/refs/heads/loop-a
echo 'ref: refs/heads/loop-a' > .git/refs/heads/loop-b
echo 'ref: refs/heads/loop-a' > .git/HEAD
printf '# pack-refs with: peeled fully-peeled sorted \n%s refs/heads/../../x\n' "$head" > .git/packed-refs
mkdir -p .git/objects/ff && head -c 200000 /dev/urandom > .git/objects/ff/ffffffffffffffffffffffffffffffffffffff
