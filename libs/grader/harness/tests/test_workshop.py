import os
import tempfile
import unittest

from . import support  # noqa: F401
from engine import container, selfcheck, tools_root, workshop_cage
from engine.root import Root
from judge.workshop import Entry, Tree, difference
from workshop import hands
from workshop.room import HEAD, TAIL, Stream


class Trees(unittest.TestCase):
    def test_links_are_named_and_never_followed(self):
        with tempfile.TemporaryDirectory() as folder:
            os.symlink("/etc", f"{folder}/way-out")
            found = hands.tree(folder)
            self.assertEqual(list(found["entries"]), ["way-out"])
            self.assertEqual(found["entries"]["way-out"]["target"], "/etc")
            self.assertTrue(found["complete"])

    def test_a_link_in_the_place_of_the_folder_is_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            os.symlink("/etc", f"{folder}/project")
            self.assertEqual(hands.tree(f"{folder}/project"), {"entries": {}, "complete": False})

    def test_more_than_can_be_looked_at_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            deep = folder
            for _ in range(hands.DEPTH + 3):
                deep += "/d"
                os.mkdir(deep)
            found = hands.tree(folder)
            self.assertFalse(found["complete"])
            self.assertEqual(len(found["entries"]), hands.DEPTH + 1)

    def test_only_regular_files_are_read_and_not_for_ever(self):
        with tempfile.TemporaryDirectory() as folder:
            os.mkfifo(f"{folder}/fifo")
            for number in range(8):
                with open(f"{folder}/sparse-{number}", "wb") as file:
                    file.truncate(hands.HASHED // 4)
            found = hands.tree(folder)
            hashes = [entry["hash"] for entry in found["entries"].values() if entry["kind"] == "file"]
            self.assertEqual(hashes.count(None), 4)
            self.assertFalse(found["complete"])
            self.assertIsNone(hands.read(folder, ""))

    def test_what_is_written_comes_back(self):
        with tempfile.TemporaryDirectory() as folder:
            hands.write({"a/b.sh": "x", "c": {"b": "/wA="}}, folder, {"a/b.sh"})
            self.assertEqual(hands.read(folder, ""), {"a/b.sh": "eA==", "c": "/wA="})
            entries = hands.tree(folder)["entries"]
            self.assertEqual([entries["a/b.sh"]["mode"], entries["c"]["mode"]], [0o755, 0o644])


class Differences(unittest.TestCase):
    def test_added_removed_changed(self):
        before = Tree({"a": Entry("file", 0o644, 1, "x"), "b": Entry("file", 0o644, 1, "y"), "c": Entry("folder", 0o755)})
        after = Tree({"a": Entry("file", 0o755, 1, "x"), "c": Entry("folder", 0o755), "d/__pycache__": Entry("folder", 0o755)})
        found = difference(before, after)
        self.assertEqual((found.added, found.removed, found.changed), (["d/__pycache__"], ["b"], ["a"]))
        self.assertFalse(difference(after, after))
        self.assertNotIn("d/__pycache__", after.without("__pycache__"))


class Streams(unittest.TestCase):
    def test_a_flood_keeps_its_beginning_and_its_end(self):
        stream = Stream()
        stream.program_end, kept = -1, stream.program_end
        total = 3 * (HEAD + TAIL)
        for start in range(0, total, 4096):
            os.write(kept, bytes([65 + start // 4096 % 26]) * 4096)
            stream.take()
        os.close(kept)
        stream.drain()
        text = stream.text()
        self.assertEqual(stream.size, total)
        self.assertTrue(text.startswith("A") and "[...]" in text and len(text) < HEAD + TAIL + 20)
        self.assertFalse(stream.open)


class SelfCheck(unittest.TestCase):
    def test_outside_of_a_cage_it_refuses(self):
        identity = container.Identity(None)
        terms = workshop_cage.Terms(identity, os.getuid(), {}, False)
        with self.assertRaises(selfcheck.CageOpen):
            selfcheck.verify_program(terms, {0, 1, 2})


class Programs(unittest.TestCase):
    def test_every_file_has_a_place_in_the_hidden_folders(self):
        plan = tools_root.Plan(Root("/site", "/harness"))
        self.assertIn("bash", plan.programs)
        for file in (*plan.programs.values(), *plan.files.values()):
            self.assertTrue(plan.place(file).startswith(tools_root.TOOLS + "/"))

    def test_the_loader_of_programs_is_found(self):
        [(target, file)] = tools_root.loader("/bin/sh").items()
        self.assertTrue(os.path.samefile(target, file))


if __name__ == "__main__":
    unittest.main()
