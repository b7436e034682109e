/** What stands in Lit's development build, once or more, and what takes its place. */
const REPLACEMENTS: readonly (readonly [found: string | RegExp, instead: string])[] = [
  // Lit's own switches, as its production build sets them; nothing of it goes to a global.
  ['const DEV_MODE = true', 'const DEV_MODE = false'],
  ['const ENABLE_EXTRA_SECURITY_HOOKS = true', 'const ENABLE_EXTRA_SECURITY_HOOKS = false'],
  ['const ENABLE_SHADYDOM_NOPATCH = true', 'const ENABLE_SHADYDOM_NOPATCH = false'],
  [': global.litHtmlPolyfillSupport;', ': undefined;'],
  ["(global.litHtmlVersions ??= []).push('3.3.3');", ''],
  ['wrap(start)', 'start'],
  // There are no directives: a value is what is drawn, and nobody asks whether a part is connected.
  ['resolveDirective(this, value, directiveParent, 0)', 'value'],
  ['resolveDirective(this, value, directiveParent)', 'value'],
  [', directiveParent = this', ''],
  ['value !== this._$committedValue && value !== noChange', 'value !== this._$committedValue'],
  [', valueIndex, noCommit', ''],
  ['change && !noCommit', 'change'],
  ['this._$disconnectableChildren = undefined;', ''],
  ['this._$notifyConnectionChanged?.(false, true, from);', ''],
  ['this.__isConnected = options?.isConnected ?? true;', ''],
  ['this._$parent = parent;', ''],
  // Every template is compiled; its bindings are whole attributes or children: texts, templates and arrays of these.
  ["typeof type === 'number'", 'false'],
  ['`lit$${Math.random().toFixed(9).slice(2)}$`', "''"],
  ['= new RegExp(', '= /* @__PURE__ */ new RegExp('],
  ['= tag(', '= /* @__PURE__ */ tag('],
  ['templatePart.type === CHILD_PART', '!templatePart._name'],
  ['templatePart.type === ATTRIBUTE_PART', 'true'],
  [', templatePart.strings', ''],
  ['(element, name, strings, parent, options) {', '(element, name) {'],
  [/if \(strings\.length > 2[\s\S]*?else {\s+this\._\$committedValue = nothing;\s+}/, ''],
  ['const strings = this.strings;', ''],
  [
    /let change = false;\s+if \(strings === undefined\) {[\s\S]*?^ {8}}\s+if \(change\) {/m,
    'if (value !== this._$committedValue) { this._$committedValue = value;',
  ],
  ['part.strings !== undefined', 'false'],
  ['if (part !== undefined) {', '{'],
  // What a template gave is known by its class, which no data has: its HTML needs no mark of a template literal.
  ["value['_$litType$'] !== undefined", 'value instanceof Result'],
  [
    "const { values, ['_$litType$']: type } = result",
    'const { _values: values, _template: open } = result, template = open()',
  ],
  [/const template = false[\s\S]*?type\);\n/, ''],
  ['el: { content }, parts: parts', '_content: content, _parts: parts'],
  ['templatePart.index', 'templatePart._index'],
  ['templatePart?.index', 'templatePart?._index'],
  ['instance._clone(this.options)', 'instance._clone()'],
  // A value is a text, a number, nothing, or an object that is drawn.
  ["value === null || (typeof value != 'object' && typeof value != 'function')", 'value !== Object(value)'],
  // The name of a boolean attribute begins with a question mark.
  ['this.element', 'this._element'],
  ['this.name', 'this._name'],
  [
    'new templatePart.ctor(node, templatePart.name, this, options)',
    'new AttributePart(node, templatePart._name)',
  ],
  [
    'if (value === nothing) {',
    'if (this._name[0] === "?") this._element.toggleAttribute(this._name.slice(1), !!value); else if (value === nothing) {',
  ],
  ['value.nodeType !== undefined', 'false'],
  ['isIterable(value)) {', 'true) {'],
  ['this.type = CHILD_PART;', ''],
  ['this.type = ATTRIBUTE_PART;', ''],
  // Nothing is drawn elsewhere than at the end of its container, nor with options.
  ['options?.renderBefore ?? container', 'container'],
  ['options?.renderBefore ?? null', 'null'],
  ['endNode, undefined, options ?? {}', 'endNode'],
  ['(options?.creationScope ?? d)', 'd'],
  ['this.options = options;', ''],
  [', this.options)', ')'],
  [', this, options)', ')'],
  ['return part;', ''],
]

/** Members that only directives, options and templates that are not compiled reach, by class. */
const MEMBERS: readonly (readonly [name: string, members: readonly string[]])[] = [
  ['Template', ['constructor']],
  ['TemplateInstance', ['parentNode', '_$isConnected']],
  ['ChildPart', ['_$isConnected', 'parentNode', 'startNode', 'endNode', '_$getTemplate', 'setConnected']],
  ['AttributePart', ['tagName', '_$isConnected']],
]

const replaced = (source: string, found: string | RegExp, instead: string): string => {
  const parts = source.split(found)
  if (parts.length === 1) throw new Error(`Lit no longer says "${found}": look at what this release changed.`)
  return parts.join(instead)
}

const withoutMember = (source: string, name: string, member: string): string =>
  source.replace(new RegExp(`^class ${name} [\\s\\S]*?^}$`, 'm'), (text) =>
    replaced(
      text,
      new RegExp(`^    (?:get )?${member.replaceAll('$', '\\$')}\\([^)]*\\) {$[\\s\\S]*?^    }$`, 'm'),
      '',
    ),
  )

/**
 * Lit's development build without what compiled templates never reach, above all the parser of templates. What is
 * left is Lit's code, as it stands.
 *
 * @throws Error where a release of Lit no longer says what is left out here
 */
export const leanLit = (developmentBuild: string): string => {
  const known = REPLACEMENTS.reduce(
    (source, [found, instead]) => replaced(source, found, instead),
    developmentBuild,
  )
  const lean = MEMBERS.flatMap(([name, members]) => members.map((member) => [name, member] as const)).reduce(
    (source, [name, member]) => withoutMember(source, name, member),
    known,
  )
  return `${lean}
class Result {
  constructor(template, values) {
    this._template = template;
    this._values = values;
  }
}
export const result = (template, ...values) => new Result(template, values);
export const template = (html, parts) => {
  let opened;
  return () => {
    if (opened) return opened;
    const element = d.createElement('template');
    element.innerHTML = policy ? policy.createHTML(html) : html;
    return (opened = {
      _content: element.content,
      _parts: Array.from(parts.matchAll(/(\\d+)(\\S*)/g), ([, index, name]) => ({ _index: +index, _name: name })),
    });
  };
};`
}
