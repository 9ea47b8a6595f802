-- name: descendants
WITH RECURSIVE tree (id, name, depth, path, place, trail) AS (
    SELECT id, name, 0, name, '', ',' || id || ','
    FROM category
    WHERE id = :root
    UNION ALL
    -- `place` sorts by names, then by ids; its separators are lower than any letter, so "Art" and all
    -- that is below it comes before "Art & Design". `trail` holds the ids on the way: a circle ends there.
    SELECT
        child.id,
        child.name,
        tree.depth + 1,
        tree.path || ' > ' || child.name,
        tree.place || char(1) || child.name || char(2) || substr('0000000000' || child.id, -10),
        tree.trail || child.id || ','
    FROM category AS child
    JOIN tree ON child.parent_id = tree.id
    WHERE tree.depth < :deepest
      AND instr(tree.trail, ',' || child.id || ',') = 0
)
SELECT id, name, depth, path
FROM tree
ORDER BY path;

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
