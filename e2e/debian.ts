import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Whether this process is the administrator's, who can install what tests need. */
export const isRoot = (): boolean => process.getuid?.() === 0

/** Runs a command with its output shown; whether it succeeded. */
export const attempt = (command: string, ...args: readonly string[]): boolean => {
  try {
    execFileSync(command, args, {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    return true
  } catch {
    return false
  }
}

/**
 * Runs `apt-get install` with these arguments, where this is Debian and root runs it; whether the packages are there now.
 */
export const installFromDebian = (...args: readonly string[]): boolean =>
  isRoot() &&
  existsSync('/usr/bin/apt-get') &&
  attempt('apt-get', 'update') &&
  attempt('apt-get', 'install', '-y', ...args)
