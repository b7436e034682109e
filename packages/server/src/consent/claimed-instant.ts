import type { InputIssue } from '@constat/core/problem'
import { issue } from '../platform/problem.ts'

// The law counts in dates, which compare as text while years have four digits.
const EARLIEST = Date.UTC(1900, 0, 1)

/** The faults of an instant at which a caller says that something happened: it lies in the past, after 1900. */
export const claimedInstantIssues = (
  claimed: Date | null | undefined,
  now: number,
  path: readonly string[],
): readonly InputIssue[] =>
  !claimed || (claimed.getTime() <= now && claimed.getTime() >= EARLIEST)
    ? []
    : [issue(path, 'past', 'What is recorded lies in the past, and after the year 1900.')]
