import random

from grading.sql import SqlCase, SubjectError

DEEP = 40
SEPARATOR = " > "
# Siblings whose order depends on what stands between the names of a path.
FAMILIES = (
    ("Art", "Art & Design", "Art-House"),
    ("Home", "Home Office", "Home!"),
    ("Toys", "Toys, wooden", "Toys (used)"),
)
WORDS = "Garden Kitchen Lamps Paper Rivers Stones Tea Winter Yarn Zines Maps Clay".split()


class Checks(SqlCase):
    def plant(self, levels=5):
        """A tree with so many levels below its root; ids in no order, some siblings of equal name. Returns its rows."""
        ids = random.sample(range(10, 9_000), 400)
        rows = [{"id": ids.pop(), "name": random.choice(WORDS), "parent_id": None}]
        level = rows[:]
        for depth in range(levels):
            grown = []
            for parent in level[:3]:
                names = random.sample(random.choice(FAMILIES), 2) + [random.choice(WORDS)] * random.randint(1, 2)
                random.shuffle(names)
                grown += [{"id": ids.pop(), "name": name, "parent_id": parent["id"]} for name in names]
            random.shuffle(grown)
            rows += grown
            level = grown
        planted = rows[:]
        random.shuffle(planted)
        self.insert("category", planted)
        return rows

    def trap(self):
        """A tree in which the text of the paths always sorts otherwise than the printed tree. Its root comes first."""
        ids = random.sample(range(10_000, 20_000), 4)
        short, longer = random.choice((("Art", "Art & Design"), ("Toys", "Toys (used)")))
        names = ("Trap", short, longer, random.choice(WORDS))
        parents = (None, ids[0], ids[0], ids[1])
        rows = [{"id": key, "name": name, "parent_id": above} for key, name, above in zip(ids, names, parents)]
        self.insert("category", rows)
        return rows

    def printed(self, rows, root, deepest=DEEP):
        """(id, name, depth, path) in the order of a printed tree, reckoned here."""
        below = {}
        for row in rows:
            below.setdefault(row["parent_id"], []).append(row)
        lines = []

        def visit(row, depth, path):
            lines.append((row["id"], row["name"], depth, path))
            if depth < deepest:
                for child in sorted(below.get(row["id"], ()), key=lambda row: (row["name"], row["id"])):
                    visit(child, depth + 1, path + SEPARATOR + child["name"])

        visit(root, 0, root["name"])
        return lines

    def stock(self, categories, shared=0):
        """Products in random categories, some of them in several; {category: products}."""
        places = {row["id"]: set() for row in categories}
        numbers = random.sample(range(1, 5_000), 30)
        self.insert("product", [{"id": number, "name": f"Product {number}"} for number in numbers])
        for number in numbers:
            for row in random.sample(categories, 1 + (shared if number % 2 else 0)):
                places[row["id"]].add(number)
        self.insert(
            "product_category",
            [{"product_id": one, "category_id": key} for key, products in places.items() for one in products],
        )
        return places

    def totals_of(self, rows, places, root):
        return {
            line[0]: len(set().union(*(places.get(below[0], ()) for below in self.printed(rows, {"id": line[0], "name": ""}))))
            for line in self.printed(rows, root)
        }

    def test_descendants_complete(self):
        self.load("sample.sql")
        found = sorted(self.answer("descendants", root=1, deepest=DEEP).column("id"), key=str)
        self.require(
            found == [1, 2, 3, 4, 5, 6],
            what=f"On the sample, from the shop itself, `descendants` gives {len(found)} rows where 6 are right.",
        )
        rows = self.plant()
        root = rows[0]
        wanted = [line[0] for line in self.printed(rows, root)]
        found = self.answer("descendants", root=root["id"], deepest=DEEP).column("id")
        self.require(
            root["id"] in found, what="The category that `:root` names is not among the rows of `descendants`."
        )
        self.require(
            sorted(found, key=str) == sorted(wanted, key=str),
            what=f"In a tree with 5 levels below the root, `descendants` gives {len(found)} rows where "
            f"{len(wanted)} are right.",
        )

    def test_depth_and_path(self):
        rows = self.plant()
        start = random.choice(rows[1:4])
        shown = self.answer("descendants", root=start["id"], deepest=DEEP).columns("id", "name", "depth", "path")
        by_id = {line[0]: line for line in shown}
        for line in self.printed(rows, start):
            actual = by_id.get(line[0], (None,) * 4)
            for place, column in ((1, "name"), (2, "depth"), (3, "path")):
                self.require(
                    actual[place] == line[place],
                    depth=line[2],
                    column=column,
                    actual=str(actual[place])[:60],
                    expected=str(line[place])[:60],
                )

    def test_ancestors_in_order(self):
        rows = self.plant()
        by_id = {row["id"]: row for row in rows}
        for row in (rows[-1], rows[0], rows[2]):
            above, one = [], row
            while one["parent_id"]:
                one = by_id[one["parent_id"]]
                above.insert(0, (one["id"], one["name"]))
            found = self.answer("ancestors", category=row["id"]).columns("id", "name")
            if sorted(found, key=str) == sorted(above, key=str):
                what = "the right categories in another order"
            else:
                what = f"{len(found)} rows where {len(above)} are right, or other categories"
            self.require(found == above, depth=len(above), what=what)

    def test_subtree_totals(self):
        rows = self.plant()
        root = random.choice(rows[:2])
        parents = {row["parent_id"] for row in rows}
        leaf = random.choice([line[0] for line in self.printed(rows, rows[1]) if line[0] not in parents])
        places = self.stock([row for row in rows[1:] if row["id"] != leaf])  # so that one category holds nothing
        wanted = self.totals_of(rows, places, root)
        found = self.answer("totals", root=root["id"]).columns("id", "name", "products")
        self.require(
            sorted((row[0] for row in found), key=str) == sorted(wanted, key=str),
            what=f"`totals` gives {len(found)} rows for a subtree of {len(wanted)} categories.",
        )
        names = {row["id"]: row["name"] for row in rows}
        for key, name, products in found:
            self.require(
                products == wanted[key] and name == names[key],
                what=f"For a category with {wanted[key]} products in its subtree, `totals` says {str(products)[:20]}.",
            )

    def test_product_counted_once(self):
        rows = self.plant(levels=3)
        places = self.stock(rows[1:], shared=2)
        wanted = self.totals_of(rows, places, rows[0])
        found = dict(self.answer("totals", root=rows[0]["id"]).columns("id", "products"))
        for key, number in wanted.items():
            self.require(found.get(key) == number, places=3, actual=str(found.get(key))[:20], expected=number)

    def test_siblings_sorted(self):
        rows = self.plant() + self.trap()
        for root in (*rows[:3], rows[-4]):
            wanted = [line[0] for line in self.printed(rows, root)]
            found = self.answer("descendants", root=root["id"], deepest=DEEP).column("id")
            differ = [place for place, (one, other) in enumerate(zip(found, wanted)) if one != other]
            place = differ[0] + 1 if differ else len(found)
            self.require(found == wanted, what=f"Row {place} of {len(found)} is another category than it should be.")

    def ends(self, name, size, **parameters):
        try:
            return self.answer(name, **parameters).column("id")
        except SubjectError as error:
            self.require(not error.is_a("StatementStopped"), size=size, what=f"`{name}` was still running and was stopped")
            raise

    def test_cycle_stops(self):
        rows = self.plant(levels=2)
        size = random.randint(3, 5)
        ids = random.sample(range(10_000, 20_000), size)
        circle = [{"id": ids[i], "name": random.choice(WORDS), "parent_id": ids[i - 1]} for i in range(size)]
        self.insert("category", circle)
        self.insert("category", [{"id": 30_000, "name": "Beside", "parent_id": ids[1]}])
        self.stock(rows[1:] + circle)
        above = self.ends("ancestors", size, category=30_000)
        wanted = [ids[(1 - step) % size] for step in range(size - 1, -1, -1)]
        self.require(above == wanted, size=size, what=f"`ancestors` gives {len(above)} rows where {size} are right")
        for name, parameters in (("descendants", {"deepest": 1_000}), ("totals", {})):
            found = self.ends(name, size, root=ids[0], **parameters)
            self.require(
                sorted(found, key=str) == sorted([*ids, 30_000], key=str),
                size=size,
                what=f"with one more beside it, `{name}` gives {len(found)} rows where {size + 1} are right",
            )

    def test_parameters_used(self):
        rows = self.plant()
        for deepest in (random.randint(1, 3), 0):
            found = self.answer("descendants", root=rows[0]["id"], deepest=deepest).columns("id", "depth")
            wanted = [(line[0], line[2]) for line in self.printed(rows, rows[0], deepest)]
            levels = max((depth for _, depth in found if isinstance(depth, int)), default=0)
            self.require(sorted(found, key=str) == sorted(wanted, key=str), deepest=deepest, levels=levels)
