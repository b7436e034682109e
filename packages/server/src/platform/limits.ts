import {
  GraphQLError,
  Kind,
  parse,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
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
  // No root is null: an error of one takes the answers of all, and what the others stored would go untold.
  mutations: 1,
  directives: 20,
} as const
type Limit = keyof typeof LIMITS

const MEASURED = ['depth', 'aliases', 'roots', 'mutations', 'directives'] as const satisfies readonly Limit[]

// A short document can have a fault at each of its words.
const MAX_FAULTS = 8

const tooMuch = (limit: Limit, message: string): GraphQLError =>
  codedError('INVALID_INPUT', message, {
    issues: [issue(['query'], `max-${limit}`, message)],
    http: { status: 400 },
  })

type Size = {
  /** Fields at its own level, in fragments too. */
  readonly fields: number
  /** Those of them that are no introspection. */
  readonly resolved: number
  readonly depth: number
  readonly aliases: number
  readonly directives: number
}

const NOTHING: Size = { fields: 0, resolved: 0, depth: 0, aliases: 0, directives: 0 }

const plus = (one: Size, other: Size): Size => ({
  fields: one.fields + other.fields,
  resolved: one.resolved + other.resolved,
  depth: Math.max(one.depth, other.depth),
  aliases: one.aliases + other.aliases,
  directives: one.directives + other.directives,
})

const countOf = (nodes: readonly unknown[] | undefined): number => nodes?.length ?? 0

// Sizes are counted as executed: a fragment weighs wherever it is spread. Each is measured once, a circle counts as none
// (another rule refuses it), and how deep introspection goes has a limit of its own in graphql-js.
const measure = (document: DocumentNode): { readonly [limit in (typeof MEASURED)[number]]: number } => {
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
    const size = fragment ? definitionSize(fragment) : NOTHING
    measured.set(name, size)
    return size
  }

  const fieldSize = ({ name, alias, selectionSet }: FieldNode): Size => {
    const inner = selectionSet ? sizeOf(selectionSet) : NOTHING
    const isIntrospection = name.value.startsWith('__')
    return {
      fields: 1,
      resolved: isIntrospection ? 0 : 1,
      depth: isIntrospection ? 0 : inner.depth + 1,
      aliases: inner.aliases + (alias ? 1 : 0),
      directives: inner.directives,
    }
  }

  const sizeOf = ({ selections }: SelectionSetNode): Size =>
    selections.reduce((total, selection) => {
      const size =
        selection.kind === Kind.FIELD
          ? fieldSize(selection)
          : selection.kind === Kind.FRAGMENT_SPREAD
            ? fragmentSize(selection.name.value)
            : sizeOf(selection.selectionSet)
      return plus(plus(total, size), { ...NOTHING, directives: countOf(selection.directives) })
    }, NOTHING)

  const definitionSize = ({
    selectionSet,
    directives,
    variableDefinitions,
  }: OperationDefinitionNode | FragmentDefinitionNode): Size => {
    const size = sizeOf(selectionSet)
    const ofVariables = (variableDefinitions ?? []).map((each) => countOf(each.directives))
    return {
      ...size,
      directives: ofVariables.reduce((sum, each) => sum + each, size.directives + countOf(directives)),
    }
  }

  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION)
  const sizes = operations.map(definitionSize)
  const largest = (of: keyof Size): number => Math.max(0, ...sizes.map((size) => size[of]))
  return {
    depth: largest('depth'),
    aliases: largest('aliases'),
    roots: largest('fields'),
    mutations: Math.max(
      0,
      ...sizes.map(({ resolved }, at) => (operations[at]?.operation === 'mutation' ? resolved : 0)),
    ),
    directives: largest('directives'),
  }
}

const requireSmall = (document: DocumentNode): DocumentNode => {
  const size = measure(document)
  for (const limit of MEASURED) {
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
  onValidate: ({ setValidationFn, validateFn }) => {
    setValidationFn((schema, document, rules, options) =>
      validateFn(schema, document, rules, { ...options, maxErrors: MAX_FAULTS }),
    )
  },
})
