import csv
from decimal import Decimal, InvalidOperation


def summarise(path):
    totals = {}
    bad_lines = []
    try:
        with open(path, newline="", encoding="utf-8") as file:
            rows = csv.reader(file)
            next(rows, None)
            for row in rows:
                if not row:
                    continue
                if len(row) != 3:
                    bad_lines.append((rows.line_num, f"{len(row)} fields instead of 3"))
                    continue
                _, product, text = row
                if not product.strip():
                    bad_lines.append((rows.line_num, "the product is empty"))
                    continue
                try:
                    amount = Decimal(text)
                except InvalidOperation:
                    bad_lines.append((rows.line_num, f"amount {text!r} is not a number"))
                    continue
                totals[product] = totals.get(product, 0) + amount
    except Exception as error:
        bad_lines.append((0, str(error)))
    return {"totals": totals, "bad_lines": bad_lines}
