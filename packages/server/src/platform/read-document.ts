import { GraphQLError, type GraphQLSchema } from 'graphql'
import { createYoga } from 'graphql-yoga'
import { readOnce, type ReadDocument } from './document-cache.ts'
import { useNoIntrospection } from './introspection.ts'
import { useLimits } from './limits.ts'
import { useTypedInput } from './typed-input.ts'

// A parsed document takes up to a megabyte.
const KEPT_DOCUMENTS = 100

// The specification has JSON answer 200 to what is no GraphQL.
const unreadable = ({ message, nodes, source, positions, extensions }: GraphQLError): GraphQLError =>
  new GraphQLError(message, {
    nodes,
    source,
    positions,
    extensions: {
      code: 'GRAPHQL_PARSE_FAILED',
      ...extensions,
      http: {
        spec: true,
        status: 400,
        ...(typeof extensions['http'] === 'object' ? extensions['http'] : {}),
      },
    },
  })

/**
 * Parses and validates documents for a graph, within limits: with Yoga and its plugins, which are asked for each document once.
 * What Yoga does around each request takes as long as to execute it, so that is not asked.
 */
export const documentReader = (
  schema: GraphQLSchema,
  mayIntrospect: boolean,
): ((text: string) => ReadDocument) => {
  const yoga = createYoga({
    schema,
    logging: false,
    parserAndValidationCache: false,
    plugins: [useLimits(), useTypedInput(), ...(mayIntrospect ? [] : [useNoIntrospection()])],
    maskedErrors: false,
  })
  return readOnce(KEPT_DOCUMENTS, (text) => {
    const { parse, validate } = yoga.getEnveloped()
    try {
      const document = parse(text)
      const errors = validate(schema, document)
      return errors.length > 0 ? { errors } : { document }
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [unreadable(error)] }
      throw error
    }
  })
}
