import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type {
  ClassField,
  ClassMember,
  CustomElementDeclaration,
  Declaration,
  Package,
} from 'custom-elements-manifest'

const SOURCE = fileURLToPath(new URL('.', import.meta.url))
const MODULES = ['choices.ts', 'notice.ts', 'receipt.ts', 'form/choices-field.ts', 'form/native-field.ts']

/** What the platform calls, and what nobody else should. */
const LIFECYCLE = /Callback$/

const isElement = (declaration: Declaration): declaration is CustomElementDeclaration =>
  'customElement' in declaration && declaration.customElement && typeof declaration.tagName === 'string'

/** Private fields of the language carry no `privacy` worth reading: their name says it. */
const isPublic = ({ name, privacy, static: isStatic }: ClassMember): boolean =>
  !name.startsWith('#') &&
  privacy !== 'private' &&
  privacy !== 'protected' &&
  !isStatic &&
  !LIFECYCLE.test(name)

const isField = (member: ClassMember): member is ClassField => member.kind === 'field'

/** Where the compiled module stands in the published package. */
const published = (path: string): string => path.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js')

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : Number(a.name > b.name)

const attributeOf = (field: string): string =>
  field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const publicSide = (element: CustomElementDeclaration): CustomElementDeclaration => {
  // Where a thing comes from is a matter of the sources.
  const attributes = (element.attributes ?? []).map((inherited) => {
    const attribute = { ...inherited }
    delete attribute.inheritedFrom
    return attribute
  })
  const names = new Set(attributes.map(({ name }) => name))
  const members = (element.members ?? []).filter(isPublic).map((inherited) => {
    const member = { ...inherited }
    delete member.inheritedFrom
    const attribute = attributeOf(member.name)
    return member.kind === 'field' && names.has(attribute) ? { ...member, attribute, reflects: true } : member
  })
  const fields = new Set(members.filter(isField).map(({ name }) => name))
  return {
    kind: 'class',
    customElement: true,
    name: element.name,
    ...(element.tagName ? { tagName: element.tagName } : {}),
    ...(element.description ? { description: element.description } : {}),
    members: members.toSorted(byName),
    // The analyzer lists a protected state field with an attribute that it has not (widget.md 7).
    attributes: attributes
      .filter(({ fieldName }) => fieldName === undefined || fields.has(fieldName))
      .toSorted(byName),
    // It also takes the argument of an event's constructor for an event; only those documented have a description.
    events: (element.events ?? []).filter(({ name, description }) => name && description).toSorted(byName),
    slots: element.slots ?? [],
    cssParts: (element.cssParts ?? []).toSorted(byName),
    cssStates: (element.cssStates ?? []).toSorted(byName),
    cssProperties: (element.cssProperties ?? []).toSorted(byName),
  }
}

/** Keeps the elements and of them what a site may use; the module that defines them comes last. */
const publicPackage = ({ schemaVersion, modules }: Package): Package => {
  const kept = modules.flatMap(({ path, declarations = [] }) => {
    const elements = declarations.filter(isElement).map(publicSide)
    return elements.length > 0 ? [{ path: published(path), elements }] : []
  })
  return {
    schemaVersion,
    modules: [
      ...kept.map(({ path, elements }) => ({
        kind: 'javascript-module' as const,
        path,
        declarations: elements,
        exports: elements.map(({ name }) => ({
          kind: 'js' as const,
          name,
          declaration: { name, module: path },
        })),
      })),
      {
        kind: 'javascript-module',
        path: 'dist/define.js',
        declarations: [],
        exports: kept.flatMap(({ path, elements }) =>
          elements.map(({ name, tagName = '' }) => ({
            kind: 'custom-element-definition' as const,
            name: tagName,
            declaration: { name, module: path },
          })),
        ),
      },
    ],
  }
}

/**
 * The custom-elements manifest of this package (github.com/webcomponents/custom-elements-manifest), read from the
 * sources: what editors, documentation and framework bindings know of the elements.
 */
export const buildManifest = async (): Promise<Package> => {
  const folder = await mkdtemp(join(tmpdir(), 'constat-manifest-'))
  try {
    const analyzer = createRequire(import.meta.url).resolve('@custom-elements-manifest/analyzer/cem.js')
    const cwd = join(SOURCE, '..')
    const globs = MODULES.map((path) => `src/${path}`)
    // Left to itself it writes where it put the manifest into package.json.
    await writeFile(join(folder, 'config.mjs'), 'export default { packagejson: false }')
    await promisify(execFile)(
      process.execPath,
      // The analyzer takes its output folder from its working folder, and its configuration too.
      [
        analyzer,
        'analyze',
        '--config',
        relative(cwd, join(folder, 'config.mjs')),
        '--outdir',
        relative(cwd, folder),
        '--globs',
        ...globs,
      ],
      { cwd },
    )
    const raw: Package = JSON.parse(await readFile(join(folder, 'custom-elements.json'), 'utf8'))
    return publicPackage(raw)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The elements that a manifest declares. */
export const elementsIn = (manifest: Package): readonly CustomElementDeclaration[] =>
  manifest.modules.flatMap(({ declarations = [] }) => declarations.filter(isElement))
