import type { DataSource } from 'typeorm';

interface Row {
  table: string;
  line: string;
}

const columns = `
  SELECT c.relname AS table, format('%s %s%s%s', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
    CASE WHEN a.attgenerated = 's' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
         WHEN a.attidentity <> '' THEN ' GENERATED ALWAYS AS IDENTITY'
         WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END) AS line
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'schema_migrations'
  ORDER BY c.relname COLLATE "C", a.attnum`;

const constraints = `
  SELECT c.relname AS table, format('CONSTRAINT %s %s', quote_ident(n.conname), pg_get_constraintdef(n.oid)) AS line
  FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid
  WHERE c.relnamespace = 'public'::regnamespace AND n.contype <> 'n' AND c.relname <> 'schema_migrations'
  ORDER BY c.relname COLLATE "C", n.contype, n.conname COLLATE "C"`;

const indexes = `
  SELECT t.relname AS table, pg_get_indexdef(i.indexrelid) AS line
  FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
  WHERE t.relnamespace = 'public'::regnamespace AND t.relname <> 'schema_migrations'
    AND NOT EXISTS (SELECT 1 FROM pg_constraint n WHERE n.conindid = i.indexrelid AND n.contype IN ('p', 'u', 'x'))
  ORDER BY t.relname COLLATE "C", x.relname COLLATE "C"`;

const rest = `
  SELECT c.relname AS table, pg_get_triggerdef(g.oid) AS line
  FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
  WHERE NOT g.tgisinternal AND c.relnamespace = 'public'::regnamespace
  ORDER BY c.relname COLLATE "C", g.tgname COLLATE "C"`;

/** The schema of our tables as readable SQL, from the catalogue, so that no client program of the server is needed. */
export async function renderSchema(source: DataSource): Promise<string> {
  const read = (sql: string): Promise<Row[]> => source.query(sql);
  const parts = {
    columns: await read(columns),
    constraints: await read(constraints),
    indexes: await read(indexes),
    rest: await read(rest),
  };
  const of = (rows: Row[], table: string) => rows.filter((row) => row.table === table).map((row) => row.line);
  const tables = [...new Set(parts.columns.map((row) => row.table))];
  const blocks = tables.map((table) => {
    const body = [...of(parts.columns, table), ...of(parts.constraints, table)]
      .map((line) => `  ${line}`)
      .join(',\n');
    const after = [...of(parts.indexes, table), ...of(parts.rest, table)]
      .map((line) => `${line.replaceAll('public.', '')};\n`)
      .join('');
    return `CREATE TABLE ${table} (\n${body}\n);\n${after}`;
  });
  return `-- The picture of now. Rendered from a migrated database; a test compares. Renew: npm run check -- --fix\n\n${blocks.join('\n')}`;
}
