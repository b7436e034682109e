import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin'

/** Identifiers and citations are said, and decide nothing: RULES.md's test holds them. */
const SAID = new Set(['id', 'citation'])

const isSaid = (path) =>
  (path.isObjectProperty() && SAID.has(path.node.key.name)) ||
  (path.isVariableDeclarator() && path.node.id.name?.startsWith('CITATION'))

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'said', {
    shouldIgnore: (path) =>
      path.isImportDeclaration() ? 'an import' : isSaid(path) ? 'said, not decided by' : undefined,
  }),
]
