import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A question to Go's `sumdb/note` and `sumdb/tlog`; bytes are in base64. */
export type GoCase =
  | { readonly kind: 'open'; readonly vkey: string; readonly note: string }
  | { readonly kind: 'sign'; readonly skey: string; readonly text: string }
  | { readonly kind: 'leaf'; readonly entry: string }
  | {
      readonly kind: 'inclusion'
      readonly index: number
      readonly size: number
      readonly leaf: string
      readonly root: string
      readonly proof: readonly string[]
    }
  | {
      readonly kind: 'consistency'
      readonly oldSize: number
      readonly oldRoot: string
      readonly size: number
      readonly root: string
      readonly proof: readonly string[]
    }
  | { readonly kind: 'tiles'; readonly oldSize: number; readonly size: number }
  | { readonly kind: 'log'; readonly entries: readonly string[] }

/** What Go says; an error is a refusal. */
export type GoAnswer = {
  readonly Error: string
  readonly Text: string
  readonly Verified: number
  readonly Unverified: number
  readonly Hash: string | null
  readonly Tiles: readonly (readonly [number, number, number])[] | null
  readonly Files: Readonly<Record<string, string>> | null
}

const GOPATH = '/usr/share/gocode'

const requireGo = (): void => {
  const hasModule = existsSync(`${GOPATH}/src/golang.org/x/mod/sumdb/tlog`)
  if (hasModule && existsSync('/usr/bin/go')) return
  throw new Error(
    'Go is missing, which these tests hold the log against. Debian: apt-get install golang-go golang-golang-x-mod-dev.',
  )
}

/**
 * Asks Go, in one run.
 *
 * @throws Error saying what to install where Go or its module is missing.
 */
export const askGo = (cases: readonly GoCase[]): readonly GoAnswer[] => {
  requireGo()
  const program = fileURLToPath(new URL('./interop/main.go', import.meta.url))
  const output = execFileSync('/usr/bin/go', ['run', program], {
    input: JSON.stringify(cases),
    env: {
      HOME: homedir(),
      PATH: '/usr/bin:/bin',
      GOCACHE: join(homedir(), '.cache', 'go-build'),
      // Debian's modules are found in the old way, and nothing is fetched.
      GO111MODULE: 'off',
      GOPATH,
      GOPROXY: 'off',
      CGO_ENABLED: '0',
    },
    maxBuffer: 64 * 1024 * 1024,
  })
  return JSON.parse(output.toString())
}
