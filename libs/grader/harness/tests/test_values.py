import datetime
import decimal
import fractions
import math
import unittest
import uuid

from . import support  # noqa: F401
from engine import channel, values


def there_and_back(value):
    return values.decode(channel.loads(channel.dumps(values.encode(value))))


class Crossing(unittest.TestCase):
    def test_the_closed_set_arrives_unchanged(self):
        moment = datetime.datetime(2026, 3, 1, 12, 30, tzinfo=datetime.timezone.utc)
        for value in (
            None, True, 0, -1, 10**2000, 1.5, "text", "\ud800", b"\x00\xff", [1, [2]], (1, (2,)), {"a": 1},
            {1: "x", (1, 2): [3]},
            {"$": "looks like a tag"}, {1, 2}, frozenset({3}), decimal.Decimal("1.10"), fractions.Fraction(1, 3),
            moment, moment.date(), moment.time(), datetime.timedelta(days=-1, microseconds=5), uuid.UUID(int=7),
        ):  # fmt: skip
            with self.subTest(value=str(value)[:40]):
                found = there_and_back(value)
                self.assertEqual(found, value)
                self.assertIs(type(found), type(value))

    def test_numbers_that_json_has_not(self):
        self.assertTrue(math.isnan(there_and_back(math.nan)))
        self.assertEqual(there_and_back(-math.inf), -math.inf)

    def test_what_is_unknown_equals_nothing(self):
        class Liar:
            def __eq__(self, other):
                return True

        found = there_and_back(Liar())
        self.assertFalse(found == found)
        self.assertFalse(found == 1)
        self.assertTrue(found != found)

    def test_subclasses_lose_their_tricks(self):
        class Text(str):
            def __eq__(self, other):
                return True

            __hash__ = str.__hash__

        class Number(int):
            def __int__(self):
                return 999

        self.assertIs(type(there_and_back(Text("a"))), str)
        self.assertEqual(there_and_back(Number(3)), 3)

    def test_impossible_tags_are_refused(self):
        for tagged in (
            {"$": "decimal", "v": "x"}, {"$": "date", "v": 5}, {"$": "dict", "v": 3}, {"$": "set", "v": [[1]]},
            {"$": "bytes", "v": "é"}, {"$": "decimal", "v": "9" * 20_000}, {"$": "timedelta", "v": [1]},
            {"$": "dict", "v": [[[1], 2]]}, {"$": "uuid", "v": ""}, {"$": "hex", "v": "zz"},
            {"$": "fraction", "v": "1e99999999"},
        ):  # fmt: skip
            with self.subTest(tagged=str(tagged)[:40]), self.assertRaises(channel.BadFrame):
                values.decode(tagged)

    def test_deep_frames_are_refused(self):
        with self.assertRaises(channel.BadFrame):
            channel.loads(b"[" * 200_000 + b"]" * 200_000)


if __name__ == "__main__":
    unittest.main()
