import random

from grading.workshop import WorkshopCase

SHOP = "/box/project/shop"
WORDS = "amber birch cedar dune ember fjord grove heath inlet jetty knoll ledge marsh north ocean pine".split()
ALTERNATES = ".git/objects/info/"
PARTS = (".git/objects/", ".git/refs/", ".git/HEAD", ".git/packed-refs")


def phrase(count):
    return "-".join(random.choice(WORDS) for _ in range(count)) + str(random.randrange(1000, 10000))


class Checks(WorkshopCase):
    @classmethod
    def setUpClass(cls):
        """Run the commands once, then take the history, and nothing else of their repository, to a clean place."""
        cls.workshop.need("git")
        cls.secret, cls.order = phrase(4), phrase(5)
        cls.name, cls.address = f"{random.choice(WORDS).title()} Keller", f"{phrase(1)}@example.org"
        room = cls.workshop.room(cls.project)
        private = {".env": f"PAYMENT_PASSWORD={cls.secret}\n", "db.sqlite3": f"SQLite format 3 {cls.order}\n"}
        room.write(private, folder=SHOP)
        cls.identity = f"[user]\n\tname = {cls.name}\n\temail = {cls.address}\n"
        room.write({".gitconfig": cls.identity}, folder="/box/home")
        cls.done = room.run("bash ../commands.sh", cwd=SHOP)
        cls.left = (room.read("prices.py", SHOP) or b"").decode("utf-8", "replace")
        cls.home = room.read(".gitconfig", "/box/home")
        cls.config = (room.read(".git/config", SHOP) or b"").decode("utf-8", "replace")
        history = room.collect(".git/", SHOP) or {}
        room.close()
        cls.clean = cls.workshop.room({"README.md": "", "prices.py": "", **private})
        # Their settings and hooks could have our commands say anything.
        kept = {path: data for path, data in history.items() if path.startswith(PARTS) and not path.startswith(ALTERNATES)}
        cls.clean.run(["git", "init", "--quiet"])
        cls.clean.write(kept)
        cls.commits = cls.git("rev-list", "--reverse", "HEAD").split()

    @classmethod
    def run_git(cls, *arguments, stdin=""):
        # What only speeds reading up could show another history than the objects hold.
        plain = ["-c", "core.commitGraph=false", "-c", "core.multiPackIndex=false"]
        return cls.clean.run(["git", "--no-replace-objects", *plain, *arguments], stdin=stdin)

    @classmethod
    def git(cls, *arguments):
        """What Git says, or nothing where it refuses: for checks that look for something to be there."""
        done = cls.run_git(*arguments)
        return done.stdout if done.exit == 0 else ""

    @classmethod
    def everything(cls):
        """Files, messages and names of the whole history; None when Git cannot read all of it."""
        objects = cls.run_git("rev-list", "--objects", "--all", "HEAD")
        if objects.exit != 0:
            return None
        ids = "".join(line.split(" ")[0] + "\n" for line in objects.stdout.splitlines())
        contents = cls.run_git("cat-file", "--batch", stdin=ids)
        return objects.stdout + contents.stdout if contents.exit == 0 else None

    def file(self, commit, path):
        return self.git("show", f"{commit}:{path}")

    def setUp(self):
        # What needs three commits says nothing without them.
        if self._testMethodName not in ("test_three_commits", "test_secret_in_no_commit"):
            self.require(len(self.commits) == 3)

    def test_three_commits(self):
        ended = f"exit code {self.done.exit}" if self.done.exit is not None else f"signal {self.done.signal}"
        said = (self.done.stdout + self.done.stderr).strip().splitlines()
        self.require(len(self.commits) == 3, count=len(self.commits), ended=ended, said=said[-1][:80] if said else "nothing")

    def test_secret_in_no_commit(self):
        if not self.commits:
            return  # there is no history, which is for the first check to say
        held = self.everything()
        self.require(held is not None, found="A part of the history is damaged, so nobody can tell what it holds.")
        for what, needle in (("The password", self.secret), ("The database", self.order)):
            self.require(needle not in held, found=f"{what} can be read in the history.")

    def test_database_ignored(self):
        names = self.git("show", "--format=", "--name-only", self.commits[1]).split()
        rules = self.file(self.commits[-1], ".gitignore")
        self.clean.write({".gitignore": rules})
        offered = [name for name in ("db.sqlite3", ".env") if not self.git("check-ignore", "--no-index", name).strip()]
        held = "adds the rules" if names == [".gitignore"] else f"changes {', '.join(names)[:60] or 'nothing'}"
        self.require(names == [".gitignore"] and not offered, rules=held, offered=" and ".join(offered) or "neither file")

    def test_only_fix_in_third(self):
        old, new = self.project["shop/prices_old.py"], self.project["shop/prices.py"]
        first, second, third = (self.file(commit, "prices.py") for commit in self.commits)
        self.require(first == old and second == old, what="The first two commits do not hold the file of yesterday.")
        names = self.git("show", "--format=", "--name-only", self.commits[2]).split()
        self.require(names == ["prices.py"], what=f"The third commit changes {', '.join(names)[:60] or 'nothing'}.")
        self.require("discount" not in third, what="The third commit holds the discount too.")
        finished = "\n".join(line for line in new.splitlines() if "discount" not in line)
        rest = "\n".join(line for line in third.splitlines() if "print(total(order)" not in line)
        self.require(rest == finished, what="The third commit does not hold the rounding as it is in the folder.")

    def test_other_change_left_uncommitted(self):
        state = "is empty or gone" if not self.left else "has lost the discount" if "discount" not in self.left else "differs"
        self.require(self.left == self.project["shop/prices.py"], state=state)

    def test_messages_say_why(self):
        for number, commit in enumerate(self.commits, start=1):
            subject, gap, body = (self.git("show", "--no-patch", "--format=%B", commit) + "\n\n").split("\n", 2)
            what = f"has a subject of {len(subject)} characters"
            self.require(10 <= len(subject) <= 72, number=number, what=what)
            self.require(not gap.strip(), number=number, what="has no empty line below its subject")
            self.require(len(body.split()) >= 4, number=number, what="has no reason below its subject")

    def test_identity_not_overwritten(self):
        mine = f"{self.name} <{self.address}>"
        for commit in self.commits:
            for who, form in (("author", "%an <%ae>"), ("committer", "%cn <%ce>")):
                found = self.git("show", "--no-patch", f"--format={form}", commit).strip()
                self.require(found == mine, what=f"A commit has {found[:60]} as its {who}.")
        self.require("[user]" not in self.config, what="The settings of the repository name an author.")
        self.require(self.home == self.identity.encode(), what="The settings of the machine were changed.")
