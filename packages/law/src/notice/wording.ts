/**
 * What words alone can tell, in French, English and German. A phrase counts where it is said and not where it is
 * denied: "irrévocable", but not "jamais irrévocable".
 */

const foldAnew = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[’ʼ]/g, "'")
    .replaceAll(/[\u00a0\u202f\u2009]/g, ' ')
    .replaceAll('ß', 'ss')
    .toLowerCase()

// One rule after the other reads the same text.
let folded = { text: '', as: '' }

/** A text as it is compared: without accents, typographic apostrophes and capitals. */
export const fold = (text: string): string => {
  if (folded.text !== text) folded = { text, as: foldAnew(text) }
  return folded.as
}

/** How the name of a company ends in its legal form. */
export const LEGAL_FORM =
  /[ ,]+(?:s\.?a\.?s\.?u?|s\.?a\.?r\.?l|s\.?a|e\.?u\.?r\.?l|s\.?n\.?c|s\.?c\.?i|scop|gmbh|ag|kg|ltd|llc|plc|inc)\.?$/

/** Whether a text names someone or something, whatever the case and accents, with or without the legal form. */
export const names = (text: string, name: string): boolean =>
  fold(text).includes(fold(name).replace(LEGAL_FORM, ''))

const UNDERSTOOD = ['fr', 'en', 'de']

/** Whether the words of a notice in this language can be judged at all. */
export const isUnderstood = (locale: string): boolean => UNDERSTOOD.includes(locale.split('-', 1)[0] ?? '')

const CATEGORY =
  /^(?:(?:nos|les|ses|des|our|its|the|selected|unsere|die|ausgewahlte)\s+)*(?:partenaires?|tiers|annonceurs?|societes? du groupe|partners?|third part(?:y|ies)|advertisers?|group companies|(?:werbe|geschafts)?partner|dritte|werbetreibende|konzerngesellschaften)(?:\s+(?:commerciaux|commercial|selectionnes?|de confiance))*$/

/** Whether what stands for a name is but a category of recipients (CB-4). */
export const isCategory = (name: string): boolean => CATEGORY.test(fold(name).trim())

/** A word by which a clause says the contrary of what it names. */
export const NEGATION =
  /\b(?:sans|ne|pas|jamais|aucun\w{0,24}|non|ni|nul\w{0,24}|exclu\w{0,24}|interdi\w{0,24}|not|never|no|without|nor|neither|cannot|nicht|nie|niemals|kein\w{0,24}|ohne|weder)\b|\bn'|n't\b/

/** The sentences of a text, folded. */
export const sentences = (text: string): readonly string[] =>
  fold(text)
    .split(/[.!?;]+(?:\s|$)|\n/)
    .filter((sentence) => sentence.trim() !== '')

const CLAUSE_ENDS =
  /[,:()–—]|\b(?:mais|but|however|aber|sondern|jedoch|sauf|hormis|si|if|unless|except|wenn|falls|sofern|ausser|es sei denn|a moins|tant que|until|as long as|solange)\b/

/** The clauses of a folded sentence: what one negation reaches. */
export const clauses = (sentence: string): readonly string[] => sentence.split(CLAUSE_ENDS)

/** The clauses of a text that say something matched by a pattern (without capturing groups) and do not deny it. */
export const asserting = (text: string, pattern: RegExp): readonly string[] =>
  sentences(text)
    .flatMap(clauses)
    .filter((clause) => pattern.test(clause) && !NEGATION.test(clause.split(pattern).join(' ')))

/** Whether a text says something and does not deny it. */
export const asserts = (text: string, pattern: RegExp): boolean => asserting(text, pattern).length > 0

/** The clauses of a text that match a pattern and hold no negation, not even amid what the pattern spans. */
export const affirming = (text: string, pattern: RegExp): readonly string[] =>
  sentences(text)
    .flatMap(clauses)
    .filter((clause) => pattern.test(clause) && !NEGATION.test(clause))

/**
 * How much words weigh against a text: ERROR when no reader can take them otherwise, WARNING when they may be read so,
 * null when they need not be.
 */
export type Weight = 'ERROR' | 'WARNING' | null

/** The most that any of them weighs. */
export const gravest = (...weights: readonly Weight[]): Weight =>
  (['ERROR', 'WARNING'] as const).find((weight) => weights.includes(weight)) ?? null
