import { parse, type AnyNode, type VariableDeclaration } from 'acorn'
import { nodesIn } from './nodes.ts'
import type { Part } from './part.ts'

/** A declaration at the top of a file: its name in the file, its place, and the names of those that it needs before it. */
export type Declaration = {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly needs: ReadonlySet<string>
}

/** The list of declarations with which a minified file begins. */
export type Declarations = {
  readonly kind: string
  readonly end: number
  readonly list: readonly Declaration[]
}

const isFunction = ({ type }: AnyNode): boolean =>
  type === 'ArrowFunctionExpression' || type === 'FunctionExpression'

const isCall = ({ type }: AnyNode): boolean =>
  type === 'CallExpression' || type === 'NewExpression' || type === 'TaggedTemplateExpression'

/** Names that a node says, but, where it is only evaluated, those in functions that are not part of a call. */
const namesIn = (node: AnyNode, evaluated: boolean): readonly string[] => {
  if (node.type === 'Identifier') return [node.name]
  if (evaluated && (isFunction(node) || (node.type === 'PropertyDefinition' && !node.static))) return []
  // A function that is handed over, or is what is called, runs.
  return nodesIn(node).flatMap((each) => namesIn(each, evaluated && !isCall(node)))
}

const reach = (
  from: readonly string[],
  through: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> => {
  const reached = new Set<string>()
  const waiting = [...from]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop())
    if (!reached.has(name)) {
      reached.add(name)
      waiting.push(...(through.get(name) ?? []))
    }
  return reached
}

/** Reads the declarations with which a file begins; none where it begins with something else. */
export const readDeclarations = (code: string): Declarations => {
  const [first] = parse(code, { ecmaVersion: 2022, sourceType: 'module' }).body
  if (first?.type !== 'VariableDeclaration') return { kind: '', end: 0, list: [] }
  const { declarations, kind, end }: VariableDeclaration = first
  const named = declarations.flatMap((each) =>
    each.id.type === 'Identifier' ? [{ ...each, id: each.id }] : [],
  )
  const says = new Map(named.map(({ id, init }) => [id.name, init ? namesIn(init, false) : []]))
  const before = new Set<string>()
  const list = named.map(({ id, init, start, end: last }): Declaration => {
    const evaluated = init && !isFunction(init) ? namesIn(init, true) : []
    // What is called may say anything that it reaches; what stands later today is not needed first.
    const calls = /[(`]/.test(code.slice(start, last)) ? reach(evaluated, says) : new Set(evaluated)
    const needs = new Set([...before].filter((name) => calls.has(name)))
    before.add(id.name)
    return { name: id.name, start, end: last, needs }
  })
  return { kind, end, list }
}

/** Declarations in the order of their ranks, but for each what it needs before it. */
export const inOrder = (
  list: readonly Declaration[],
  rankOf: (declaration: Declaration) => number,
): readonly Declaration[] => {
  const byName = new Map(list.map((each) => [each.name, each]))
  const placed = new Set<Declaration>()
  const place = (declaration: Declaration): void => {
    if (placed.has(declaration)) return
    for (const name of declaration.needs) {
      const needed = byName.get(name)
      if (needed) place(needed)
    }
    placed.add(declaration)
  }
  for (const declaration of list.toSorted((a, b) => rankOf(a) - rankOf(b))) place(declaration)
  return [...placed]
}

/** The file with its declarations in this order. */
export const withDeclarations = (
  code: string,
  { kind, end }: Declarations,
  ordered: readonly Declaration[],
): readonly Part[] => [
  ...ordered.flatMap(({ start, end: last }, place) => [
    { text: place === 0 ? `${kind} ` : ',', origin: start },
    { text: code.slice(start, last), origin: start },
  ]),
  { text: code.slice(code[end - 1] === ';' ? end - 1 : end), origin: code[end - 1] === ';' ? end - 1 : end },
]
