import { hash } from 'node:crypto'
import { CompiledQuery, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

const OWNER = 'log_id text not null, tenant_id text not null'
const OF_TENANT = 'foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)'
const OF_LOG = 'foreign key (log_id) references log (log_id)'

const TABLES = [
  // A statement is of an event, or of what was published.
  `create table statement_new (
    ${OWNER},
    jti text not null,
    event_id text,
    notice_id text,
    jws text not null,
    check ((event_id is null) <> (notice_id is null)),
    primary key (log_id, tenant_id, jti),
    unique (log_id, tenant_id, event_id),
    unique (log_id, tenant_id, notice_id)
  ) strict`,
  `insert into statement_new (log_id, tenant_id, jti, event_id, jws)
    select log_id, tenant_id, jti, event_id, jws from statement`,
  'drop table statement',
  'alter table statement_new rename to statement',
  `create table pending (
    ${OWNER},
    jti text not null,
    entry blob not null check (length(entry) = 32),
    created_at integer not null,
    primary key (log_id, tenant_id, jti),
    ${OF_TENANT}
  ) strict, without rowid`,
  'create index pending_order on pending (log_id, created_at, jti)',
  `create table log_state (
    log_id text not null primary key,
    next integer not null,
    size integer not null check (size between 0 and next),
    root blob not null check (length(root) = 32),
    range blob not null,
    epoch integer not null,
    ${OF_LOG}
  ) strict`,
  `create table leaf (
    ${OWNER},
    leaf_index integer not null check (leaf_index >= 0),
    jti text not null,
    entry blob not null check (length(entry) = 32),
    primary key (log_id, leaf_index),
    unique (log_id, tenant_id, jti),
    ${OF_TENANT}
  ) strict`,
  `create table tile (
    log_id text not null,
    level integer not null check (level >= -1),
    n integer not null check (n >= 0),
    width integer not null check (width between 1 and 256),
    bytes blob not null,
    primary key (log_id, level, n, width),
    ${OF_LOG}
  ) strict`,
  `create table checkpoint (
    log_id text not null,
    size integer not null check (size >= 0),
    root blob not null check (length(root) = 32),
    note text not null,
    signed_at integer not null,
    primary key (log_id, size),
    ${OF_LOG}
  ) strict`,
  `create table cosignature (
    log_id text not null,
    size integer not null,
    witness text not null,
    line text not null,
    cosigned_at integer not null,
    primary key (log_id, size, witness),
    foreign key (log_id, size) references checkpoint (log_id, size)
  ) strict`,
  `create table timestamp_token (
    log_id text not null,
    size integer not null,
    tsa text not null,
    der blob not null,
    received_at integer not null,
    primary key (log_id, size, tsa),
    foreign key (log_id, size) references checkpoint (log_id, size)
  ) strict`,
]

const refuse = (table: string, mutation: 'update' | 'delete', when = ''): string =>
  `create trigger ${table}_no_${mutation} before ${mutation} on ${table} ${when}
    begin select raise(abort, '${table} refuses ${mutation}'); end`

const APPEND_ONLY = ['statement', 'leaf', 'checkpoint', 'cosignature', 'timestamp_token']

const REFUSALS = [
  ...[...APPEND_ONLY, 'pending', 'tile'].map((table) => refuse(table, 'update')),
  ...[...APPEND_ONLY, 'log_state'].map((table) => refuse(table, 'delete')),
  // A partial tile goes once a wider one holds all that is in it.
  refuse('tile', 'delete', 'when old.width = 256'),
]

const PAGE = 1000

type Stored = { readonly rowid: number; readonly jws: string }

/** What was acknowledged before there was a log comes into it too. */
const queueStatements = async (db: Kysely<unknown>): Promise<void> => {
  for (let after = 0, more = true; more;) {
    const { rows } = await db.executeQuery<Stored>(
      CompiledQuery.raw('select rowid, jws from statement where rowid > ? order by rowid limit ?', [
        after,
        PAGE,
      ]),
    )
    for (const { rowid, jws } of rows)
      await db.executeQuery(
        CompiledQuery.raw(
          `insert into pending (log_id, tenant_id, jti, entry, created_at)
            select s.log_id, s.tenant_id, s.jti, ?, e.recorded_at from statement s
            join consent_event e on e.log_id = s.log_id and e.tenant_id = s.tenant_id and e.event_id = s.event_id
            where s.rowid = ?`,
          [hash('sha256', jws, 'buffer'), rowid],
        ),
      )
    after = rows.at(-1)?.rowid ?? after
    more = rows.length === PAGE
  }
}

/** The transparency log: what waits for it, its tree as tiles, its checkpoints and what others sign of them. */
export const logTables: Migration = {
  up: async (db) => {
    for (const statement of [...TABLES, ...REFUSALS]) await db.executeQuery(CompiledQuery.raw(statement))
    await queueStatements(db)
  },
}
