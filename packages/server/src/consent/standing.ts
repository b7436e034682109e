import type { NoticeDocument, NoticeQuestion } from '@constat/core/notice'
import type { StoredChoice, Withdrawal } from '@constat/store'

/** The questions of a notice that a submission granted. */
export const grantedQuestions = (
  { questions }: NoticeDocument,
  choices: readonly StoredChoice[],
): readonly NoticeQuestion[] =>
  questions.filter(({ key }) =>
    choices.some(({ questionKey, answer }) => questionKey === key && answer === 'GRANTED'),
  )

/** Those whose consent still stands for some advertiser. */
export const standingQuestions = (
  granted: readonly NoticeQuestion[],
  withdrawals: readonly Withdrawal[],
): readonly NoticeQuestion[] =>
  granted.filter(({ key, advertisers }) =>
    advertisers.some(
      (advertiser) =>
        !withdrawals.some(
          ({ questionKey, advertiserKey }) => questionKey === key && advertiserKey === advertiser,
        ),
    ),
  )
