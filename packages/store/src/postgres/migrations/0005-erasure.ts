import type { Migration } from 'kysely/migration'
import { bytes, OF_LOG, OF_TENANT, OWNER, runStatements, TEXT } from './ddl.ts'

const ACCESS = [
  `create table log (
    log_id ${TEXT} not null primary key,
    origin ${TEXT} not null unique,
    created_at bigint not null
  )`,
  // The tenant finds its log, so its identifier alone is unique; the pair is what foreign keys point to.
  `create table tenant (
    ${OWNER},
    name ${TEXT} not null,
    created_at bigint not null,
    primary key (tenant_id),
    unique (log_id, tenant_id),
    ${OF_LOG}
  )`,
  // The key finds its tenant, so its identifier alone is unique.
  `create table api_key (
    ${OWNER},
    key_id ${TEXT} not null primary key,
    kind ${TEXT} not null,
    name ${TEXT} not null,
    hint ${TEXT} not null,
    ${bytes('secret_sha256', 32)},
    scopes ${TEXT} not null,
    allowed_origins ${TEXT} not null,
    created_at bigint not null,
    expires_at bigint,
    revoked_at bigint,
    ${OF_TENANT}
  )`,
]

const NOTICE = [
  `create table party (
    ${OWNER},
    key ${TEXT} not null,
    legal_name ${TEXT} not null,
    primary key (log_id, tenant_id, key),
    ${OF_TENANT}
  )`,
  `create table goods (
    ${OWNER},
    key ${TEXT} not null,
    sector ${TEXT} not null,
    primary key (log_id, tenant_id, key),
    ${OF_TENANT}
  )`,
  `create table notice_version (
    ${OWNER},
    id ${TEXT} not null,
    key ${TEXT} not null,
    locale ${TEXT} not null,
    version bigint not null check (version > 0),
    sha256 ${TEXT} not null check (length(sha256) = 64),
    document bytea not null,
    published_at bigint not null,
    primary key (log_id, tenant_id, id),
    unique (log_id, tenant_id, key, locale, version),
    unique (log_id, tenant_id, sha256),
    ${OF_TENANT}
  )`,
]

const CONSENT = [
  `create table position_counter (
    ${OWNER},
    position bigint not null,
    primary key (log_id, tenant_id),
    ${OF_TENANT}
  ) with (fillfactor = 50)`,
  `create table consent_event (
    ${OWNER},
    event_id ${TEXT} not null,
    position bigint not null check (position > 0),
    kind ${TEXT} not null,
    occurred_at bigint not null,
    recorded_at bigint not null,
    provenance ${TEXT} not null,
    grade ${TEXT} not null,
    flags ${TEXT} not null,
    notice_id ${TEXT},
    supersedes ${TEXT},
    jti ${TEXT} not null,
    site ${TEXT},
    primary key (log_id, tenant_id, event_id),
    unique (log_id, tenant_id, position),
    unique (log_id, tenant_id, jti),
    ${OF_TENANT},
    foreign key (log_id, tenant_id, notice_id) references notice_version (log_id, tenant_id, id),
    foreign key (log_id, tenant_id, supersedes) references consent_event (log_id, tenant_id, event_id)
  )`,
  // The tables below are written before their event, which takes the counter's lock last; so they cannot point to it.
  `create table choice (
    ${OWNER},
    event_id ${TEXT} not null,
    question_key ${TEXT} not null,
    answer ${TEXT} not null,
    slot_start bigint,
    slot_end bigint,
    primary key (log_id, tenant_id, event_id, question_key)
  )`,
  `create table withdrawal (
    ${OWNER},
    event_id ${TEXT} not null,
    supersedes ${TEXT} not null,
    question_key ${TEXT} not null,
    advertiser_key ${TEXT} not null,
    primary key (log_id, tenant_id, supersedes, question_key, advertiser_key, event_id)
  )`,
  `create table objection (
    ${OWNER},
    event_id ${TEXT} not null,
    ordinal bigint not null,
    scope ${TEXT} not null,
    source ${TEXT} not null,
    advertisers ${TEXT},
    at bigint not null,
    primary key (log_id, tenant_id, event_id, ordinal)
  )`,
  `create table challenge_use (
    ${OWNER},
    challenge_id ${TEXT} not null,
    event_id ${TEXT} not null,
    primary key (log_id, tenant_id, challenge_id)
  )`,
  `create table statement (
    ${OWNER},
    jti ${TEXT} not null,
    event_id ${TEXT},
    notice_id ${TEXT},
    jws ${TEXT} not null,
    check ((event_id is null) <> (notice_id is null)),
    primary key (log_id, tenant_id, jti),
    unique (log_id, tenant_id, event_id),
    unique (log_id, tenant_id, notice_id)
  )`,
  `create table attempt (
    ${OWNER},
    kind ${TEXT} not null,
    ${bytes('bidx', 16)},
    epoch bigint not null,
    advertiser ${TEXT} not null,
    channel ${TEXT} not null,
    at bigint not null,
    recorded_at bigint not null,
    primary key (log_id, tenant_id, kind, bidx, advertiser, channel, at),
    ${OF_TENANT}
  )`,
  `create table certificate (
    ${OWNER},
    certificate_id ${TEXT} not null,
    event_id ${TEXT} not null,
    recipient ${TEXT} not null,
    questions ${TEXT},
    contacts ${TEXT} not null,
    issued_at bigint not null,
    primary key (log_id, tenant_id, certificate_id),
    foreign key (log_id, tenant_id, event_id) references consent_event (log_id, tenant_id, event_id)
  )`,
  'create index certificate_of_event on certificate (log_id, tenant_id, event_id)',
]

const ERASABLE = [
  `create table disclosure (
    ${OWNER},
    event_id ${TEXT} not null,
    ct bytea not null,
    primary key (log_id, tenant_id, event_id)
  )`,
  `create table dek (
    ${OWNER},
    event_id ${TEXT} not null,
    kek_id ${TEXT} not null,
    wrapped bytea not null,
    primary key (log_id, tenant_id, event_id)
  )`,
  `create table blind_index (
    ${OWNER},
    kind ${TEXT} not null,
    ${bytes('bidx', 16)},
    event_id ${TEXT} not null,
    epoch bigint not null,
    primary key (log_id, tenant_id, kind, bidx, event_id)
  )`,
  'create index blind_index_event on blind_index (log_id, tenant_id, event_id)',
  `create table manage_token (
    ${OWNER},
    ${bytes('token_sha256', 32)},
    event_id ${TEXT} not null,
    primary key (log_id, tenant_id, token_sha256)
  )`,
  // The token finds its tenant.
  'create index manage_token_sha256 on manage_token (token_sha256)',
  'create index manage_token_event on manage_token (log_id, tenant_id, event_id)',
  `create table idempotency (
    ${OWNER},
    operation ${TEXT} not null,
    key ${TEXT} not null,
    fingerprint bytea not null,
    event_ids ${TEXT} not null,
    created_at bigint not null,
    primary key (log_id, tenant_id, operation, key)
  )`,
  `create table idempotency_event (
    ${OWNER},
    event_id ${TEXT} not null,
    operation ${TEXT} not null,
    key ${TEXT} not null,
    primary key (log_id, tenant_id, event_id, operation, key)
  )`,
  'create index idempotency_event_key on idempotency_event (log_id, tenant_id, operation, key)',
]

const LOG = [
  `create table pending (
    ${OWNER},
    jti ${TEXT} not null,
    ${bytes('entry', 32)},
    created_at bigint not null,
    primary key (log_id, tenant_id, jti),
    ${OF_TENANT}
  )`,
  'create index pending_order on pending (log_id, created_at, jti)',
  `create table log_state (
    log_id ${TEXT} not null primary key,
    next bigint not null,
    size bigint not null check (size between 0 and next),
    ${bytes('root', 32)},
    range bytea not null,
    epoch bigint not null,
    ${OF_LOG}
  )`,
  `create table leaf (
    ${OWNER},
    leaf_index bigint not null check (leaf_index >= 0),
    jti ${TEXT} not null,
    ${bytes('entry', 32)},
    primary key (log_id, leaf_index),
    unique (log_id, tenant_id, jti),
    ${OF_TENANT}
  )`,
  `create table tile (
    log_id ${TEXT} not null,
    level bigint not null check (level >= -1),
    n bigint not null check (n >= 0),
    width bigint not null check (width between 1 and 256),
    bytes bytea not null,
    primary key (log_id, level, n, width),
    ${OF_LOG}
  )`,
  // A partial tile goes once a wider one holds all that is in it; a full one stays, whoever deletes.
  'alter table tile enable row level security',
  'create policy tile_read on tile for select using (true)',
  'create policy tile_write on tile for insert with check (true)',
  'create policy tile_narrow on tile for delete using (width < 256)',
  `create table checkpoint (
    log_id ${TEXT} not null,
    size bigint not null check (size >= 0),
    ${bytes('root', 32)},
    note ${TEXT} not null,
    signed_at bigint not null,
    primary key (log_id, size),
    ${OF_LOG}
  )`,
  `create table cosignature (
    log_id ${TEXT} not null,
    size bigint not null,
    witness ${TEXT} not null,
    line ${TEXT} not null,
    cosigned_at bigint not null,
    primary key (log_id, size, witness),
    foreign key (log_id, size) references checkpoint (log_id, size)
  )`,
  `create table timestamp_token (
    log_id ${TEXT} not null,
    size bigint not null,
    tsa ${TEXT} not null,
    der bytea not null,
    received_at bigint not null,
    primary key (log_id, size, tsa),
    foreign key (log_id, size) references checkpoint (log_id, size)
  )`,
]

/**
 * What the SQLite migrations 0001 to 0005 make, in one step: nothing was ever kept on PostgreSQL under an earlier schema. From
 * here on both engines have a migration of each name. Append-only is by the rights of the server's role (grants.ts).
 */
export const firstTables: Migration = {
  up: (db) => runStatements(db, [...ACCESS, ...NOTICE, ...CONSENT, ...ERASABLE, ...LOG]),
}
