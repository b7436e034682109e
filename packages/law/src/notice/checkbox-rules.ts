/** How a notice document is held to a checkbox rule of law.md §5. */
type CheckboxRule = {
  /**
   * QUESTION: the lint reads it off a question. ITEM: off the mandatory information. SHAPE: no document that
   * `parseNotice` reads can break it. ELSEWHERE: no document shows it.
   */
  readonly by: 'QUESTION' | 'ITEM' | 'SHAPE' | 'ELSEWHERE'
  /** What is checked, or why nothing can be. */
  readonly how: string
}

/** Every checkbox rule of law.md §5. */
export const CHECKBOX_RULES = {
  'CB-1': { by: 'QUESTION', how: 'defaultChecked of an opt-in is not true; the element draws no tick.' },
  'CB-2': { by: 'SHAPE', how: 'A question has one purpose.' },
  'CB-3': {
    by: 'QUESTION',
    how: 'A question has one channel and its answer covers no other, so what remains is a label that seems to ask about others: advice; standard lets it speak of its family.',
  },
  'CB-4': {
    by: 'QUESTION',
    how: 'Own use and partners are two questions; a partner has a name, and a url or a PT_LIST that links or names it; no label lets in partners whom nobody names.',
  },
  'CB-5': {
    by: 'QUESTION',
    how: 'No label has terms accepted; one that speaks of them, but to say that it is none, gets advice.',
  },
  'CB-6': {
    by: 'QUESTION',
    how: 'A tick is not required, and no label makes consent a condition. What the rest of the form asks is not shown.',
  },
  'CB-7': { by: 'ELSEWHERE', how: 'The element draws both answers alike, and its tests measure them.' },
  'CB-8': {
    by: 'QUESTION',
    how: 'No double negative, no "sauf avis contraire", no "en validant", no label that says the contrary of its tick; who, what and which channel: advice.',
  },
  'CB-9': { by: 'ITEM', how: 'The NR_* items; noticeBlocks draws them one click away at first level.' },
  'CB-10': {
    by: 'ITEM',
    how: 'N13_WITHDRAW and NR_WITHDRAWAL with a link, and no word of consent for ever, for a price or by letter only; how many steps follow is not shown.',
  },
  'CB-11': { by: 'QUESTION', how: 'An objection box is not ticked and its label says no.' },
  'CB-12': { by: 'QUESTION', how: 'Kind against audience, channel, purpose, date and profile.' },
  'CB-13': { by: 'SHAPE', how: 'An answer is GRANTED, REFUSED, UNANSWERED or NOT_ASKED, and stored so.' },
  'CB-14': { by: 'ELSEWHERE', how: 'How old the person is, and who else agrees, is asked by the site.' },
  'CB-15': { by: 'ELSEWHERE', how: 'Size, contrast and visibility are measured by the element.' },
  'CB-16': { by: 'ELSEWHERE', how: 'What a site sends, and when it asks again, happens after publishing.' },
  'CB-17': { by: 'SHAPE', how: 'Another text is another hash, hence another version.' },
  'CB-18': { by: 'ELSEWHERE', how: 'Where the box stands in the order form is the page’s.' },
} as const satisfies { readonly [id: `CB-${number}`]: CheckboxRule }
export type CheckboxRuleId = keyof typeof CHECKBOX_RULES
