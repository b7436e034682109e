/** What the element says beside the notice: titles and messages, never legal text. */
export const en = {
  legend: 'Your choices',
  who: 'Who may contact you:',
  yes: 'Yes',
  no: 'No',
  agreement: 'About this agreement',
  recording: 'About the recording of calls',
  data: 'About your personal data and your rights',
  newWindow: 'new window',
  missing: 'Please choose yes or no.',
  recorded: 'Your answer is recorded.',
  manage: 'See or withdraw it',
}

/** The element's own words in one language: those of the first, in another tongue. */
export type Texts = Record<keyof typeof en, string>
