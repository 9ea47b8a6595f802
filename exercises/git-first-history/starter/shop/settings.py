import os

DATABASE = "db.sqlite3"
PAYMENT_PASSWORD = os.environ.get("PAYMENT_PASSWORD", "")
