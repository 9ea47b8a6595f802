from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")

PRICES = {
    "apple juice": Decimal("3.495"),
    "green tea": Decimal("4.205"),
    "oat biscuits": Decimal("1.115"),
}


def total(order):
    """The sum of an order: product and number of each line."""
    found = Decimal(0)
    for product, count in order:
        found += PRICES[product] * count
    return found.quantize(CENT, ROUND_HALF_UP)


def receipt(order):
    """One line of text for each line of the order."""
    return [f"{count:>3} {product}" for product, count in order]


def main():
    order = [("apple juice", 2), ("green tea", 1)]
    discount = Decimal("0.10")  # TODO: for whom?
    for line in receipt(order):
        print(line)
    print(total(order) * (1 - discount))


if __name__ == "__main__":
    main()
