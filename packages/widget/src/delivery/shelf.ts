/** Keeps values by id in IndexedDB. */
export type Shelf<Value extends { readonly id: string }> = {
  /** Whether it is kept: the database can refuse (private mode, full disk). */
  readonly put: (value: Value) => Promise<boolean>
  readonly all: () => Promise<readonly Value[]>
  readonly remove: (id: string) => Promise<void>
}

const STORE = 'outbox'

// A page that deletes the database while another holds it keeps all from opening it.
const PATIENCE_MS = 3000

/** What a request gave; undefined where it was refused. */
const done = <Result>(request: IDBRequest<Result>): Promise<Result | undefined> =>
  new Promise((resolve) => {
    for (const event of ['success', 'error']) request.addEventListener(event, () => resolve(request.result))
  })

const openDatabase = async (onClose: () => void): Promise<IDBDatabase | undefined> => {
  const request = indexedDB.open('constat')
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' })
  const database = await done(request)
  // A page that deletes what its site has stored would else wait until this one goes.
  database?.addEventListener('versionchange', () => {
    database.close()
    onClose()
  })
  return database
}

/** Opens the shelf. */
export const openShelf = <Value extends { readonly id: string }>(): Shelf<Value> => {
  let database: Promise<IDBDatabase | undefined> | undefined
  const within = async <Result>(
    act: (store: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result | undefined> => {
    try {
      database ??= openDatabase(() => (database = undefined))
      const opened = await Promise.race([
        database,
        new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS)),
      ])
      const store = opened?.transaction(STORE, 'readwrite').objectStore(STORE)
      if (!store) return undefined
      const request = act(store)
      // Without waiting for a turn of this page, which may be leaving.
      store.transaction.commit()
      return await done(request)
    } catch {
      return undefined
    }
  }
  return {
    put: async (value) => (await within((store) => store.put(value))) !== undefined,
    all: async () => (await within((store) => store.getAll())) ?? [],
    remove: async (id) => {
      await within((store) => store.delete(id))
    },
  }
}
