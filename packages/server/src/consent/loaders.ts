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

/** New loaders for one request of one tenant. */
export const newLoaders = (store: Store, tenant: TenantScope): Loaders => ({
  event: new DataLoader(
    one(
      (ids) => eventsByIds(store.reader, tenant, ids),
      ({ eventId }) => eventId,
    ),
  ),
  statement: new DataLoader(
    one(
      (ids) => statementsOf(store.reader, tenant, ids),
      ({ eventId }) => eventId,
    ),
  ),
  leaf: new DataLoader(
    one(
      (jtis) => leavesOf(store.reader, tenant, jtis),
      ({ jti }) => jti,
    ),
  ),
  notice: new DataLoader(
    one(
      (ids) => noticesByIds(store, tenant, ids),
      ({ id }) => id,
    ),
  ),
  choices: new DataLoader(async (ids) => {
    const rows = Map.groupBy(await choicesOf(store.reader, tenant, ids), ({ eventId }) => eventId)
    return ids.map((id) => rows.get(id) ?? [])
  }),
})
