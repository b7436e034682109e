/** What the elements say beside the notice: titles and messages, never legal text. */
export const en = {
  legend: 'Your choices',
  who: 'Who may contact you:',
  yes: 'Yes',
  no: 'No',
  agreement: 'About this agreement',
  recording: 'About the recording of calls',
  data: 'About your personal data and your rights',
  newWindow: 'new window',
  required: 'answer required',
  missing: 'Please choose yes or no.',
  loading: 'Your choices are loading.',
  again: 'Please choose again.',
  queued: 'Your answer is kept on this device until the connection is back.',
  recorded: 'Your answer is recorded.',
  refused: 'Your answer is not recorded: please correct your phone number or e-mail address.',
  number: 'Receipt number:',
  manage: 'See or withdraw it',
  print: 'Print',
}

/** The elements' own words in one language: those of the first, in another tongue. */
export type Texts = Readonly<Record<keyof typeof en, string>>
