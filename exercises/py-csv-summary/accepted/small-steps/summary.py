import csv
import decimal
import io


def summarise(path):
    with open(path, "rb") as file:
        text = file.read().decode("utf-8")
    reader = csv.DictReader(io.StringIO(text, newline=""), fieldnames=["date", "product", "amount"])
    totals, bad_lines = {}, []
    for sale in reader:
        number = reader.line_num
        if number == 1:
            continue
        if None in sale or sale["amount"] is None:
            bad_lines.append((number, "wrong number of fields"))
        elif sale["product"] == "":
            bad_lines.append((number, "product missing"))
        else:
            try:
                sale["amount"] = decimal.Decimal(sale["amount"])
            except decimal.DecimalException as error:
                bad_lines.append((number, f"amount: {type(error).__name__}"))
            else:
                totals.setdefault(sale["product"], decimal.Decimal(0))
                totals[sale["product"]] += sale["amount"]
    return {"totals": totals, "bad_lines": bad_lines}
