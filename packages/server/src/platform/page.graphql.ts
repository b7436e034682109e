import { builder } from './builder.ts'

/** Where a page stands (Relay connections). */
export type Page = {
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  readonly startCursor: string | null
  readonly endCursor: string | null
}

/** The page of these edges; `after` is the cursor it was asked for with. */
export const pageOf = (
  cursors: readonly string[],
  hasNextPage: boolean,
  after: string | null | undefined,
): Page => ({
  hasNextPage,
  hasPreviousPage: typeof after === 'string',
  startCursor: cursors[0] ?? null,
  endCursor: cursors.at(-1) ?? null,
})

export const PageInfoRef = builder.objectRef<Page>('PageInfo').implement({
  description: 'Where a page stands (Relay connections).',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether more follow.' }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', { description: 'Whether some stand before.' }),
    startCursor: t.exposeString('startCursor', { nullable: true, description: 'Cursor of the first edge.' }),
    endCursor: t.exposeString('endCursor', {
      nullable: true,
      description: 'Cursor of the last edge: pass it as `after`.',
    }),
  }),
})
