import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newFolder } from './run.ts'

/** The certificates that every release must verify (packages/evidence/golden). */
export const GOLDEN = ['signed-and-logged', 'witnessed', 'timestamped', 'refusal'] as const
export type Golden = (typeof GOLDEN)[number]

const pathOf = (name: Golden, file: string): string =>
  fileURLToPath(new URL(`../../../evidence/golden/v1/${name}/${file}`, import.meta.url))

export const goldenPath = (name: Golden): string => pathOf(name, 'certificate.json')
export const goldenText = (name: Golden): string => readFileSync(goldenPath(name), 'utf8')

const FILES = [
  ['policy.txt', 'tlog-policy.txt'],
  ['jwks.json', 'jwks.json'],
  ['tsa.pem', 'tsa-roots.pem'],
] as const

/** A trust folder for a golden certificate. */
export const goldenTrust = (name: Golden, folder = newFolder()): string => {
  for (const [from, to] of FILES)
    if (existsSync(pathOf(name, from))) copyFileSync(pathOf(name, from), join(folder, to))
  return folder
}
