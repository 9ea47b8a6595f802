-- name: descendants
SELECT id, name, 1 AS depth, name AS path
FROM category
WHERE parent_id = :root
ORDER BY name;

-- name: ancestors
SELECT parent.id, parent.name
FROM category AS child
JOIN category AS parent ON parent.id = child.parent_id
WHERE child.id = :category;

-- name: totals
SELECT category.id, category.name, COUNT(product_id) AS products
FROM category
LEFT JOIN product_category ON category_id = category.id
WHERE category.id = :root
GROUP BY category.id, category.name;
