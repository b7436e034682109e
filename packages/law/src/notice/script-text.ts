import type { NoticeItemId } from '@constat/core/notice'

/** One thing the caller says, and the items of information it gives. */
export type ScriptLine = { readonly items: readonly NoticeItemId[]; readonly text: string }

/** What the caller says at one time. */
export type ScriptLevel = {
  /** To the caller, not to be said: when to speak and what to do with the answer. */
  readonly instruction: string
  readonly lines: readonly ScriptLine[]
  /** How long the lines take, in seconds; estimated. */
  readonly seconds: number
}

const paragraph = (title: string, { instruction, lines, seconds }: ScriptLevel): string =>
  [`${title} (environ ${seconds} s)`, `[${instruction}]`, ...lines.map(({ text }) => text)].join('\n')

/** A script of two levels as text, a line for each thing said; what is in square brackets is not said. */
export const scriptText = (first: ScriptLevel, second: ScriptLevel): string =>
  `${paragraph('PREMIER NIVEAU', first)}\n\n${paragraph('SECOND NIVEAU', second)}\n`
