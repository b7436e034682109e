import { existsSync } from 'node:fs'
import { installFromDebian } from '../e2e/debian.ts'

const isThere = (): boolean =>
  existsSync('/usr/bin/go') && existsSync('/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog')

/** Installs Go, which the log is held against, where that can be done. Where not, the tests that need it say so. */
export const setup = (): void => {
  if (!isThere()) installFromDebian('--no-install-recommends', 'golang-go', 'golang-golang-x-mod-dev')
}
