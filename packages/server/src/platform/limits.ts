import {
  GraphQLError,
  Kind,
  parse,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { codedError, issue } from './problem.ts'

/** What one request may ask at most; generous for people, small for floods. */
const LIMITS = {
  characters: 32_000,
  tokens: 1_500,
  depth: 12,
  aliases: 30,
  roots: 10,
  directives: 20,
} as const
type Limit = keyof typeof LIMITS

const tooMuch = (limit: Limit, message: string): GraphQLError =>
  codedError('INVALID_INPUT', message, {
    issues: [issue(['query'], `max-${limit}`, message)],
    http: { status: 400 },
  })

type Size = { depth: number; aliases: number; directives: number }

const NOTHING: Size = { depth: 0, aliases: 0, directives: 0 }

// Sizes are counted as executed: a fragment weighs wherever it is spread. Each is measured once, a circle counts as none
// (another rule refuses it), and introspection has a limit of its own in graphql-js.
const measure = (document: DocumentNode): Size & { readonly roots: number } => {
  const fragments = new Map(
    document.definitions
      .filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  )
  const measured = new Map<string, Size>()

  const fragmentSize = (name: string): Size => {
    const known = measured.get(name)
    if (known) return known
    measured.set(name, NOTHING)
    const fragment = fragments.get(name)
    const size = fragment ? sizeOf(fragment.selectionSet) : NOTHING
    measured.set(name, size)
    return size
  }

  const sizeOf = ({ selections }: SelectionSetNode): Size => {
    const total = { ...NOTHING }
    for (const selection of selections) {
      const own = selection.kind === Kind.FIELD
      if (own && selection.name.value.startsWith('__')) continue
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? fragmentSize(selection.name.value)
          : selection.selectionSet
            ? sizeOf(selection.selectionSet)
            : NOTHING
      total.depth = Math.max(total.depth, inner.depth + (own ? 1 : 0))
      total.aliases += inner.aliases + (own && selection.alias ? 1 : 0)
      total.directives += inner.directives + (selection.directives?.length ?? 0)
    }
    return total
  }

  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION)
  const sizes = operations.map(({ selectionSet }) => sizeOf(selectionSet))
  return {
    depth: Math.max(0, ...sizes.map(({ depth }) => depth)),
    aliases: Math.max(0, ...sizes.map(({ aliases }) => aliases)),
    directives: Math.max(0, ...sizes.map(({ directives }) => directives)),
    roots: Math.max(0, ...operations.map(({ selectionSet }) => selectionSet.selections.length)),
  }
}

const requireSmall = (document: DocumentNode): DocumentNode => {
  const size = measure(document)
  for (const limit of ['depth', 'aliases', 'roots', 'directives'] as const) {
    if (size[limit] > LIMITS[limit])
      throw tooMuch(limit, `Ask for at most ${LIMITS[limit]} ${limit} in one request.`)
  }
  return document
}

/**
 * Refuses a document that is too long. Documents are kept once they were parsed: their length times how many are kept is
 * memory.
 *
 * @throws GraphQLError INVALID_INPUT (400)
 */
export const requireShort = (document: string): void => {
  if (document.length > LIMITS.characters)
    throw tooMuch('characters', `Send a document of at most ${LIMITS.characters} characters.`)
}

/** Bounds the work of one request before any of it is done. The limits depend on the document alone, so a cached check holds. */
export const useLimits = (): Plugin => ({
  onParse: ({ setParseFn }) => {
    setParseFn((source: string) => {
      try {
        // Before it is kept, and before rules compare each field with each.
        return requireSmall(parse(source, { maxTokens: LIMITS.tokens }))
      } catch (error) {
        if (error instanceof GraphQLError && error.message.includes('more than'))
          throw tooMuch('tokens', `Send a document of at most ${LIMITS.tokens} tokens.`)
        throw error
      }
    })
  },
})
