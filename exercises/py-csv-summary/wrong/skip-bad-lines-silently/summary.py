import csv
from decimal import Decimal, InvalidOperation


def summarise(path):
    totals = {}
    bad_lines = []
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows, None)
        for row in rows:
            if not row:
                continue
            if len(row) != 3:
                continue
            _, product, text = row
            if not product.strip():
                continue
            try:
                amount = Decimal(text)
            except InvalidOperation:
                continue
            totals[product] = totals.get(product, 0) + amount
    return {"totals": totals, "bad_lines": bad_lines}
