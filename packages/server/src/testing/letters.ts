import type { NoticeDocument } from '@constat/core/notice'
import { NOTICE } from './server-under-test.ts'

/** A lawful notice whose one question is a box by which a person objects to letters. */
export const LETTERS: NoticeDocument = {
  ...NOTICE,
  key: 'courrier',
  questions: [
    {
      key: 'courrier',
      kind: 'OPT_OUT',
      control: 'TICK',
      purpose: 'COMMERCIAL_PROSPECTING',
      channel: 'POST',
      advertisers: ['cuisines'],
      goods: ['cuisines'],
      label: 'Je m’oppose à recevoir des offres de Cuisines SAS par courrier.',
    },
  ],
  items: {
    ...NOTICE.items,
    N13_LEGAL_BASIS: { text: 'Notre intérêt légitime à vous faire connaître nos offres.' },
    N13_LEGIT_INTEREST: { text: 'Faire connaître nos cuisines.' },
    N21_OBJECTION_SEPARATE: {
      text: 'Vous pouvez vous opposer à la prospection, gratuitement, ici ou plus tard.',
    },
  },
}
