import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path


class BadLine(ValueError):
    pass


def parse(row):
    if len(row) != 3:
        raise BadLine("a sale has a date, a product and an amount")
    date, product, text = row
    if product == "":
        raise BadLine("no product")
    try:
        amount = Decimal(text)
    except ArithmeticError:
        raise BadLine("the amount is not a number") from None
    return product, amount


def summarise(path):
    lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    totals = defaultdict(Decimal)
    bad_lines = []
    for number, line in enumerate(lines[1:], start=2):
        for row in csv.reader([line]):
            if not row:
                continue
            try:
                product, amount = parse(row)
            except BadLine as problem:
                bad_lines.append([number, str(problem)])
            else:
                totals[product] += amount
    return dict(bad_lines=bad_lines, totals=totals)
