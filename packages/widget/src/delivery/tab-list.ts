/** What this tab keeps from page to page: written at once, since a page that leaves waits for no database. */
export type TabList<Item> = {
  readonly all: () => readonly Item[]
  readonly set: (next: readonly Item[]) => void
}

/** Opens a list by its name in the tab's storage; where that is refused the list lives as long as the page. */
export const openTabList = <Item>(name: string): TabList<Item> => {
  let items: readonly Item[] = []
  try {
    items = JSON.parse(sessionStorage.getItem(name) ?? '[]')
  } catch {
    // Refused, or not as this script writes it.
  }
  return {
    all: () => items,
    set: (next) => {
      items = next
      try {
        sessionStorage.setItem(name, JSON.stringify(items))
      } catch {
        // Refused, or full.
      }
    },
  }
}
