CREATE TABLE category (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    parent_id INTEGER REFERENCES category (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX category_parent ON category (parent_id);

CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE product_category (
    product_id INTEGER NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    category_id INTEGER NOT NULL REFERENCES category (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (product_id, category_id)
);
