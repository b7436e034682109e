import { Kind, type OperationDefinitionNode } from 'graphql'
import { currentRequest } from './request.ts'

const MAX_NAME = 64

// A caller chooses this name: what looks as if it carried a number is not kept.
const safeName = (name: string | undefined): string | null =>
  name === undefined || name.length > MAX_NAME || /\d{4}/.test(name) ? null : name

/** Takes note of what a request asks, once it is known to be valid: its fields are names of the schema then. */
export const noteOperation = ({ name, selectionSet }: OperationDefinitionNode): void => {
  const report = currentRequest()
  if (!report) return
  report.operation = safeName(name?.value)
  report.fields = selectionSet.selections.flatMap((each) =>
    each.kind === Kind.FIELD ? [each.name.value] : [],
  )
}
