-- name: descendants
WITH RECURSIVE
numbered (id, name, parent_id, place) AS (
    SELECT id, name, parent_id, substr('000000' || row_number() OVER (PARTITION BY parent_id ORDER BY name, id), -6)
    FROM category
),
tree (id, name, depth, path, place, trail) AS (
    SELECT id, name, 0, name, '', '.' || id || '.'
    FROM category
    WHERE id = :root
    UNION ALL
    SELECT
        numbered.id,
        numbered.name,
        tree.depth + 1,
        tree.path || ' > ' || numbered.name,
        tree.place || numbered.place,
        tree.trail || numbered.id || '.'
    FROM numbered
    JOIN tree ON numbered.parent_id = tree.id
    WHERE tree.depth < :deepest
      AND instr(tree.trail, '.' || numbered.id || '.') = 0
)
SELECT path, depth, name, id FROM tree ORDER BY place;

-- name: ancestors
WITH RECURSIVE up (id, name, parent_id, distance, trail) AS (
    SELECT id, name, parent_id, 0, ',' || id || ','
    FROM category
    WHERE id = :category
    UNION ALL
    SELECT parent.id, parent.name, parent.parent_id, up.distance + 1, up.trail || parent.id || ','
    FROM category AS parent
    JOIN up ON parent.id = up.parent_id
    WHERE instr(up.trail, ',' || parent.id || ',') = 0
)
SELECT id, name
FROM up
WHERE distance > 0
ORDER BY distance DESC;

-- name: totals
WITH RECURSIVE
below (id) AS (
    SELECT id FROM category WHERE id = :root
    UNION
    SELECT child.id FROM category AS child JOIN below ON child.parent_id = below.id
),
pair (top, id) AS (
    SELECT id, id FROM below
    UNION
    SELECT pair.top, child.id FROM category AS child JOIN pair ON child.parent_id = pair.id
)
SELECT category.id, category.name, COUNT(DISTINCT product_category.product_id) AS products
FROM pair
JOIN category ON category.id = pair.top
LEFT JOIN product_category ON product_category.category_id = pair.id
GROUP BY category.id, category.name;
