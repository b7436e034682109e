import type { InputIssue } from '@constat/core/problem'
import {
  BREAK,
  GraphQLError,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  Kind,
  typeFromAST,
  ValuesOfCorrectTypeRule,
  visit,
  type ASTNode,
  type ASTVisitor,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { inputError, issue, MAX_ISSUES, under } from './problem.ts'
import { everyText } from './texts.ts'

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** How long a list may be, whatever it is of. */
export const LONGEST_LIST = 1_000

/**
 * The issues that are found of these, one after another, each under the name that it stands by. It ends once there are more
 * than are told: what is refused is not looked through to its end.
 */
const firstOf = <T>(
  members: Iterable<T>,
  nameOf: (member: T, index: number) => readonly string[],
  issuesOf: (member: T) => readonly InputIssue[],
): readonly InputIssue[] => {
  const found: InputIssue[] = []
  let index = 0
  for (const member of members) {
    const issues = issuesOf(member)
    if (issues.length > 0) found.push(...under(nameOf(member, index), issues))
    if (found.length > MAX_ISSUES) break
    index += 1
  }
  return found
}

const NONE: readonly InputIssue[] = []

const fieldFaults = (
  value: { readonly [key: string]: unknown },
  type: GraphQLInputObjectType,
): readonly InputIssue[] => {
  const fields = type.getFields()
  const unknown = firstOf(
    Object.keys(value),
    (name) => [name],
    (name) => (name in fields ? NONE : [issue([], 'unknown-field', `${type.name} has no such field.`)]),
  )
  // What nobody knows may be in place of anything.
  if (unknown.length > MAX_ISSUES) return unknown
  const given = type.isOneOf ? Object.values(value).filter((each) => each !== undefined) : []
  const notOne =
    type.isOneOf && (given.length !== 1 || given.includes(null))
      ? [issue([], 'one-of', `Give exactly one of ${Object.keys(fields).join(', ')}.`)]
      : []
  const inner = firstOf(
    Object.values(fields),
    ({ name }) => [name],
    (field) =>
      value[field.name] === undefined && (field.defaultValue !== undefined || !isNonNullType(field.type))
        ? NONE
        : faultsOf(value[field.name], field.type),
  )
  return [...unknown, ...notOne, ...inner]
}

const listFaults = (value: unknown, type: GraphQLInputType): readonly InputIssue[] => {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value]
  return items.length > LONGEST_LIST
    ? [issue([], 'too-long', `Give at most ${LONGEST_LIST} entries.`)]
    : firstOf(
        items,
        (_item, index) => [String(index)],
        (item) => faultsOf(item, type),
      )
}

/**
 * The first places where a value does not fit a GraphQL type, and one more than are told where there are more. The value itself
 * is never repeated: it may be personal.
 */
const faultsOf = (value: unknown, type: GraphQLInputType): readonly InputIssue[] => {
  if (isNonNullType(type))
    return value === null || value === undefined
      ? [issue([], 'required', `Give a value of type ${String(type.ofType)}.`)]
      : faultsOf(value, type.ofType)
  if (value === null || value === undefined) return NONE
  if (isListType(type)) return listFaults(value, type.ofType)
  if (isInputObjectType(type))
    return isObject(value)
      ? fieldFaults(value, type)
      : [issue([], 'type', `Give an object of type ${type.name}.`)]
  if (isEnumType(type)) {
    if (typeof value === 'string' && type.getValue(value)) return NONE
    const names = type.getValues().map(({ name }) => name)
    return [issue([], 'unknown-value', `Give one of ${names.join(', ')}.`)]
  }
  try {
    type.parseValue(value)
    return NONE
  } catch {
    return [issue([], 'type', `Give a value of type ${type.name}.`)]
  }
}

/**
 * Refuses variables that do not fit what a document says of them, before anything is made of them: told by path and rule, and
 * never by the value.
 *
 * @throws GraphQLError INVALID_INPUT (400)
 */
export const requireTyped = (
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: { readonly [name: string]: unknown },
): void => {
  const faults = firstOf(
    variableDefinitions,
    ({ variable }) => [variable.name.value],
    ({ variable, type: node, defaultValue }) => {
      const type = typeFromAST(schema, node)
      const name = variable.name.value
      // Names such as `constructor` stand in every object.
      const given = Object.hasOwn(variables, name) ? variables[name] : undefined
      return !isInputType(type) || (given === undefined && defaultValue) ? NONE : faultsOf(given, type)
    },
  )
  if (faults.length > 0) throw inputError(faults, 400)
}

const nameOf = (node: ASTNode): readonly string[] => {
  if (node.kind === Kind.VARIABLE_DEFINITION) return [node.variable.name.value]
  return node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD ? [node.name.value] : []
}

const isNode = (each: ASTNode | readonly ASTNode[] | undefined): each is ASTNode =>
  each !== undefined && 'kind' in each

/** Where in an argument, or in the default of a variable, a node stands: as a value at that place of the variables would be told. */
const placeOf = (document: DocumentNode, sought: ASTNode): readonly string[] => {
  let place: readonly string[] = []
  visit(document, {
    enter: (node, _key, parent, path, ancestors) => {
      if (node !== sought) return undefined
      const holders = [...ancestors, ...(parent === undefined ? [] : [parent])]
      const above = holders.flatMap((each, at) => {
        if (isNode(each)) return nameOf(each)
        const of = holders[at - 1]
        return isNode(of) && of.kind === Kind.LIST ? [String(path[at])] : []
      })
      place = [...above, ...nameOf(node)]
      return BREAK
    },
  })
  return place
}

// graphql-js prints the literal it refuses.
const quietValues = (context: ValidationContext): ASTVisitor =>
  ValuesOfCorrectTypeRule(
    new Proxy(context, {
      get: (target, property) => {
        if (property !== 'reportError') {
          const value: unknown = Reflect.get(target, property)
          return typeof value === 'function' ? value.bind(target) : value
        }
        return ({ nodes, locations }: GraphQLError) => {
          const [{ line, column } = { line: 0, column: 0 }] = locations ?? []
          const message = 'This value does not fit the type that is asked for here.'
          const [node] = nodes ?? []
          const place = node ? placeOf(target.getDocument(), node) : []
          const issues = [issue(place.length > 0 ? place : ['query', `${line}:${column}`], 'type', message)]
          target.reportError(
            new GraphQLError(message, { nodes, extensions: { code: 'INVALID_INPUT', issues } }),
          )
        }
      },
    }),
  )

const isVariableError = ({ message, path }: GraphQLError): boolean =>
  path === undefined && message.startsWith('Variable "$')

// Whatever walks through a value calls itself for each level.
const MAX_DEPTH = 64
const DEEP = 'max-depth'

const isWellFormed = (text: string): boolean => text.isWellFormed()

/** The first texts that hold half of a character (a lone surrogate), which cannot be written as UTF-8; and what is nested too deep. */
const brokenTexts = (value: unknown, levels: number): readonly InputIssue[] => {
  if (typeof value === 'string')
    return value.isWellFormed()
      ? NONE
      : [issue([], 'unicode', 'Send whole characters: this text holds half of a surrogate pair.')]
  if (typeof value !== 'object' || value === null) return NONE
  if (levels < 0) return [issue([], DEEP, `Nest values at most ${MAX_DEPTH} deep.`)]
  return firstOf(
    Object.entries(value),
    ([name]) => (name.isWellFormed() ? [name] : []),
    ([name, each]) =>
      name.isWellFormed()
        ? brokenTexts(each, levels - 1)
        : [issue([], 'unicode', 'Send whole characters in names too.')],
  )
}

/**
 * Refuses variables with half characters in them, or nested too deep for whatever walks through them.
 *
 * @throws GraphQLError INVALID_INPUT (400)
 */
export const requireWhole = (variables: unknown): void => {
  if (everyText(variables, isWellFormed, MAX_DEPTH)) return
  const issues = brokenTexts(variables, MAX_DEPTH)
  // Its whole path would say less than the variable that it is in.
  const named = issues.map((each) => (each.rule === DEEP ? { ...each, path: each.path.slice(0, 1) } : each))
  if (named.length > 0) throw inputError(named, 400)
}

/** Answers literals of the wrong type with their place, and never with the value. */
export const useTypedInput = (): Plugin => ({
  onValidate: ({ setValidationFn, validateFn }) => {
    setValidationFn((schema, document, rules, ...rest) =>
      validateFn(
        schema,
        document,
        rules?.map((rule: ValidationRule) => (rule === ValuesOfCorrectTypeRule ? quietValues : rule)),
        ...rest,
      ),
    )
  },
})

/** A result without the words of the executor on variables of the wrong type, which repeat them. */
export const withoutVariables = (result: ExecutionResult): ExecutionResult =>
  result.errors?.some(isVariableError)
    ? { errors: [inputError([issue(['variables'], 'type', 'The variables do not fit the document.')], 400)] }
    : result
