import type { InputIssue } from '@constat/core/problem'
import { issue } from '../platform/problem.ts'

const MAX_LENGTH = 200

/** The faults of a party key: 1 to 200 characters, as in a law question. A party need not stand in any notice. */
export const partyKeyIssues = (key: string, path: readonly string[]): readonly InputIssue[] =>
  key.length >= 1 && key.length <= MAX_LENGTH
    ? []
    : [issue(path, 'length', `Use 1 to ${MAX_LENGTH} characters.`)]
