import tempfile
import unittest
from decimal import Decimal
from pathlib import Path

from summary import summarise


class SummariseTests(unittest.TestCase):
    def summarise_text(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sales.csv"
            path.write_text(text, encoding="utf-8")
            return summarise(path)

    def test_totals(self):
        result = self.summarise_text(
            "date,product,amount\n2026-03-02,Apple juice,3.50\n2026-03-03,Apple juice,7.00\n"
        )
        self.assertEqual(result["totals"], {"Apple juice": Decimal("10.50")})

    def test_bad_amount(self):
        result = self.summarise_text("date,product,amount\n2026-03-02,Plum cake,two\n")
        self.assertEqual([number for number, reason in result["bad_lines"]], [2])

    def test_no_line_at_all(self):
        self.assertEqual(self.summarise_text(""), {"totals": {}, "bad_lines": []})


if __name__ == "__main__":
    unittest.main()
