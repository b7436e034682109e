import type { ASTVisitor, ValidationContext } from 'graphql'
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

/** Keeps what the graph consists of from whoever has no secret key. */
export const useNoIntrospection = (): Plugin => ({
  onValidate: ({ addValidationRule, setValidationFn, validateFn }) => {
    addValidationRule(noIntrospection)
    // What nearly is would be told one guess at a time.
    setValidationFn((schema, document, rules, options) =>
      validateFn(schema, document, rules, { ...options, hideSuggestions: true }),
    )
  },
})
