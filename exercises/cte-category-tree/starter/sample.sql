INSERT INTO category (id, name, parent_id) VALUES
    (1, 'Shop', NULL),
    (2, 'Books', 1),
    (3, 'Music', 1),
    (4, 'Novels', 2),
    (5, 'Crime', 4),
    (6, 'Scores', 3);

INSERT INTO product (id, name) VALUES
    (1, 'The Quiet Weir'),
    (2, 'Harbour Lights'),
    (3, 'Songs for two pianos');

INSERT INTO product_category (product_id, category_id) VALUES
    (1, 5),
    (2, 4),
    (3, 6);
