# A history and a pack that are larger than anybody can read in time.
set -u
git init --quiet --initial-branch=main
{
  for number in $(seq 1 20000); do
    printf 'commit refs/heads/main\nmark :%s\ncommitter A <a@b> %s +0000\ndata 1\nx\n' "$number" "$number"
    [ "$number" -gt 1 ] && printf 'from :%s\n' $((number - 1))
  done
} | git fast-import --quiet
git commit --quiet --allow-empty -m last
