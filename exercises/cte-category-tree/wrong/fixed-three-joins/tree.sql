-- name: descendants
SELECT id, name, 0 AS depth, name AS path
FROM category
WHERE id = :root
UNION ALL
SELECT one.id, one.name, 1, root.name || ' > ' || one.name
FROM category AS root
JOIN category AS one ON one.parent_id = root.id
WHERE root.id = :root AND :deepest >= 1
UNION ALL
SELECT two.id, two.name, 2, root.name || ' > ' || one.name || ' > ' || two.name
FROM category AS root
JOIN category AS one ON one.parent_id = root.id
JOIN category AS two ON two.parent_id = one.id
WHERE root.id = :root AND :deepest >= 2
UNION ALL
SELECT three.id, three.name, 3, root.name || ' > ' || one.name || ' > ' || two.name || ' > ' || three.name
FROM category AS root
JOIN category AS one ON one.parent_id = root.id
JOIN category AS two ON two.parent_id = one.id
JOIN category AS three ON three.parent_id = two.id
WHERE root.id = :root AND :deepest >= 3
ORDER BY 4;

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
