import { parse, type AnyNode } from 'acorn'
import { nodesIn } from './nodes.ts'

/** Where strings stand that could as well be templates: not where the language wants a string, nor what would need other escapes. */
const stringsIn = (node: AnyNode): readonly AnyNode[] => {
  if (node.type === 'Literal')
    return typeof node.value === 'string' && !/[`$\\]/.test(node.raw ?? '') ? [node] : []
  const names =
    'key' in node && !('computed' in node && node.computed)
      ? [node.key]
      : 'source' in node
        ? [node.source]
        : []
  return nodesIn(node)
    .filter((each) => !names.some((name) => name === each))
    .flatMap(stringsIn)
}

/** A minified file with one kind of quotes, of the same length: templates need backticks, and strings can do with them. */
export const withBackticks = (code: string): string => {
  const marks = stringsIn(parse(code, { ecmaVersion: 2022, sourceType: 'module' })).flatMap(
    ({ start, end }) => [start, end - 1],
  )
  const characters = code.split('')
  for (const mark of marks) characters[mark] = '`'
  return characters.join('')
}
