import re
import tomllib
from pathlib import Path

from engine import files
from grading.case import CheckCase

CHANGE = Path(files.PROJECT, "change")
NEAR = 1
REMARKS, WORDS, SUMMARY_WORDS, ALARMS = 20, 8, 20, 2
SEVERITIES = ("blocking", "suggestion", "question", "praise")
DECISIONS = ("approve", "request-changes", "comment")

# Where a remark can stand: from the line that holds the first text to the next one that holds the second.
PLACES = {
    "owner": [("shop/views.py", "def refund_order", "form = RefundForm(request.POST)")],
    "sum": [("shop/views.py", "total = refunds.aggregate", "refunds = refunds.filter")],
    "money": [
        ("shop/models.py", "models.FloatField", "models.FloatField"),
        ("shop/migrations/0007_refund.py", "models.FloatField", "models.FloatField"),
    ],
    "secret": [("shop/fixtures/bank.json", "[", "]")],
    "rows": [("shop/views.py", "rows = []", "return render")],
    "undo": [
        ("shop/migrations/0007_refund.py", "def close_old_orders", "update("),
        ("shop/migrations/0007_refund.py", "migrations.RunPython", "migrations.RunPython"),
    ],
    "test": [("shop/tests/test_refunds.py", "def test_late_refund", ".exists()")],
    "name": [
        ("shop/models.py", "def days_left", ".days"),
        ("shop/models.py", "return self.days_left()", "return self.days_left()"),
    ],
    "text": [("shop/views.py", "on its way back", "on its way back")],
}
SERIOUS = ("owner", "sum", "money", "secret")
SMALL = ("name", "text")


def lines_of(path, first, last):
    lines = (CHANGE / path).read_text().split("\n")
    start = next(number for number, line in enumerate(lines, 1) if first in line)
    end = next(number for number, line in enumerate(lines, 1) if number >= start and last in line)
    return path, start - NEAR, end + NEAR


def words(text):
    return len(re.findall(r"\w+", text))


def parsed(text):
    """(the review, or None; what keeps it from being one)."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, f"it is no TOML ({str(error)[:60]})"
    remarks = found.get("remark")
    if not isinstance(remarks, list) or not remarks:
        return None, "it holds no `[[remark]]`"
    if len(remarks) > REMARKS:
        return None, f"it holds {len(remarks)} remarks, and {REMARKS} is the most"
    for number, remark in enumerate(remarks, 1):
        trouble = trouble_of(remark)
        if trouble:
            return None, f"in remark {number} {trouble}"
    return found, None


def trouble_of(remark):
    if not isinstance(remark, dict):
        return "there are no fields"
    path, line = remark.get("file"), remark.get("line")
    known = {str(file.relative_to(CHANGE)) for file in CHANGE.rglob("*") if file.is_file()}
    if path not in known:
        return "`file` names none of the changed files"
    if type(line) is not int or not 1 <= line <= len((CHANGE / path).read_text().split("\n")):
        return "`line` is no line of that file"
    if remark.get("severity") not in SEVERITIES:
        return "`severity` is none of the four words"
    return None if isinstance(remark.get("text"), str) else "there is no `text`"


class Checks(CheckCase):
    def setUp(self):
        with self.reading():
            self.review, self.trouble = parsed(self.handed_in.get("review.toml", ""))
        self.remarks = (self.review or {}).get("remark", [])

    def at(self, name):
        """Remarks that stand where this problem is."""
        places = [lines_of(*place) for place in PLACES[name]]
        return [
            remark
            for remark in self.remarks
            if remark["severity"] != "praise"
            and any(remark["file"] == path and start <= remark["line"] <= end for path, start, end in places)
        ]

    def test_file_is_valid(self):
        self.require(self.review is not None, trouble=self.trouble)

    def test_serious_problems_found(self):
        found = [name for name in SERIOUS if self.at(name)]
        self.require(len(found) == len(SERIOUS), found=len(found))

    def test_at_least_six_of_nine(self):
        found = [name for name in PLACES if self.at(name)]
        self.require(len(found) >= 6, found=len(found))

    def test_false_alarms_at_most_two(self):
        meant = [remark for name in PLACES for remark in self.at(name)]
        alarms = [
            remark
            for remark in self.remarks
            if remark["severity"] in ("blocking", "suggestion") and remark not in meant
        ]
        self.require(len(alarms) <= ALARMS, alarms=len(alarms))

    def test_severity_fits(self):
        low = [name for name in SERIOUS if all(one["severity"] != "blocking" for one in self.at(name))]
        state = f"{len(low)} of the serious problems have no blocking remark"
        self.require(not low, state=state)
        # One remark may stand where a small and a serious problem meet.
        serious = [remark for name in SERIOUS for remark in self.at(name)]
        high = [one for name in SMALL for one in self.at(name) if one["severity"] == "blocking" and one not in serious]
        self.require(not high, state="a remark about a name or a text is blocking")

    def test_every_remark_has_reason(self):
        short = [number for number, one in enumerate(self.remarks, 1) if words(one["text"]) < WORDS]
        texts = [one["text"].strip().lower() for one in self.remarks]
        self.require(not short, state=f"remark {short[0] if short else 0} has fewer than eight words")
        self.require(len(set(texts)) == len(texts), state="two remarks have the same text")

    def test_decision_stated(self):
        review = self.review or {}
        decision, summary = review.get("decision"), review.get("summary")
        self.require(decision in DECISIONS, state="there is no decision")
        blocking = any(one["severity"] == "blocking" for one in self.remarks)
        state = f"there are blocking remarks and the decision is `{decision}`"
        self.require(not blocking or decision == "request-changes", state=state)
        length = words(summary) if isinstance(summary, str) else 0
        self.require(length >= SUMMARY_WORDS, state=f"the summary has {length} words")
