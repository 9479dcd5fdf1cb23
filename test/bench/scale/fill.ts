import type { SqlExecutor } from '../../../plugins/rest/server/sql-executor.js';

export const TENANT = 'acme';
/** Of a thousand sessions, so many are open. */
const OPEN = 10;

/** Empties the tables and fills them: each session with a line of its log and a message, as an agent's day leaves them. */
export async function fill(sql: SqlExecutor, sessions: number): Promise<void> {
  await sql.query('truncate nearhand_rows, nearhand_receipts');
  // Made anew at the end, which is many times as fast.
  const indexes = await sql.query(
    `select indexname, indexdef from pg_indexes where tablename = 'nearhand_rows' and indexname <> 'nearhand_rows_pkey'`,
  );
  for (const { indexname } of indexes) await sql.query(`drop index ${String(indexname)}`);
  const person = `json_build_object('id', 'agent-' || n % 1000, 'name', 'Agent ' || n % 1000, 'role', 'agent')`;
  const instant = `to_char(timestamp '2026-01-01' + n * interval '3 minutes', 'YYYY-MM-DD"T"HH24:MI:SS.000"Z"')`;
  const open = `n % 1000 < ${OPEN}`;
  const kinds = [
    {
      columns: `'sessions', 's' || n, 's' || n, n * 3, n * 3, 'crm:ticket:' || n, case when ${open} then 'open' else 'ended' end`,
      row: `json_strip_nulls(json_build_object('id', 's' || n, 'context', 'crm:ticket:' || n,
        'title', 'Pump P-' || n || ' leaks', 'status', case when ${open} then 'open' else 'ended' end, 'createdBy', ${person},
        'createdAt', ${instant}, 'startedAt', ${instant}, 'endedAt', case when ${open} then null else ${instant} end,
        'endReason', case when ${open} then null else 'agentEnded' end, 'people', json_build_array(json_build_object(
          'id', 'agent-' || n % 1000, 'name', 'Agent ' || n % 1000, 'role', 'agent', 'presence', 'left', 'since', ${instant}))))`,
    },
    {
      columns: `'events', 'e' || n, 's' || n, n * 3 + 1, n * 3 + 1, null, null`,
      row: `json_build_object('id', 'e' || n, 'sessionId', 's' || n, 'at', ${instant}, 'kind', 'created', 'person', ${person})`,
    },
    {
      columns: `'messages', 'm' || n, 's' || n, n * 3 + 2, n * 3 + 2, null, null`,
      row: `json_build_object('id', 'm' || n, 'sessionId', 's' || n, 'author', ${person},
        'text', 'Where does it leak? Show me the seal, please.', 'createdAt', ${instant})`,
    },
  ];
  for (const { columns, row } of kinds)
    await sql.query(
      `insert into nearhand_rows (tenant, collection, id, session_id, born, seq, context, status, row)
       select '${TENANT}', ${columns}, ${row} from generate_series(1, ${sessions}) as n`,
    );
  for (const { indexdef } of indexes) await sql.query(String(indexdef));
  await sql.query('analyze nearhand_rows');
}

/** An open session of those that `fill` made. */
export const openSession = (index: number, sessions: number): string =>
  `s${1000 * (index % (sessions / 1000)) + 1 + (index % (OPEN - 1))}`;
