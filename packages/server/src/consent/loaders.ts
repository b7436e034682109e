import {
  choicesOf,
  eventsByIds,
  leavesOf,
  statementsOf,
  type ConsentEvent,
  type Leaf,
  type NoticeVersion,
  type Statement,
  type Store,
  type StoredChoice,
  type TenantScope,
} from '@constat/store'
import DataLoader from 'dataloader'
import { noticesByIds } from '../notice/notice-cache.ts'

/** What belongs to events, read once for all events of a request; confined to one tenant. */
export type Loaders = {
  readonly event: DataLoader<string, ConsentEvent | undefined>
  readonly choices: DataLoader<string, readonly StoredChoice[]>
  readonly statement: DataLoader<string, Statement | undefined>
  /** By the identifier of the statement. */
  readonly leaf: DataLoader<string, Leaf | undefined>
  readonly notice: DataLoader<string, NoticeVersion | undefined>
}

const one =
  <Row>(read: (ids: readonly string[]) => Promise<readonly Row[]>, idOf: (row: Row) => string) =>
  async (ids: readonly string[]): Promise<(Row | undefined)[]> => {
    const rows = new Map((await read(ids)).map((row) => [idOf(row), row]))
    return ids.map((id) => rows.get(id))
  }

type Make = { readonly [name in keyof Loaders]: (store: Store, tenant: TenantScope) => Loaders[name] }

const MAKE: Make = {
  event: (store, tenant) =>
    new DataLoader(
      one(
        (ids) => eventsByIds(store.reader, tenant, ids),
        ({ eventId }) => eventId,
      ),
    ),
  statement: (store, tenant) =>
    new DataLoader(
      one(
        (ids) => statementsOf(store.reader, tenant, ids),
        ({ eventId }) => eventId,
      ),
    ),
  leaf: (store, tenant) =>
    new DataLoader(
      one(
        (jtis) => leavesOf(store.reader, tenant, jtis),
        ({ jti }) => jti,
      ),
    ),
  notice: (store, tenant) =>
    new DataLoader(
      one(
        (ids) => noticesByIds(store, tenant, ids),
        ({ id }) => id,
      ),
    ),
  choices: (store, tenant) =>
    new DataLoader(async (ids) => {
      const rows = Map.groupBy(await choicesOf(store.reader, tenant, ids), ({ eventId }) => eventId)
      return ids.map((id) => rows.get(id) ?? [])
    }),
}

/** New loaders for one request of one tenant, each made when it is first asked for: most requests need none. */
export const newLoaders = (store: Store, tenant: TenantScope): Loaders => {
  const made: { -readonly [name in keyof Loaders]?: Loaders[name] } = {}
  return {
    get event() {
      return (made.event ??= MAKE.event(store, tenant))
    },
    get statement() {
      return (made.statement ??= MAKE.statement(store, tenant))
    },
    get leaf() {
      return (made.leaf ??= MAKE.leaf(store, tenant))
    },
    get notice() {
      return (made.notice ??= MAKE.notice(store, tenant))
    },
    get choices() {
      return (made.choices ??= MAKE.choices(store, tenant))
    },
  }
}
