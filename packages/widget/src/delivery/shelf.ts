/** Keeps values by id in IndexedDB, as far as the browser has it: it can refuse (private mode, full disk). */
export type Shelf<Value extends { readonly id: string }> = {
  readonly put: (value: Value) => Promise<unknown>
  readonly all: () => Promise<readonly Value[]>
  readonly remove: (id: string) => Promise<unknown>
}

const STORE = 'outbox'

// A page that deletes the database while another holds it keeps all from opening it.
const PATIENCE_MS = 3000

const told = (target: EventTarget, ...types: readonly string[]): Promise<Event> =>
  new Promise((resolve) => {
    for (const type of types) target.addEventListener(type, resolve)
  })

const openDatabase = async (onClose: () => void): Promise<IDBDatabase | undefined> => {
  const request = indexedDB.open('constat')
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' })
  await told(request, 'success', 'error')
  const database: IDBDatabase | undefined = request.result
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
      const ended = told(store.transaction, 'complete', 'abort')
      const request = act(store)
      // Without waiting for a turn of this page, which may be leaving.
      store.transaction.commit()
      return (await ended).type === 'complete' ? request.result : undefined
    } catch {
      return undefined
    }
  }
  return {
    put: (value) => within((store) => store.put(value)),
    all: async () => (await within((store) => store.getAll())) ?? [],
    remove: (id) => within((store) => store.delete(id)),
  }
}
