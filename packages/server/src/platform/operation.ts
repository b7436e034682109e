import { Kind, type DocumentNode, type OperationDefinitionNode } from 'graphql'

/** The operation of a document that is to be run; the first where none is named. */
export const operationOf = (
  document: DocumentNode,
  name: string | null | undefined,
): OperationDefinitionNode | undefined =>
  document.definitions
    .filter((each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION)
    .find((each) => !name || each.name?.value === name)
