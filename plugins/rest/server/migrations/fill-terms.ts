import { type Session, termsOf } from '../../../../src/domain.js';
import type { SqlQuery } from '../sql-executor.js';
import { asList, AS_TSVECTOR } from '../sql-terms.js';

const AT_ONCE = 500;

/** Gives every session the terms that it is found by, as this release makes them. One that is gone has no title, and none. */
export async function fillTerms(query: SqlQuery): Promise<void> {
  for (let after: Place | undefined = { tenant: '', id: '' }; after;) after = await fill(query, after);
}

interface Place {
  readonly tenant: string;
  readonly id: string;
}

/** Where it goes on; undefined once there are no more. */
async function fill(query: SqlQuery, after: Place): Promise<Place | undefined> {
  const found = await query(
    `select tenant, id, row::text as row from nearhand_rows
     where collection = 'sessions' and row->>'title' is not null and (tenant, id) > ($1, $2) order by tenant, id limit ${AT_ONCE}`,
    [after.tenant, after.id],
  );
  const column = (name: string): string[] => found.map((row) => String(row[name]));
  await query(
    `update nearhand_rows set terms = ${AS_TSVECTOR('list')}
     from unnest($1::text[], $2::text[], $3::text[]) as made (of_tenant, of_id, list)
     where collection = 'sessions' and tenant = of_tenant and id = of_id`,
    [column('tenant'), column('id'), column('row').map((row) => asList(termsOf(JSON.parse(row) as Session)))],
  );
  const [tenant, id] = [column('tenant').at(-1), column('id').at(-1)];
  return tenant === undefined || id === undefined ? undefined : { tenant, id };
}
