/** Keeps values by id: in IndexedDB, or while the page lives where the browser refuses that. */
export type Shelf<Value extends { readonly id: string }> = {
  readonly put: (value: Value) => Promise<void>
  readonly all: () => Promise<readonly Value[]>
  readonly remove: (id: string) => Promise<void>
}

const STORE = 'outbox'

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

/** Opens the shelf; what the database refuses (private mode, full disk) stays in memory. */
export const openShelf = <Value extends { readonly id: string }>(): Shelf<Value> => {
  const memory = new Map<string, Value>()
  let database: Promise<IDBDatabase | undefined> | undefined
  const within = async <Result>(
    act: (store: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result | undefined> => {
    try {
      const opened = await (database ??= openDatabase(() => (database = undefined)))
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
    put: async (value) => {
      if ((await within((store) => store.put(value))) === undefined) memory.set(value.id, value)
    },
    all: async () => {
      const stored: readonly Value[] = (await within((store) => store.getAll())) ?? []
      return [...stored, ...memory.values()]
    },
    remove: async (id) => {
      memory.delete(id)
      await within((store) => store.delete(id))
    },
  }
}
