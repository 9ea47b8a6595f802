-- name: descendants
WITH RECURSIVE tree (id, name, depth, path, trail) AS (
    SELECT id, name, 0, name, '/' || id || '/'
    FROM category
    WHERE id = :root
    UNION ALL
    SELECT child.id, child.name, tree.depth + 1, tree.path || ' > ' || child.name, tree.trail || child.id || '/'
    FROM tree
    JOIN category AS child ON child.parent_id = tree.id
    WHERE tree.depth + 1 <= :deepest
      AND tree.trail NOT LIKE '%/' || child.id || '/%'
    -- SQLite takes the next row of the recursion in this order: first into the depth.
    ORDER BY 3 DESC, 2, 1
)
SELECT id, name, depth, path FROM tree;

-- name: ancestors
WITH RECURSIVE up (id, distance, trail) AS (
    SELECT parent_id, 1, '/' || id || '/' || parent_id || '/'
    FROM category
    WHERE id = :category AND parent_id IS NOT NULL
    UNION ALL
    SELECT category.parent_id, up.distance + 1, up.trail || category.parent_id || '/'
    FROM up
    JOIN category ON category.id = up.id
    WHERE category.parent_id IS NOT NULL
      AND up.trail NOT LIKE '%/' || category.parent_id || '/%'
)
SELECT category.id, category.name
FROM up
JOIN category ON category.id = up.id
WHERE category.id <> :category
ORDER BY up.distance DESC;

-- name: totals
WITH RECURSIVE pair (top, id) AS (
    SELECT id, id FROM category
    UNION
    SELECT pair.top, child.id FROM pair JOIN category AS child ON child.parent_id = pair.id
)
SELECT
    category.id,
    category.name,
    (
        SELECT COUNT(DISTINCT product_id)
        FROM product_category
        WHERE category_id IN (SELECT pair.id FROM pair WHERE pair.top = category.id)
    ) AS products
FROM category
WHERE category.id IN (SELECT pair.id FROM pair WHERE pair.top = :root);
