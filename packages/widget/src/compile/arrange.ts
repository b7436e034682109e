import { createHash } from 'node:crypto'
import { ARRANGEMENT } from './arrangement.ts'
import { openRenaming } from './bindings.ts'
import { inOrder, readDeclarations, withDeclarations } from './declarations.ts'
import { originsOf, textOf, type Part } from './part.ts'

/**
 * How a minified file is written so that gzip finds more of it again: what `pnpm --filter @constat/widget tighten` found by trying.
 * It says the same program in any case.
 */
export type Arrangement = {
  /** The declarations at the top by their names in the source; those that are not named here stay after the one before them. */
  readonly order: readonly string[]
  /** Names for the bindings of the file so ordered, and its SHA-256: of another file they say nothing. */
  readonly names: { readonly sha256: string; readonly list: readonly string[] }
}

/** A minified file; `sourceNames` tells what its declarations at the top are called in the source. */
export type Minified = {
  readonly code: string
  readonly sourceNames: ReadonlyMap<string, string>
  /** Names of members that are short already, and can be any others that the file does not say. */
  readonly members: ReadonlySet<string>
}

/** By what an arrangement knows the file that its names are for. */
export const sha256 = (code: string): string => createHash('sha256').update(code).digest('hex')

/** The file with its declarations in the order of a list of source names. */
export const orderedBy = ({ code, sourceNames }: Minified, order: readonly string[]): readonly Part[] => {
  const declarations = readDeclarations(code)
  const ranks = new Map(order.map((name, rank) => [name, rank]))
  let last = -1
  const ranked = new Map(
    declarations.list.map((declaration, place) => {
      const known = ranks.get(sourceNames.get(declaration.name) ?? '')
      last = known ?? last
      // Between the one that it follows and the next.
      return [declaration, known ?? last + (place + 1) / (declarations.list.length + 1)]
    }),
  )
  return withDeclarations(
    code,
    declarations,
    inOrder(declarations.list, (each) => ranked.get(each) ?? 0),
  )
}

/** A file as arranged, and where each of its characters (UTF-16 code units) stood before. */
export type Arranged = { readonly code: string; readonly origins: () => readonly number[] }

/** Writes a minified file as the arrangement says. */
export const arrange = (file: Minified, { order, names }: Arrangement = ARRANGEMENT): Arranged => {
  const ordered = orderedBy(file, order)
  const code = textOf(ordered)
  if (names.sha256 !== sha256(code)) return { code, origins: () => originsOf(ordered) }
  const named = openRenaming(code, file.members).rename(names.list)
  return {
    code: textOf(named),
    origins: () => {
      const before = originsOf(ordered)
      return originsOf(named).map((origin) => before[origin] ?? 0)
    },
  }
}
