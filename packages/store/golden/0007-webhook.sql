CREATE TABLE "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
CREATE TABLE "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
CREATE TABLE log (
    log_id text not null primary key,
    origin text not null unique,
    created_at integer not null
  ) strict;
CREATE TABLE tenant (
    log_id text not null, tenant_id text not null,
    name text not null,
    created_at integer not null,
    primary key (tenant_id),
    unique (log_id, tenant_id),
    foreign key (log_id) references log (log_id)
  ) strict;
CREATE TABLE api_key (
    log_id text not null, tenant_id text not null,
    key_id text not null primary key,
    kind text not null,
    name text not null,
    hint text not null,
    secret_sha256 blob not null check (length(secret_sha256) = 32),
    scopes text not null,
    allowed_origins text not null,
    created_at integer not null,
    expires_at integer,
    revoked_at integer, party text, last_used_on text, replaced_by text,
    foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)
  ) strict;
CREATE TABLE party (
    log_id text not null, tenant_id text not null,
    key text not null,
    legal_name text not null,
    primary key (log_id, tenant_id, key),
    foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)
  ) strict;
CREATE TABLE goods (
    log_id text not null, tenant_id text not null,
    key text not null,
    sector text not null,
    primary key (log_id, tenant_id, key),
    foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)
  ) strict;
CREATE TABLE notice_version (
    log_id text not null, tenant_id text not null,
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
    foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)
  ) strict;
CREATE TABLE position_counter (
    log_id text not null, tenant_id text not null,
    position integer not null,
    primary key (log_id, tenant_id),
    foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)
  ) strict, without rowid;
CREATE TABLE consent_event (
    log_id text not null, tenant_id text not null,
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
    foreign key (log_id, tenant_id) references tenant (log_id, tenant_id),
    foreign key (log_id, tenant_id, notice_id) references notice_version (log_id, tenant_id, id),
    foreign key (log_id, tenant_id, supersedes) references consent_event (log_id, tenant_id, event_id)
  ) strict;
CREATE TABLE choice (
    log_id text not null, tenant_id text not null,
    event_id text not null,
    question_key text not null,
    answer text not null,
    slot_start integer,
    slot_end integer,
    primary key (log_id, tenant_id, event_id, question_key)
  ) strict, without rowid;
CREATE TABLE withdrawal (
    log_id text not null, tenant_id text not null,
    event_id text not null,
    supersedes text not null,
    question_key text not null,
    advertiser_key text not null,
    primary key (log_id, tenant_id, supersedes, question_key, advertiser_key, event_id)
  ) strict, without rowid;
CREATE TABLE objection (
    log_id text not null, tenant_id text not null,
    event_id text not null,
    ordinal integer not null,
    scope text not null,
    source text not null,
    advertisers text,
    at integer not null,
    primary key (log_id, tenant_id, event_id, ordinal)
  ) strict, without rowid;
CREATE TABLE challenge_use (
    log_id text not null, tenant_id text not null,
    challenge_id text not null,
    event_id text not null,
    primary key (log_id, tenant_id, challenge_id)
  ) strict, without rowid;
CREATE TABLE disclosure (
    log_id text not null, tenant_id text not null,
    event_id text not null,
    ct blob not null,
    primary key (log_id, tenant_id, event_id)
  ) strict;
CREATE TABLE dek (
    log_id text not null, tenant_id text not null,
    event_id text not null,
    kek_id text not null,
    wrapped blob not null,
    primary key (log_id, tenant_id, event_id)
  ) strict;
CREATE TABLE blind_index (
    log_id text not null, tenant_id text not null,
    kind text not null,
    bidx blob not null check (length(bidx) = 16),
    event_id text not null,
    epoch integer not null,
    primary key (log_id, tenant_id, kind, bidx, event_id)
  ) strict, without rowid;
CREATE INDEX blind_index_event on blind_index (log_id, tenant_id, event_id);
CREATE TABLE manage_token (
    log_id text not null, tenant_id text not null,
    token_sha256 blob not null check (length(token_sha256) = 32),
    event_id text not null,
    primary key (log_id, tenant_id, token_sha256)
  ) strict, without rowid;
CREATE INDEX manage_token_sha256 on manage_token (token_sha256);
CREATE TABLE idempotency (
    log_id text not null, tenant_id text not null,
    operation text not null,
    key text not null,
    fingerprint blob not null,
    event_ids text not null,
    created_at integer not null,
    primary key (log_id, tenant_id, operation, key)
  ) strict;
CREATE TRIGGER log_no_update before update on log
    begin select raise(abort, 'log refuses update'); end;
CREATE TRIGGER notice_version_no_update before update on notice_version
    begin select raise(abort, 'notice_version refuses update'); end;
CREATE TRIGGER party_no_update before update on party
    begin select raise(abort, 'party refuses update'); end;
CREATE TRIGGER goods_no_update before update on goods
    begin select raise(abort, 'goods refuses update'); end;
CREATE TRIGGER consent_event_no_update before update on consent_event
    begin select raise(abort, 'consent_event refuses update'); end;
CREATE TRIGGER choice_no_update before update on choice
    begin select raise(abort, 'choice refuses update'); end;
CREATE TRIGGER withdrawal_no_update before update on withdrawal
    begin select raise(abort, 'withdrawal refuses update'); end;
CREATE TRIGGER objection_no_update before update on objection
    begin select raise(abort, 'objection refuses update'); end;
CREATE TRIGGER challenge_use_no_update before update on challenge_use
    begin select raise(abort, 'challenge_use refuses update'); end;
CREATE TRIGGER blind_index_no_update before update on blind_index
    begin select raise(abort, 'blind_index refuses update'); end;
CREATE TRIGGER disclosure_no_update before update on disclosure
    begin select raise(abort, 'disclosure refuses update'); end;
CREATE TRIGGER manage_token_no_update before update on manage_token
    begin select raise(abort, 'manage_token refuses update'); end;
CREATE TRIGGER idempotency_no_update before update on idempotency
    begin select raise(abort, 'idempotency refuses update'); end;
CREATE TRIGGER log_no_delete before delete on log
    begin select raise(abort, 'log refuses delete'); end;
CREATE TRIGGER notice_version_no_delete before delete on notice_version
    begin select raise(abort, 'notice_version refuses delete'); end;
CREATE TRIGGER party_no_delete before delete on party
    begin select raise(abort, 'party refuses delete'); end;
CREATE TRIGGER goods_no_delete before delete on goods
    begin select raise(abort, 'goods refuses delete'); end;
CREATE TRIGGER consent_event_no_delete before delete on consent_event
    begin select raise(abort, 'consent_event refuses delete'); end;
CREATE TRIGGER choice_no_delete before delete on choice
    begin select raise(abort, 'choice refuses delete'); end;
CREATE TRIGGER withdrawal_no_delete before delete on withdrawal
    begin select raise(abort, 'withdrawal refuses delete'); end;
CREATE TRIGGER objection_no_delete before delete on objection
    begin select raise(abort, 'objection refuses delete'); end;
CREATE TRIGGER challenge_use_no_delete before delete on challenge_use
    begin select raise(abort, 'challenge_use refuses delete'); end;
CREATE TABLE attempt (
  log_id text not null,
  tenant_id text not null,
  kind text not null,
  bidx blob not null check (length(bidx) = 16),
  epoch integer not null,
  advertiser text not null,
  channel text not null,
  at integer not null,
  recorded_at integer not null,
  primary key (log_id, tenant_id, kind, bidx, advertiser, channel, at),
  foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)
) strict, without rowid;
CREATE TABLE "statement" (
    log_id text not null, tenant_id text not null,
    jti text not null,
    event_id text,
    notice_id text,
    jws text not null,
    check ((event_id is null) <> (notice_id is null)),
    primary key (log_id, tenant_id, jti),
    unique (log_id, tenant_id, event_id),
    unique (log_id, tenant_id, notice_id)
  ) strict;
CREATE TABLE pending (
    log_id text not null, tenant_id text not null,
    jti text not null,
    entry blob not null check (length(entry) = 32),
    created_at integer not null,
    primary key (log_id, tenant_id, jti),
    foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)
  ) strict, without rowid;
CREATE INDEX pending_order on pending (log_id, created_at, jti);
CREATE TABLE log_state (
    log_id text not null primary key,
    next integer not null,
    size integer not null check (size between 0 and next),
    root blob not null check (length(root) = 32),
    range blob not null,
    epoch integer not null,
    foreign key (log_id) references log (log_id)
  ) strict;
CREATE TABLE leaf (
    log_id text not null, tenant_id text not null,
    leaf_index integer not null check (leaf_index >= 0),
    jti text not null,
    entry blob not null check (length(entry) = 32),
    primary key (log_id, leaf_index),
    unique (log_id, tenant_id, jti),
    foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)
  ) strict;
CREATE TABLE tile (
    log_id text not null,
    level integer not null check (level >= -1),
    n integer not null check (n >= 0),
    width integer not null check (width between 1 and 256),
    bytes blob not null,
    primary key (log_id, level, n, width),
    foreign key (log_id) references log (log_id)
  ) strict;
CREATE TABLE checkpoint (
    log_id text not null,
    size integer not null check (size >= 0),
    root blob not null check (length(root) = 32),
    note text not null,
    signed_at integer not null,
    primary key (log_id, size),
    foreign key (log_id) references log (log_id)
  ) strict;
CREATE TABLE cosignature (
    log_id text not null,
    size integer not null,
    witness text not null,
    line text not null,
    cosigned_at integer not null,
    primary key (log_id, size, witness),
    foreign key (log_id, size) references checkpoint (log_id, size)
  ) strict;
CREATE TABLE timestamp_token (
    log_id text not null,
    size integer not null,
    tsa text not null,
    der blob not null,
    received_at integer not null,
    primary key (log_id, size, tsa),
    foreign key (log_id, size) references checkpoint (log_id, size)
  ) strict;
CREATE TRIGGER statement_no_update before update on statement 
    begin select raise(abort, 'statement refuses update'); end;
CREATE TRIGGER leaf_no_update before update on leaf 
    begin select raise(abort, 'leaf refuses update'); end;
CREATE TRIGGER checkpoint_no_update before update on checkpoint 
    begin select raise(abort, 'checkpoint refuses update'); end;
CREATE TRIGGER cosignature_no_update before update on cosignature 
    begin select raise(abort, 'cosignature refuses update'); end;
CREATE TRIGGER timestamp_token_no_update before update on timestamp_token 
    begin select raise(abort, 'timestamp_token refuses update'); end;
CREATE TRIGGER pending_no_update before update on pending 
    begin select raise(abort, 'pending refuses update'); end;
CREATE TRIGGER tile_no_update before update on tile 
    begin select raise(abort, 'tile refuses update'); end;
CREATE TRIGGER statement_no_delete before delete on statement 
    begin select raise(abort, 'statement refuses delete'); end;
CREATE TRIGGER leaf_no_delete before delete on leaf 
    begin select raise(abort, 'leaf refuses delete'); end;
CREATE TRIGGER checkpoint_no_delete before delete on checkpoint 
    begin select raise(abort, 'checkpoint refuses delete'); end;
CREATE TRIGGER cosignature_no_delete before delete on cosignature 
    begin select raise(abort, 'cosignature refuses delete'); end;
CREATE TRIGGER timestamp_token_no_delete before delete on timestamp_token 
    begin select raise(abort, 'timestamp_token refuses delete'); end;
CREATE TRIGGER log_state_no_delete before delete on log_state 
    begin select raise(abort, 'log_state refuses delete'); end;
CREATE TRIGGER tile_no_delete before delete on tile when old.width = 256
    begin select raise(abort, 'tile refuses delete'); end;
CREATE TABLE certificate (
    log_id text not null,
    tenant_id text not null,
    certificate_id text not null,
    event_id text not null,
    recipient text not null,
    questions text,
    contacts text not null,
    issued_at integer not null,
    primary key (log_id, tenant_id, certificate_id),
    foreign key (log_id, tenant_id, event_id) references consent_event (log_id, tenant_id, event_id)
  ) strict;
CREATE INDEX certificate_of_event on certificate (log_id, tenant_id, event_id);
CREATE TRIGGER certificate_no_update before update on certificate
    begin select raise(abort, 'certificate refuses update'); end;
CREATE TRIGGER certificate_no_delete before delete on certificate
    begin select raise(abort, 'certificate refuses delete'); end;
CREATE TABLE idempotency_event (
    log_id text not null,
    tenant_id text not null,
    event_id text not null,
    operation text not null,
    key text not null,
    primary key (log_id, tenant_id, event_id, operation, key)
  ) strict, without rowid;
CREATE INDEX idempotency_event_key on idempotency_event (log_id, tenant_id, operation, key);
CREATE TRIGGER idempotency_event_no_update before update on idempotency_event
    begin select raise(abort, 'idempotency_event refuses update'); end;
CREATE INDEX api_key_order on api_key (log_id, tenant_id, created_at, key_id);
CREATE TABLE webhook (
    log_id text not null, tenant_id text not null,
    webhook_id text not null,
    url text not null,
    description text,
    kinds text,
    state text not null check (state in ('ENABLED', 'DISABLED')),
    disabled_reason text,
    disabled_at integer,
    created_at integer not null,
    position integer not null check (position >= 0),
    waiting integer not null default 0,
    due_at integer,
    lease text,
    lease_until integer not null default 0,
    delivered_at integer,
    check ((state = 'DISABLED') = (disabled_reason is not null)),
    check ((state = 'DISABLED') = (disabled_at is not null)),
    primary key (log_id, tenant_id, webhook_id),
    unique (log_id, tenant_id, url),
    foreign key (log_id, tenant_id) references tenant (log_id, tenant_id)
  ) strict;
CREATE TABLE webhook_secret (
    log_id text not null, tenant_id text not null,
    webhook_id text not null,
    secret_id text not null,
    kek_id text not null,
    sealed blob not null,
    created_at integer not null,
    expires_at integer,
    primary key (log_id, tenant_id, webhook_id, secret_id),
    foreign key (log_id, tenant_id, webhook_id) references webhook (log_id, tenant_id, webhook_id) on delete cascade
  ) strict;
CREATE TABLE webhook_delivery (
    log_id text not null, tenant_id text not null,
    webhook_id text not null,
    position integer not null,
    event_id text not null,
    state text not null check (state in ('WAITING', 'DEAD')),
    attempts integer not null default 0,
    first_at integer,
    due_at integer not null,
    dead_at integer,
    check ((state = 'DEAD') = (dead_at is not null)),
    primary key (log_id, tenant_id, webhook_id, position),
    foreign key (log_id, tenant_id, webhook_id) references webhook (log_id, tenant_id, webhook_id) on delete cascade
  ) strict, without rowid;
CREATE INDEX webhook_delivery_state on webhook_delivery (log_id, tenant_id, webhook_id, state, position);
CREATE TABLE webhook_attempt (
    log_id text not null, tenant_id text not null,
    webhook_id text not null,
    attempt_id text not null,
    message_id text not null,
    event_id text,
    outcome text not null,
    status integer,
    at integer not null,
    duration integer not null,
    primary key (log_id, tenant_id, webhook_id, attempt_id),
    foreign key (log_id, tenant_id, webhook_id) references webhook (log_id, tenant_id, webhook_id) on delete cascade
  ) strict, without rowid;
CREATE TRIGGER webhook_attempt_no_update before update on webhook_attempt
    begin select raise(abort, 'webhook_attempt refuses update'); end;
insert into kysely_migration_lock values ('migration_lock', 0);
insert into kysely_migration values ('0001-consent', '2026-11-22T00:00:00.000Z');
insert into kysely_migration values ('0002-attempt', '2026-11-22T00:00:00.000Z');
insert into kysely_migration values ('0003-log', '2026-11-22T00:00:00.000Z');
insert into kysely_migration values ('0004-certificate', '2026-11-22T00:00:00.000Z');
insert into kysely_migration values ('0005-erasure', '2026-11-22T00:00:00.000Z');
insert into kysely_migration values ('0006-access', '2026-11-22T00:00:00.000Z');
insert into kysely_migration values ('0007-webhook', '2026-11-22T00:00:00.000Z');
