import type { GraphQLError } from 'graphql'
import { inputError, issue } from './problem.ts'

const refusal = (header: string, rule: string, message: string): GraphQLError =>
  inputError([issue(['headers', header], rule, message)], 415)

// Quotes may stand around a parameter's value (RFC 9110 §5.6.6).
const CHARSET = /;\s*charset\s*=\s*"?([^\s";]*)/i

/**
 * Why a body cannot be read as it is sent, told from its headers: undefined when it is of this media type, in UTF-8 and not
 * compressed.
 */
export const mediaFault = (headers: Headers, wanted: string): GraphQLError | undefined => {
  const sent = headers.get('content-type') ?? ''
  const [type = ''] = sent.split(';')
  if (type.trim().toLowerCase() !== wanted) return refusal('content-type', 'content-type', `Send ${wanted}.`)
  if (!/^(?:utf-?8)?$/i.test(CHARSET.exec(sent)?.[1] ?? ''))
    return refusal('content-type', 'charset', 'Send the body in UTF-8.')
  if (!/^(?:identity)?$/i.test(headers.get('content-encoding') ?? ''))
    return refusal('content-encoding', 'content-encoding', 'Send the body as it is, not compressed.')
  return undefined
}
