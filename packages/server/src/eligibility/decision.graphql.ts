import type { Reason } from '@constat/law'
import { ConsentEventRef } from '../consent/event.graphql.ts'
import { builder } from '../platform/builder.ts'
import {
  AudienceRef,
  ChannelRef,
  LegalBasisRef,
  PurposeRef,
  VerdictRef,
} from '../platform/vocabulary.graphql.ts'
import type { Decision } from './decision.ts'

const ReasonRef = builder.objectRef<Reason>('Reason').implement({
  description: 'Why the verdict is what it is.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'For programs; more codes may come.' }),
    message: t.string({
      description: 'For the agent who reads it.',
      args: {
        locale: t.arg({ type: 'Locale', required: false, defaultValue: 'fr', description: 'fr or en.' }),
      },
      resolve: ({ message }, { locale }) => (locale?.startsWith('en') ? message.en : message.fr),
    }),
    citation: t.exposeString('citation', { description: 'The text it rests on.' }),
  }),
})

const DecisionQuestionRef = builder.objectRef<Decision['question']>('DecisionQuestion').implement({
  description: 'The question as it was resolved.',
  fields: (t) => ({
    channel: t.expose('channel', { type: ChannelRef, description: 'The means of contact.' }),
    purpose: t.expose('purpose', { type: PurposeRef, description: 'What the contact is for.' }),
    advertiser: t.exposeString('advertiser', { description: 'Party key of who wants to contact.' }),
    goods: t.exposeString('goods', { nullable: true, description: 'Key of the goods.' }),
    audience: t.expose('audience', { type: AudienceRef, description: 'Whom the contact addresses.' }),
    timeZone: t.exposeString('timeZone', { description: 'Zone in which hours were judged.' }),
    territory: t.exposeString('territory', { description: 'Territory whose holidays were judged.' }),
  }),
})

export const DecisionRef = builder.objectRef<Decision>('Decision').implement({
  description: 'The answer to "may I contact this person, on this channel, for this, then?"',
  fields: (t) => ({
    question: t.field({
      type: DecisionQuestionRef,
      description: 'The question as it was resolved.',
      resolve: ({ question }) => question,
    }),
    verdict: t.expose('verdict', { type: VerdictRef, description: 'The answer.' }),
    reasons: t.field({
      type: [ReasonRef],
      description: 'What carries the verdict first.',
      resolve: ({ reasons }) => [...reasons],
    }),
    legalBasis: t.expose('legalBasis', {
      type: LegalBasisRef,
      nullable: true,
      description: 'Ground of the contact; null on DENY and REVIEW, and where no personal data is touched.',
    }),
    obligations: t.stringList({
      description: 'What the caller still has to do when contacting.',
      resolve: ({ obligations }) => [...obligations],
    }),
    evidence: t.field({
      type: [ConsentEventRef],
      description: 'The events relied on, on DENY too.',
      resolve: async ({ evidence }, _args, { loaders }) => {
        const events = await loaders.event.loadMany(evidence)
        return events.flatMap((event) => {
          if (event instanceof Error) throw event
          return event ?? []
        })
      },
    }),
    at: t.field({
      type: 'DateTimeISO',
      description: 'The instant of the contact: the law of that day.',
      resolve: ({ at }) => new Date(at),
    }),
    evaluatedAt: t.field({
      type: 'DateTimeISO',
      description: 'When this was decided.',
      resolve: ({ evaluatedAt }) => new Date(evaluatedAt),
    }),
    nextPossibleAt: t.field({
      type: 'DateTimeISO',
      nullable: true,
      description: 'On DEFER, the next lawful instant on the same facts.',
      resolve: ({ nextPossibleAt }) => (nextPossibleAt === null ? null : new Date(nextPossibleAt)),
    }),
    ruleIds: t.stringList({
      description: 'The provisions in force on that day that bear on the question.',
      resolve: ({ ruleIds }) => [...ruleIds],
    }),
    position: t.expose('position', {
      type: 'Position',
      description: 'Position of the latest event that this decision could see.',
    }),
  }),
})
