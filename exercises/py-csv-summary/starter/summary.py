import csv


def summarise(path):
    file = open(path, newline="")
    rows = csv.reader(file)
    header = next(rows, None)
    if header is None:
        return None
    totals = {}
    for row in rows:
        if not row:
            continue
        product = row[1]
        amount = float(row[2])
        totals[product] = totals.get(product, 0) + amount
    return {"totals": totals, "bad_lines": []}
