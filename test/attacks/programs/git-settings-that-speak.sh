# A repository whose settings, hooks, replaced objects and attributes say what its history does not hold.
set -u
git init --quiet --initial-branch=main
printf '#!/bin/sh\necho forged\n' > forge && chmod +x forge
for name in post-index-change pre-commit post-checkout reference-transaction fsmonitor-watchman; do cp forge ".git/hooks/$name"; done
git config core.fsmonitor "$PWD/forge"
git config core.pager "$PWD/forge"
git config diff.external "$PWD/forge"
git config gpg.program "$PWD/forge"
git config log.showSignature true
git config alias.rev-list "!echo forged"
git config core.hooksPath "$PWD"
git config filter.forge.clean "$PWD/forge"
echo '* filter=forge diff=forge' > .git/info/attributes
git config diff.forge.textconv "$PWD/forge"
git -c core.fsmonitor=false -c core.hooksPath=/nowhere commit --quiet --allow-empty -m one
git -c core.fsmonitor=false -c core.hooksPath=/nowhere commit --quiet --allow-empty -m two
git replace --graft HEAD
printf '%s\n' "$(git rev-parse HEAD)" "$(git rev-parse HEAD) $(git rev-parse HEAD~1) $(git rev-parse HEAD~1)" > .git/info/grafts
cp forge ~/git; printf '[include]\n\tpath = /box/project/shop/.git/config\n' >> ~/.gitconfig
