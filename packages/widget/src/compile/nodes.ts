import type { AnyNode } from 'acorn'

const isNode = (value: unknown): value is AnyNode =>
  value instanceof Object && 'type' in value && typeof value.type === 'string'

/** The nodes directly inside a node, in no order. */
export const nodesIn = (node: AnyNode): readonly AnyNode[] => Object.values(node).flat().filter(isNode)
