/**
 * Words a minute of a caller who reads aloud: an assumption, the upper half of the 120 to 160 that French voice
 * trainers give for a person heard without effort, and what publishers of audio books ask for (150 to 160).
 */
export const WORDS_PER_MINUTE = 150

// Each part of an address is a word of its own; a word keeps what is elided before it.
const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu

/** How long a text takes to say, in whole seconds, rounded up: an estimate at {@link WORDS_PER_MINUTE}. */
export const spokenSeconds = (text: string): number =>
  Math.ceil(((text.match(WORD)?.length ?? 0) * 60) / WORDS_PER_MINUTE)

/** An address as it is said: without its scheme, query and closing slash. */
export const spoken = (url: string): string =>
  url
    .replace(/^(?:https:\/\/(?:www\.)?|mailto:|tel:)/, '')
    .replace(/[?#].*$/, '')
    .replace(/\/$/, '')
