import type { ExecutionResult, GraphQLError } from 'graphql'

const JSON_TYPE = 'application/json'
const GRAPHQL_TYPE = 'application/graphql-response+json'

/** A media type that answers are written as. */
export type AnswerType = typeof JSON_TYPE | typeof GRAPHQL_TYPE

const typeFor = (range: string): AnswerType | undefined => {
  const [name = '', ...parameters] = range.toLowerCase().replaceAll(/\s/g, '').split(';')
  const charset = parameters.find((each) => each.startsWith('charset='))
  if (charset !== undefined && charset !== 'charset=utf-8') return undefined
  if (name === GRAPHQL_TYPE) return GRAPHQL_TYPE
  return name === JSON_TYPE || name === '*/*' || name === 'application/*' ? JSON_TYPE : undefined
}

/**
 * As what an answer is written for a request's `Accept`: the first that we can write, JSON for who says nothing; undefined
 * when we can write none of what is accepted (406).
 */
export const answerTypeFor = (accept: string | null): AnswerType | undefined => {
  if (accept === null || accept === JSON_TYPE || accept === '*/*') return JSON_TYPE
  for (const range of accept.split(',')) {
    const type = typeFor(range)
    if (type !== undefined) return type
  }
  return undefined
}

type Http = {
  readonly status?: number
  readonly headers?: { readonly [name: string]: string }
  /** Whether the status is asked for by the specification, which lets JSON answer 200. */
  readonly spec?: boolean
}

const httpOf = ({ extensions }: GraphQLError): Http =>
  typeof extensions['http'] === 'object' && extensions['http'] !== null ? extensions['http'] : {}

// How an error is to be answered is ours to know.
const shown = (error: GraphQLError): object => {
  const { extensions: { http: _, unexpected: __, ...extensions } = {}, ...told } = error.toJSON()
  return Object.keys(extensions).length > 0 ? { ...told, extensions } : told
}

/** An answer before it is sent. */
export type Answer = {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly text: string
}

/** Writes a result as GraphQL over HTTP has it: the gravest status that an error asks for, else 200. */
export const writeAnswer = ({ errors, ...result }: ExecutionResult, type: AnswerType): Answer => {
  if (errors === undefined || errors.length === 0)
    return { status: 200, headers: {}, text: JSON.stringify(result) }
  const said = errors.map(httpOf)
  const statuses = said.map(({ status, spec }) => (spec && type === JSON_TYPE ? 200 : (status ?? 200)))
  return {
    status: Math.max(...statuses),
    headers: Object.assign({}, ...said.map(({ headers }) => headers)),
    text: JSON.stringify({ errors: errors.map(shown), ...result }),
  }
}
