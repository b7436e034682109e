import { nearest } from '@constat/core/nearest'
import type { InputIssue, Parsed } from '@constat/core/problem'
import { parse, TomlError } from 'smol-toml'
import { SETTING_NAMES, SETTINGS, type SettingName } from './settings.ts'

/** What a configuration file gives, as the environment would give it. */
export type FileSettings = ReadonlyMap<SettingName, string>

/** What a file gives, and every fault that it has. */
export type ReadFile = { readonly settings: FileSettings; readonly issues: readonly InputIssue[] }

const MAX_LENGTH = 100_000

const isSetting = (name: string): name is SettingName => Object.hasOwn(SETTINGS, name)

/** Says that there is no setting of this name, and which may have been meant. */
export const unknownName = (path: readonly string[], typed: string, known: readonly string[]): InputIssue => {
  const meant = nearest(typed, known)
  return {
    path,
    rule: 'unknown-name',
    message: meant
      ? `There is no such setting: is it ${meant}?`
      : `There is no such setting; known are ${known.join(', ')}.`,
  }
}

const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(' ')
  return undefined
}

const syntaxIssue = (path: string, error: TomlError): InputIssue => ({
  path: [path],
  rule: 'toml',
  // Its message shows the line as it stands, which may hold a secret.
  message: `Line ${error.line}, column ${error.column} is no TOML: write lines such as port = 4000 and public_url = "https://proofs.example.fr".`,
})

const tableOf = (path: string, text: string): Parsed<{ readonly [name: string]: unknown }> => {
  if (text.length > MAX_LENGTH)
    return {
      ok: false,
      issues: [{ path: [path], rule: 'too-long', message: `Keep it below ${MAX_LENGTH} characters.` }],
    }
  try {
    return { ok: true, value: parse(text) }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    return { ok: false, issues: [syntaxIssue(path, error)] }
  }
}

/**
 * Reads a configuration file: TOML 1.0, one `name = value` a line. TOML and not JSON, because an operator wants to say why a
 * value is what it is, and to be told the line of a slip.
 */
export const parseConfigFile = (path: string, text: string): ReadFile => {
  const table = tableOf(path, text)
  if (!table.ok) return { settings: new Map(), issues: table.issues }
  const issues: InputIssue[] = []
  const found = new Map<SettingName, string>()
  for (const [name, value] of Object.entries(table.value)) {
    const given = textOf(value)
    if (!isSetting(name)) issues.push(unknownName([path, name], name, SETTING_NAMES))
    else if (given === undefined)
      issues.push({ path: [path, name], rule: 'type', message: SETTINGS[name].expects })
    else found.set(name, given)
  }
  return { settings: found, issues }
}
