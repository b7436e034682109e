import { parse, type AnyNode, type Program } from 'acorn'
import { analyze, type Scope } from 'eslint-scope'
import { nodesIn } from './nodes.ts'
import type { Part } from './part.ts'

/** A name that a file declares: every place where it is said, and the names that it must not be alike with. */
export type Binding = {
  readonly name: string
  readonly places: readonly number[]
  /** Other bindings, by their place in the list. */
  readonly apartFrom: readonly number[]
  /** Names of the platform that are said where this one would hide them. */
  readonly apartFromNames: ReadonlySet<string>
}

type Seen = {
  readonly name: string
  readonly places: Set<number>
  readonly declaredIn: Set<Scope>
  readonly saidIn: Set<Scope>
}

const scopesUpTo = (from: Scope | null, top: Scope | null): readonly Scope[] =>
  from === null ? [] : from === top ? [from] : [from, ...scopesUpTo(from.upper, top)]

/** The bindings of a minified file, in the order in which it says them. */
const readBindings = (program: Program): readonly Binding[] => {
  // Acorn's tree is an ESTree, whose types it does not share.
  const { scopes } = analyze(program as Parameters<typeof analyze>[0], {
    ecmaVersion: 2022,
    sourceType: 'module',
  })
  const innermost = (place: number): Scope | null =>
    scopes.findLast(({ block: { range } }) => range && range[0] <= place && place < range[1]) ?? null
  const seen: Seen[] = []
  const byPlace = new Map<number, Seen>()
  for (const scope of scopes)
    for (const { name, defs, identifiers, references } of scope.variables) {
      if (defs.length === 0) continue
      const declared = identifiers.flatMap(({ range }) => range?.[0] ?? [])
      // A class is declared around and inside itself, by one name.
      const known = declared.map((place) => byPlace.get(place)).find((each) => each !== undefined)
      const binding = known ?? { name, places: new Set(), declaredIn: new Set(), saidIn: new Set() }
      if (!known) seen.push(binding)
      binding.declaredIn.add(scope)
      for (const place of declared)
        for (const around of scopesUpTo(innermost(place), scope)) binding.saidIn.add(around)
      for (const { identifier, from } of references) {
        declared.push(...(identifier.range ? [identifier.range[0]] : []))
        for (const around of scopesUpTo(from, scope)) binding.saidIn.add(around)
      }
      for (const place of declared) {
        binding.places.add(place)
        byPlace.set(place, binding)
      }
    }
  const platform = scopes.flatMap(({ references }) =>
    references.flatMap(({ resolved, identifier, from }) =>
      resolved ? [] : [{ name: identifier.name, saidIn: new Set(scopesUpTo(from, null)) }],
    ),
  )
  const hides = ({ declaredIn }: Seen, { saidIn }: { readonly saidIn: ReadonlySet<Scope> }): boolean =>
    [...declaredIn].some((scope) => saidIn.has(scope))
  return seen.map((each) => ({
    name: each.name,
    places: [...each.places].toSorted((a, b) => a - b),
    apartFrom: seen.flatMap((other, place) =>
      other !== each && (hides(each, other) || hides(other, each)) ? [place] : [],
    ),
    apartFromNames: new Set(platform.flatMap((other) => (hides(each, other) ? [other.name] : []))),
  }))
}

/** Where a name also says a property, `{e}`: the property, by place. */
const shorthandsIn = (node: AnyNode): readonly (readonly [number, string])[] => [
  ...(node.type === 'Property' && node.shorthand && node.key.type === 'Identifier'
    ? [[node.start, node.key.name] as const]
    : []),
  ...nodesIn(node).flatMap(shorthandsIn),
]

/** Where a file says names of members, by name, but for `{e}`. */
const membersIn = (node: AnyNode): readonly (readonly [name: string, place: number])[] => {
  const said =
    node.type === 'MemberExpression' && !node.computed
      ? node.property
      : 'key' in node && 'computed' in node && !node.computed && !('shorthand' in node && node.shorthand)
        ? node.key
        : undefined
  return [
    ...(said?.type === 'Identifier' ? [[said.name, said.start] as const] : []),
    ...nodesIn(node).flatMap(membersIn),
  ]
}

/** The members as bindings: each apart from every other name of a member. */
const readMembers = (program: Program, members: ReadonlySet<string>, from: number): readonly Binding[] => {
  const said = Map.groupBy(membersIn(program), ([name]) => name)
  const shorthand = shorthandsIn(program).map(([, name]) => name)
  const names = [...members].filter((name) => said.has(name) || shorthand.includes(name))
  const others = new Set([...said.keys(), ...shorthand].filter((name) => !members.has(name)))
  return names.map((name, nth) => ({
    name,
    places: (said.get(name) ?? []).map(([, place]) => place),
    apartFrom: names.flatMap((_, other) => (other === nth ? [] : [from + other])),
    apartFromNames: others,
  }))
}

type Site = {
  readonly binding: number
  readonly place: number
  /** The member that `{e}` says too. */
  readonly property: string | undefined
  /** It in the list, where it can have another name. */
  readonly member: number
}

/** A file cut at the names that it declares, to be written with others. */
export type Renaming = {
  readonly bindings: readonly Binding[]
  /** The file with other names for its bindings, each in place of the one in the list. */
  readonly rename: (names: readonly string[]) => readonly Part[]
}

/** Reads a minified file. */
export const openRenaming = (code: string, members: ReadonlySet<string>): Renaming => {
  const program = parse(code, { ecmaVersion: 2022, sourceType: 'module', ranges: true })
  const variables = readBindings(program)
  const bindings = [...variables, ...readMembers(program, members, variables.length)]
  const shorthands = new Map(shorthandsIn(program))
  const sites = bindings
    .flatMap(({ places }, binding) =>
      places.map((place): Site => {
        const property = shorthands.get(place)
        const member = bindings.findIndex(({ name }, nth) => nth >= variables.length && name === property)
        return { binding, place, property, member }
      }),
    )
    .toSorted((a, b) => a.place - b.place)
  const lengthOf = ({ binding }: Site): number => bindings[binding]?.name.length ?? 0
  const between = [undefined, ...sites].map((site, nth): Part => {
    const origin = site ? site.place + lengthOf(site) : 0
    return { text: code.slice(origin, sites[nth]?.place), origin }
  })
  return {
    bindings,
    rename: (names) =>
      between.flatMap((part, nth) => {
        const site = sites[nth]
        if (!site) return [part]
        const name = names[site.binding] ?? ''
        const property = names[site.member] ?? site.property
        const isShort = property === undefined || property === name
        return [part, { text: isShort ? name : `${property}:${name}`, origin: site.place }]
      }),
  }
}
