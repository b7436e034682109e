import type { InputIssue } from '@constat/core/problem'
import {
  BREAK,
  GraphQLError,
  isEnumType,
  isInputObjectType,
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
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { inputError, issue } from './problem.ts'
import { everyText } from './texts.ts'

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fieldFaults = (
  value: { readonly [key: string]: unknown },
  type: Extract<GraphQLInputType, { getFields: unknown }>,
  path: readonly string[],
): InputIssue[] => {
  const fields = type.getFields()
  const unknown = Object.keys(value)
    .filter((name) => !(name in fields))
    .map((name) => issue([...path, name], 'unknown-field', `${type.name} has no such field.`))
  const given = Object.values(value).filter((each) => each !== undefined)
  const notOne =
    type.isOneOf && (given.length !== 1 || given.includes(null))
      ? [issue(path, 'one-of', `Give exactly one of ${Object.keys(fields).join(', ')}.`)]
      : []
  const inner = Object.values(fields).flatMap((field) =>
    value[field.name] === undefined && (field.defaultValue !== undefined || !isNonNullType(field.type))
      ? []
      : faultsOf(value[field.name], field.type, [...path, field.name]),
  )
  return [...unknown, ...notOne, ...inner]
}

/** Every place where a value does not fit a GraphQL type. The value itself is never repeated: it may be personal. */
const faultsOf = (value: unknown, type: GraphQLInputType, path: readonly string[]): InputIssue[] => {
  if (isNonNullType(type))
    return value === null || value === undefined
      ? [issue(path, 'required', `Give a value of type ${String(type.ofType)}.`)]
      : faultsOf(value, type.ofType, path)
  if (value === null || value === undefined) return []
  if (isListType(type)) {
    const items = Array.isArray(value) ? value : [value]
    return items.flatMap((item, index) => faultsOf(item, type.ofType, [...path, String(index)]))
  }
  if (isInputObjectType(type))
    return isObject(value)
      ? fieldFaults(value, type, path)
      : [issue(path, 'type', `Give an object of type ${type.name}.`)]
  if (isEnumType(type)) {
    const names = type.getValues().map(({ name }) => name)
    return typeof value === 'string' && names.includes(value)
      ? []
      : [issue(path, 'unknown-value', `Give one of ${names.join(', ')}.`)]
  }
  try {
    type.parseValue(value)
    return []
  } catch {
    return [issue(path, 'type', `Give a value of type ${type.name}.`)]
  }
}

const variableFaults = (
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: { readonly [name: string]: unknown },
): InputIssue[] =>
  (operation.variableDefinitions ?? []).flatMap(({ variable, type: node, defaultValue }) => {
    const { value: name } = variable.name
    const type = typeFromAST(schema, node)
    if (!type || (variables[name] === undefined && defaultValue)) return []
    return faultsOf(variables[name], type as GraphQLInputType, [name])
  })

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

const isWellFormed = (text: string): boolean => text.isWellFormed()

/** Every text that holds half of a character (a lone surrogate), which cannot be written as UTF-8; and what is nested too deep. */
const brokenTexts = (value: unknown, path: readonly string[]): InputIssue[] => {
  if (typeof value === 'string')
    return value.isWellFormed()
      ? []
      : [issue(path, 'unicode', 'Send whole characters: this text holds half of a surrogate pair.')]
  if (typeof value !== 'object' || value === null) return []
  if (path.length > MAX_DEPTH)
    return [issue(path.slice(0, 1), 'max-depth', `Nest values at most ${MAX_DEPTH} deep.`)]
  return Object.entries(value).flatMap(([name, each]) =>
    name.isWellFormed()
      ? brokenTexts(each, [...path, name])
      : [issue(path, 'unicode', 'Send whole characters in names too.')],
  )
}

/**
 * Refuses variables with half characters in them, or nested too deep for whatever walks through them.
 *
 * @throws GraphQLError INVALID_INPUT (400)
 */
export const requireWhole = (variables: unknown): void => {
  if (everyText(variables, isWellFormed, MAX_DEPTH)) return
  const issues = brokenTexts(variables, [])
  if (issues.length > 0) throw inputError(issues, 400)
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

/** A result whose errors tell of variables of the wrong type by path and rule, and never by the value. */
export const withTypedVariables = (
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: { readonly [name: string]: unknown },
  result: ExecutionResult,
): ExecutionResult => {
  if (!result.errors?.some(isVariableError)) return result
  const faults = variableFaults(schema, operation, variables)
  const unknown = issue(['variables'], 'type', 'The variables do not fit the document.')
  return { errors: [inputError(faults.length > 0 ? faults : [unknown], 400)] }
}
