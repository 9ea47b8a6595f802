import random
import string
from decimal import Decimal

from grading.case import CheckCase

HEADER = "date,product,amount"
LETTERS = string.ascii_lowercase


def word():
    return "".join(random.choices(LETTERS, k=random.randint(4, 8)))


def file_of(lines, newline="\n"):
    return "".join(line + newline for line in [HEADER, *lines]).encode()


def sale(product, amount):
    day = f"2026-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    return f'{day},"{product}",{amount}' if "," in product else f"{day},{product},{amount}"


def text_of(value):
    """A name that the learner's process reported; it can report anything."""
    return value[:60] if isinstance(value, str) else type(value).__name__


class Checks(CheckCase):
    def run_on(self, data):
        outcome = self.subject.call("try_it:run_on", data)
        return outcome if isinstance(outcome, dict) else {}

    def summary_of(self, data):
        return self.run_on(data).get("result")

    def part(self, result, key, kind):
        """`totals` or `bad_lines` of what the function returned, None when there is no such thing."""
        value = result.get(key) if isinstance(result, dict) else None
        return value if isinstance(value, kind) else None

    def totals_of(self, data, **facts):
        totals = self.part(self.summary_of(data), "totals", dict)
        self.require(totals is not None, what="the function returned no dict with `totals`.", **facts)
        return totals

    def test_totals_per_product(self):
        names = [word() + " juice", word(), f"{word()}, {word()}"]
        # Quarters are exact as floats too: whether the sums are exact is another check's question.
        sales = [(name, Decimal(random.randint(1, 400)) / 4) for name in names * 3]
        random.shuffle(sales)
        facts = {"products": len(names), "sales": len(sales)}
        totals = self.totals_of(file_of(sale(*one) for one in sales), **facts)
        self.require(
            set(totals) == set(names),
            what=f"the keys of `totals` are not the products; their number is {len(totals)}.",
            **facts,
        )
        for name in names:
            expected = sum(amount for product, amount in sales if product == name)
            quoted = " (its name has a comma)" if "," in name else ""
            self.require(
                totals[name] == expected,
                what=f"the total of one product{quoted} is not the sum of its amounts.",
                **facts,
            )

    def test_decimal_amounts(self):
        name = word()
        cents = ["0.10", "0.20"] + [f"0.{random.randint(1, 99):02}" for _ in range(20)]
        if sum(map(Decimal, cents)) % Decimal("0.25") == 0:
            cents.append("0.01")  # a sum in quarters could be exact as a float by chance
        # Float sums that are rounded at the end are right for cents; beyond 2**53 no float has cents.
        fraction = (37 - int(100 * sum(map(Decimal, cents)))) % 100
        large = [f"{random.randint(10**17, 10**18)}.{fraction:02}", *cents]
        for amounts, of in ((cents, "some cents each"), (large, "one of them very large")):
            totals = self.totals_of(file_of(sale(name, amount) for amount in amounts))
            total = totals.get(name)
            self.require(
                isinstance(total, Decimal),
                what=f"The total of a product is of the type `{type(total).__name__}`.",
            )
            self.require(
                total == sum(map(Decimal, amounts)),
                what=f"After {len(amounts)} sales, {of}, the total is not exact.",
            )

    def test_bad_line_reported(self):
        good, bad = word(), word()
        amounts = [Decimal(random.randint(1, 400)) / 4 for _ in range(4)]
        lines = [
            sale(good, amounts[0]),
            sale(bad, word() + "x"),
            sale(good, amounts[1]),
            "",
            f"2026-03-02,{bad}",
            sale(good, amounts[2]),
            sale("", amounts[0]),
            f"2026-03-02,{bad},{amounts[0]},{word()}",
            sale(good, amounts[3]),
        ]
        kinds = {
            3: "with an amount that is not a number",
            6: "with two fields",
            8: "without a product",
            9: "with four fields",
        }
        result = self.summary_of(file_of(lines))
        found = self.part(result, "bad_lines", (list, tuple))
        self.require(
            found is not None,
            bad=len(kinds),
            what="the function returned no dict with a list `bad_lines`.",
        )
        self.require(
            all(isinstance(one, (list, tuple)) and len(one) == 2 for one in found),
            bad=len(kinds),
            what="an entry of `bad_lines` is not a pair of two values.",
        )
        numbers = [number for number, _ in found]
        self.require(
            len(numbers) == len(kinds),
            bad=len(kinds),
            what=f"the number of entries in `bad_lines` is {len(numbers)}.",
        )
        for expected, actual in zip(kinds, numbers):
            self.require(
                actual == expected,
                bad=len(kinds),
                what=f"the one {kinds[expected]} is not there with its line number, in file order.",
            )
        self.require(
            all(isinstance(reason, str) and reason.strip() for _, reason in found),
            bad=len(kinds),
            what="the reason of an entry in `bad_lines` is not a text, or is empty.",
        )
        totals = self.part(result, "totals", dict) or {}
        self.require(
            totals == {good: sum(amounts)},
            bad=len(kinds),
            what="`totals` is not the sum of the good lines.",
        )

    def test_empty_file(self):
        for data, which in ((file_of([]), "with the header line only"), (b"", "without any line")):
            result = self.summary_of(data)
            totals = self.part(result, "totals", dict)
            bad_lines = self.part(result, "bad_lines", (list, tuple))
            self.require(
                totals is not None and bad_lines is not None,
                which=which,
                what=f"the function returned {'None' if result is None else 'something else'}.",
            )
            self.require(
                len(totals) == 0 and len(bad_lines) == 0,
                which=which,
                what=f"the number of totals is {len(totals)}, and of bad lines {len(bad_lines)}.",
            )

    def test_missing_file_raises(self):
        ending = self.subject.call("try_it:run_on_missing_file")
        self.require(
            ending == "FileNotFoundError",
            ending="no exception" if ending == "no exception" else f"`{text_of(ending)}`",
        )

    def test_utf8_names(self):
        name = word() + random.choice("éüßñøłčé") + random.choice("木ждλ€") + word()
        data = file_of([sale(name, "1.50"), sale(name, "2.25")])
        outcome = self.run_on(data)
        unreadable = outcome.get("unreadable")
        self.require(unreadable is None, what=f"ends with `{text_of(unreadable)}`.")
        totals = self.part(outcome.get("result"), "totals", dict) or {}
        self.require(name in totals, what="gives a total for a product with other letters.")

    def test_file_is_closed(self):
        left_open = self.run_on(file_of([sale(word(), "1.50")])).get("left_open")
        self.require(left_open == 0, count=left_open)
