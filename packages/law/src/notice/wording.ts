/** What words alone can tell, in French and English; whatever they leave open is advice, never a fault. */

/** A text as it is compared: without accents, typographic apostrophes and capitals. */
export const fold = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[’ʼ]/g, "'").toLowerCase()

const LEGAL_FORM =
  /[ ,]+(?:s\.?a\.?s\.?u?|s\.?a\.?r\.?l|s\.?a|e\.?u\.?r\.?l|s\.?n\.?c|s\.?c\.?i|scop|gmbh|ltd|inc)\.?$/

/** Whether a text names someone or something, whatever the case and accents, with or without the legal form. */
export const names = (text: string, name: string): boolean =>
  fold(text).includes(fold(name).replace(LEGAL_FORM, ''))

const UNDERSTOOD = ['fr', 'en']

/** Whether the words of a notice in this language can be judged at all. */
export const isUnderstood = (locale: string): boolean => UNDERSTOOD.includes(locale.split('-', 1)[0] ?? '')

const CATEGORY =
  /^(?:(?:nos|les|ses|des|our|its|the|selected)\s+)*(?:partenaires?|tiers|annonceurs?|societes? du groupe|partners?|third part(?:y|ies)|advertisers?|group companies)(?:\s+(?:commerciaux|commercial|selectionnes?|de confiance))*$/

/** Whether what stands for a name is but a category of recipients (CB-4). */
export const isCategory = (name: string): boolean => CATEGORY.test(fold(name).trim())
