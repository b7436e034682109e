/**
 * Words a minute of a caller who reads aloud: an assumption, the upper half of the 120 to 160 that French voice
 * trainers give for a person heard without effort, and what publishers of audio books ask for (150 to 160).
 */
export const WORDS_PER_MINUTE = 150

/** How long a text takes to say, in whole seconds, rounded up: an estimate at {@link WORDS_PER_MINUTE}. */
export const spokenSeconds = (text: string): number => {
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  return Math.ceil((words.length * 60) / WORDS_PER_MINUTE)
}

/** An address as it is said: without its scheme, query and closing slash. */
export const spoken = (url: string): string =>
  url
    .replace(/^(?:https:\/\/(?:www\.)?|mailto:|tel:)/, '')
    .replace(/[?#].*$/, '')
    .replace(/\/$/, '')
