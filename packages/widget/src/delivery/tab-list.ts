/** What this tab keeps from page to page: written at once, since a page that leaves waits for no database. */
export type TabList<Item> = {
  readonly all: () => readonly Item[]
  readonly set: (next: readonly Item[]) => void
}

/**
 * Opens a list by its name in the tab's storage, which frames of its page share; where that is refused the list lives as long as the page.
 * What is no list of such items was not written here.
 */
export const openTabList = <Item>(name: string, isItem: (item: Item) => unknown): TabList<Item> => {
  let own: readonly Item[] | null = null
  return {
    all: () => {
      try {
        const items: Item[] = JSON.parse(sessionStorage.getItem(name) ?? '[]')
        return own ?? items.filter(isItem)
      } catch {
        return own ?? []
      }
    },
    set: (next) => {
      own = null
      try {
        sessionStorage.setItem(name, JSON.stringify(next))
      } catch {
        // Refused, or full.
        own = next
      }
    },
  }
}
