import { parse, type AnyNode, type TaggedTemplateExpression } from 'acorn'
import { nodesIn } from './nodes.ts'

const templatesIn = (node: AnyNode): readonly TaggedTemplateExpression[] => [
  ...(node.type === 'TaggedTemplateExpression' && node.tag.type === 'Identifier' && node.tag.name === 'html'
    ? [node]
    : []),
  ...nodesIn(node).flatMap(templatesIn),
]

/** How many of what Lit counts to find the place of a part: elements and comments. */
const countNodes = (html: string): number => html.match(/<[a-z?]/g)?.length ?? 0

/** HTML that is parsed to the same nodes, but for runs of spaces. */
const shortened = (html: string): string =>
  html
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(' >', '>')
    .replaceAll(/="([\w-]+)"/g, '=$1')
    // The end of a template closes what is open.
    .replace(/( ?<\/[a-z]+>)+$/, '')

/**
 * A `CompiledTemplate` of Lit: HTML with a comment for each child, and where its parts stand: for each the number of its node, then
 * the name of its attribute, if it is one, after a question mark where that is boolean.
 */
const compiled = (strings: readonly string[]): string => {
  const parts: string[] = []
  let html = ''
  for (const string of strings.slice(0, -1)) {
    html += string
    if (html.lastIndexOf('<') > html.lastIndexOf('>')) {
      const [binding = '', sign = '', name] = /\s(\??)([\w-]+)=$/.exec(html) ?? []
      if (!name) throw new Error(`A binding is a whole attribute, or a child: ${html}`)
      html = html.slice(0, -binding.length)
      parts.push(`${countNodes(html) - 1}${sign}${name}`)
    } else {
      parts.push(`${countNodes(html)}`)
      html += '<?>'
    }
  }
  return `template(${JSON.stringify(shortened(html + strings.at(-1)))}, ${JSON.stringify(parts.join(' '))})`
}

type Edit = { readonly start: number; readonly end: number; readonly text: string }

/** What stands in place of a template: what it was compiled to, and its values, which stay as they are. */
const editsOf = (
  { start, end, quasi: { expressions } }: TaggedTemplateExpression,
  name: string,
): readonly Edit[] => {
  const opening = `result(${name}, `
  const closing = ')'
  const [first] = expressions
  const last = expressions.at(-1)
  if (!first || !last) return [{ start, end, text: `result(${name})` }]
  return [
    { start, end: first.start, text: opening },
    ...expressions
      .slice(1)
      .map((next, place) => ({ start: expressions[place]?.end ?? 0, end: next.start, text: ', ' })),
    { start: last.end, end, text: closing },
  ]
}

/**
 * Compiles the Lit templates of a module ahead, as `@lit-labs/compiler` does: to HTML and the places of what is bound, which Lit
 * else finds by parsing them in the browser.
 *
 * @throws Error for a binding that is neither a whole attribute nor a child
 */
export const compileTemplates = (module: string): string => {
  const found = templatesIn(parse(module, { ecmaVersion: 'latest', sourceType: 'module' }))
  if (found.length === 0) return module
  const edited = found
    .flatMap((template, place) => editsOf(template, `template${place}`))
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: instead }) => text.slice(0, start) + instead + text.slice(end), module)
  const constants = found.map(
    ({ quasi }, place) =>
      `const template${place} = ${compiled(quasi.quasis.map(({ value }) => value.cooked ?? ''))}`,
  )
  return ["import { result, template } from 'lit/html.js'", edited, ...constants].join('\n')
}
