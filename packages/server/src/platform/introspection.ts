import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { inputError, issue } from './problem.ts'

const noIntrospection = (context: ValidationContext): ASTVisitor => ({
  Field: ({ name }) => {
    if (name.value === '__schema' || name.value === '__type')
      context.reportError(
        inputError(
          [issue(['query'], 'introspection', 'Only secret keys may ask what the graph consists of.')],
          400,
        ),
      )
  },
})

// Names what the graph has nowhere: not by what nearly is, nor by its type, nor by what it lacks.
const unnamed = (error: GraphQLError): GraphQLError =>
  error.extensions['code'] === undefined
    ? new GraphQLError('This does not fit what the graph has.', {
        nodes: error.nodes,
        extensions: error.extensions,
      })
    : error

/** Keeps what the graph consists of from whoever has no secret key: a fault is told by its place alone. */
export const useNoIntrospection = (): Plugin => ({
  onValidate: ({ addValidationRule, setValidationFn, validateFn }) => {
    addValidationRule(noIntrospection)
    setValidationFn((schema, document, rules, options) =>
      validateFn(schema, document, rules, options).map(unnamed),
    )
  },
})
