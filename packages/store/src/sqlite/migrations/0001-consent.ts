import { CompiledQuery } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Columns that start every tenant-owned table and each of its unique keys. */
const OWNER = 'log_id text not null, tenant_id text not null'
const OF_TENANT = 'foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)'

const TABLES = [
  `create table log (
    log_id text not null primary key,
    origin text not null unique,
    created_at integer not null
  ) strict`,
  // The tenant finds its log, so its identifier alone is unique; the pair is what foreign keys point to.
  `create table tenant (
    ${OWNER},
    name text not null,
    created_at integer not null,
    primary key (tenant_id),
    unique (log_id, tenant_id),
    foreign key (log_id) references log (log_id)
  ) strict`,
  // The key finds its tenant, so its identifier alone is unique.
  `create table api_key (
    ${OWNER},
    key_id text not null primary key,
    kind text not null,
    name text not null,
    hint text not null,
    secret_sha256 blob not null check (length(secret_sha256) = 32),
    scopes text not null,
    allowed_origins text not null,
    created_at integer not null,
    expires_at integer,
    revoked_at integer,
    ${OF_TENANT}
  ) strict`,
  `create table party (
    ${OWNER},
    key text not null,
    legal_name text not null,
    primary key (log_id, tenant_id, key),
    ${OF_TENANT}
  ) strict`,
  `create table goods (
    ${OWNER},
    key text not null,
    sector text not null,
    primary key (log_id, tenant_id, key),
    ${OF_TENANT}
  ) strict`,
  `create table notice_version (
    ${OWNER},
    id text not null,
    key text not null,
    locale text not null,
    version integer not null check (version > 0),
    sha256 text not null check (length(sha256) = 64),
    document blob not null,
    published_at integer not null,
    primary key (log_id, tenant_id, id),
    unique (log_id, tenant_id, key, locale, version),
    unique (log_id, tenant_id, sha256),
    ${OF_TENANT}
  ) strict`,
  `create table position_counter (
    ${OWNER},
    position integer not null,
    primary key (log_id, tenant_id),
    ${OF_TENANT}
  ) strict, without rowid`,
  `create table consent_event (
    ${OWNER},
    event_id text not null,
    position integer not null check (position > 0),
    kind text not null,
    occurred_at integer not null,
    recorded_at integer not null,
    provenance text not null,
    grade text not null,
    flags text not null,
    notice_id text,
    supersedes text,
    jti text not null,
    site text,
    primary key (log_id, tenant_id, event_id),
    unique (log_id, tenant_id, position),
    unique (log_id, tenant_id, jti),
    ${OF_TENANT},
    foreign key (log_id, tenant_id, notice_id) references notice_version (log_id, tenant_id, id),
    foreign key (log_id, tenant_id, supersedes) references consent_event (log_id, tenant_id, event_id)
  ) strict`,
  // The tables below are written before their event, which takes the counter's lock last; so they cannot point to it.
  `create table choice (
    ${OWNER},
    event_id text not null,
    question_key text not null,
    answer text not null,
    slot_start integer,
    slot_end integer,
    primary key (log_id, tenant_id, event_id, question_key)
  ) strict, without rowid`,
  `create table withdrawal (
    ${OWNER},
    event_id text not null,
    supersedes text not null,
    question_key text not null,
    advertiser_key text not null,
    primary key (log_id, tenant_id, supersedes, question_key, advertiser_key, event_id)
  ) strict, without rowid`,
  `create table objection (
    ${OWNER},
    event_id text not null,
    ordinal integer not null,
    scope text not null,
    source text not null,
    advertisers text,
    at integer not null,
    primary key (log_id, tenant_id, event_id, ordinal)
  ) strict, without rowid`,
  `create table challenge_use (
    ${OWNER},
    challenge_id text not null,
    event_id text not null,
    primary key (log_id, tenant_id, challenge_id)
  ) strict, without rowid`,
  `create table statement (
    ${OWNER},
    jti text not null,
    event_id text not null,
    jws text not null,
    primary key (log_id, tenant_id, jti),
    unique (log_id, tenant_id, event_id)
  ) strict`,
  `create table disclosure (
    ${OWNER},
    event_id text not null,
    ct blob not null,
    primary key (log_id, tenant_id, event_id)
  ) strict`,
  `create table dek (
    ${OWNER},
    event_id text not null,
    kek_id text not null,
    wrapped blob not null,
    primary key (log_id, tenant_id, event_id)
  ) strict`,
  `create table blind_index (
    ${OWNER},
    kind text not null,
    bidx blob not null check (length(bidx) = 16),
    event_id text not null,
    epoch integer not null,
    primary key (log_id, tenant_id, kind, bidx, event_id)
  ) strict, without rowid`,
  `create index blind_index_event on blind_index (log_id, tenant_id, event_id)`,
  `create table manage_token (
    ${OWNER},
    token_sha256 blob not null check (length(token_sha256) = 32),
    event_id text not null,
    primary key (log_id, tenant_id, token_sha256)
  ) strict, without rowid`,
  // The token finds its tenant.
  `create index manage_token_sha256 on manage_token (token_sha256)`,
  `create table idempotency (
    ${OWNER},
    operation text not null,
    key text not null,
    fingerprint blob not null,
    event_ids text not null,
    created_at integer not null,
    primary key (log_id, tenant_id, operation, key)
  ) strict`,
]

const APPEND_ONLY = [
  'log',
  'notice_version',
  'party',
  'goods',
  'consent_event',
  'choice',
  'withdrawal',
  'objection',
  'challenge_use',
  'statement',
]

// What erasure deletes may still not come to mean another person or event.
const ERASABLE = ['blind_index', 'disclosure', 'manage_token', 'idempotency']

const refuse = (table: string, mutation: 'update' | 'delete'): string =>
  `create trigger ${table}_no_${mutation} before ${mutation} on ${table}
    begin select raise(abort, '${table} refuses ${mutation}'); end`

const refusals = [
  ...[...APPEND_ONLY, ...ERASABLE].map((table) => refuse(table, 'update')),
  ...APPEND_ONLY.map((table) => refuse(table, 'delete')),
]

/** Tenants, notices and consent events; facts are append-only by triggers, what erasure must remove can only be removed. */
export const consentTables: Migration = {
  up: async (db) => {
    for (const statement of [...TABLES, ...refusals]) await db.executeQuery(CompiledQuery.raw(statement))
  },
}
