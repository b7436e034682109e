import type { Page } from '@playwright/test'

type Value = { readonly value?: unknown }
type Node = {
  readonly nodeId: string
  readonly parentId?: string
  readonly ignored: boolean
  readonly role?: Value
  readonly name?: Value
  readonly description?: Value
  readonly properties?: readonly { readonly name: string; readonly value: Value }[]
  readonly childIds?: readonly string[]
}

const TOLD = ['required', 'invalid', 'checked', 'disabled', 'expanded', 'live', 'level']

const NOTHING_OF_ITS_OWN = ['none', 'generic', 'InlineTextBox', 'ListMarker', 'LabelText', 'Legend']

const told = ({ role, name, description, properties = [] }: Node): string =>
  [
    String(role?.value),
    name?.value ? JSON.stringify(name.value) : '',
    description?.value ? `described by ${JSON.stringify(description.value)}` : '',
    ...properties.flatMap(({ name: property, value }) =>
      TOLD.includes(property) && value.value !== false && value.value !== 'false'
        ? [`${property}=${String(value.value)}`]
        : [],
    ),
  ]
    .filter((part) => part !== '')
    .join(' ')

/**
 * The accessibility tree of a page as Chromium hands it to assistive technology: a line per object with role, name, description and
 * state, indented. Text that is a name already is left out, receipt numbers are one.
 */
export const treeOf = async (page: Page): Promise<string> => {
  const session = await page.context().newCDPSession(page)
  const { nodes }: { nodes: readonly Node[] } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const lines = (id: string, depth: number, isNamed = false): readonly string[] => {
    const node = byId.get(id)
    if (!node) return []
    const { ignored, role, name, childIds = [] } = node
    const kind = String(role?.value)
    const isLeftOut =
      ignored || NOTHING_OF_ITS_OWN.includes(kind) || (kind === 'StaticText' && (isNamed || !name?.value))
    const below = childIds.flatMap((child) =>
      lines(child, isLeftOut ? depth : depth + 1, isLeftOut ? isNamed : Boolean(name?.value)),
    )
    return isLeftOut ? below : [`${'  '.repeat(depth)}${told(node)}`, ...below]
  }
  const root = nodes.find(({ parentId }) => parentId === undefined)
  return `${lines(root?.nodeId ?? '', 0)
    .join('\n')
    .replaceAll(/rcp_\w+/g, 'rcp_…')}\n`
}
