import type { NoticeDocument, NoticeParty, NoticeQuestion } from '@constat/core/notice'
import type { NoticeVersion } from '@constat/store'
import { API, BOTH, builder } from '../platform/builder.ts'
import { acting, resultOf } from '../platform/mutation.ts'
import { NodeRef } from '../platform/node.graphql.ts'
import {
  ConflictRef,
  InvalidInputRef,
  LintFindingRef,
  NoticeUnlawfulRef,
} from '../platform/problem.graphql.ts'
import { AudienceRef, ChannelRef, PurposeRef, QuestionKindRef } from '../platform/vocabulary.graphql.ts'
import { noticeBySha256 } from './notice-cache.ts'
import { documentOf } from './notice-cache.ts'
import { latestNotice, lint, publishNotice, type PublishNoticePayload } from './notice.service.ts'

/** A question together with the notice that gives its keys their meaning. */
export type QuestionInNotice = { readonly question: NoticeQuestion; readonly document: NoticeDocument }

const PartyRef = builder.objectRef<NoticeParty>('Party').implement({
  description: 'A legal person named in notices: the controller or an advertiser.',
  subGraphs: BOTH,
  fields: (t) => ({
    key: t.exposeString('key', { description: 'One key means one legal name in a tenant.' }),
    legalName: t.exposeString('legalName', { description: 'Its registered name.' }),
  }),
})

export const QuestionRef = builder.objectRef<QuestionInNotice>('Question').implement({
  description: 'One purpose × one channel × named advertisers.',
  subGraphs: BOTH,
  fields: (t) => ({
    key: t.string({ description: 'Unique in its notice.', resolve: ({ question }) => question.key }),
    kind: t.field({
      type: QuestionKindRef,
      description: 'Whether it asks for consent or shows an objection box.',
      resolve: ({ question }) => question.kind,
    }),
    purpose: t.field({
      type: PurposeRef,
      description: 'What the contact is for.',
      resolve: ({ question }) => question.purpose,
    }),
    channel: t.field({
      type: ChannelRef,
      description: 'The means of contact.',
      resolve: ({ question }) => question.channel,
    }),
    audience: t.field({
      type: AudienceRef,
      description: 'Whom the notice addresses.',
      resolve: ({ document }) => document.audience,
    }),
    advertisers: t.field({
      type: [PartyRef],
      description: 'Who may contact the person.',
      resolve: ({ question, document }) =>
        document.parties.filter(({ key }) => question.advertisers.includes(key)),
    }),
    goods: t.stringList({
      description: 'Keys of the goods it is about.',
      resolve: ({ question }) => [...question.goods],
    }),
    label: t.string({ description: 'The words beside the box.', resolve: ({ question }) => question.label }),
    periodDays: t.int({
      nullable: true,
      description: 'Days the consent lasts; null where no end is stated.',
      resolve: ({ question }) => question.periodDays ?? null,
    }),
  }),
})

export const NoticeVersionRef = builder.objectRef<NoticeVersion>('NoticeVersion').implement({
  description:
    'A published notice in one locale: immutable, addressed by the SHA-256 of its canonical bytes (RFC 8785).',
  subGraphs: BOTH,
  interfaces: [NodeRef],
  fields: (t) => ({
    key: t.exposeString('key', { description: 'With the locale, the series it belongs to.' }),
    version: t.exposeInt('version', { description: 'Counts from 1 in the series.' }),
    locale: t.expose('locale', { type: 'Locale', description: 'Language of every text in it.' }),
    sha256: t.expose('sha256', { type: 'Sha256', description: 'Hash of its canonical bytes.' }),
    document: t.field({
      type: 'JSON',
      description: 'The whole document, schema constat/notice@1.',
      resolve: documentOf,
    }),
    questions: t.field({
      type: [QuestionRef],
      description: 'Its questions in order.',
      resolve: (notice) => {
        const document = documentOf(notice)
        return document.questions.map((question) => ({ question, document }))
      },
    }),
    publishedAt: t.field({
      type: 'DateTimeISO',
      description: 'When it was published.',
      resolve: ({ publishedAt }) => new Date(publishedAt),
    }),
  }),
})

builder.queryField('notice', (t) =>
  t.field({
    type: NoticeVersionRef,
    nullable: true,
    subGraphs: BOTH,
    authScopes: { scope: 'notice:read' },
    description: 'The latest published version of a notice; null when none has that key and locale.',
    args: {
      key: t.arg.string({ description: 'Key of the notice.' }),
      locale: t.arg({
        type: 'Locale',
        required: false,
        description: 'Without it, the language in which the notice was first published.',
      }),
    },
    resolve: async (_root, { key, locale }, { deps, principal }) =>
      latestNotice(deps, principal, key, locale),
  }),
)

builder.queryField('noticeVersion', (t) =>
  t.field({
    type: NoticeVersionRef,
    nullable: true,
    subGraphs: BOTH,
    authScopes: { scope: 'notice:read' },
    description: 'A version by its address, resolvable for ever; null when this tenant published none such.',
    args: { sha256: t.arg({ type: 'Sha256', description: 'SHA-256 of the canonical bytes.' }) },
    resolve: async (_root, { sha256 }, { deps, principal }) =>
      noticeBySha256(deps.store, principal.tenant, sha256),
  }),
)

const FACTS = 'What the document cannot show of the processing; what is left out is not judged.'

const FormFactsRef = builder.inputType('FormFacts', {
  description:
    'What no notice document can show of the processing and that makes information mandatory. What is left out or null is not known.',
  fields: (f) => ({
    fromPerson: f.boolean({
      required: false,
      description:
        'The data come from the person herself (GDPR art. 13), not from others (art. 14). Left out: they do when the notice asks questions.',
    }),
    requiredFields: f.boolean({
      required: false,
      description: 'The form has fields that must be filled in (GDPR art. 13(2)(e)).',
    }),
    dpoDesignated: f.boolean({
      required: false,
      description: 'A data protection officer is designated (GDPR art. 37).',
    }),
    transfers: f.boolean({
      required: false,
      description: 'Data go to a third country (GDPR art. 13(1)(f)).',
    }),
    automatedDecisions: f.boolean({
      required: false,
      description: 'Decisions are taken by automated means alone (GDPR art. 22).',
    }),
    concludesContract: f.boolean({
      required: false,
      description: 'The telephone number is asked when a contract is concluded (C. conso. L223-2).',
    }),
    callsOutOfHours: f.boolean({
      required: false,
      description: 'Calls at a precise time out of the lawful hours are agreed (C. conso. L223-1 al. 6).',
    }),
    recordsCalls: f.boolean({
      required: false,
      description:
        'Calls are recorded as proof of a contract. Left out: they are when the notice carries a REC_ item.',
    }),
    recordingIsDuty: f.boolean({
      required: false,
      description: 'A law makes the recording a duty (C. assur. L112-2-2).',
    }),
  }),
})

builder.queryField('lintNotice', (t) =>
  t.field({
    type: [LintFindingRef],
    subGraphs: API,
    authScopes: { scope: 'notice:read' },
    description:
      'What the law of today holds against a notice, errors and warnings; nothing is stored. One without errors can be published.',
    args: {
      document: t.arg({ type: 'JSON', description: 'Schema constat/notice@1.' }),
      facts: t.arg({ type: FormFactsRef, required: false, description: FACTS }),
    },
    resolve: (_root, { document, facts }, { deps }) => [...lint(deps, document, facts)],
  }),
)

const PublishNoticePayloadRef = builder.objectRef<PublishNoticePayload>('PublishNoticePayload').implement({
  description: 'The version that now holds the document.',
  fields: (t) => ({
    notice: t.field({ type: NoticeVersionRef, description: 'The version.', resolve: ({ notice }) => notice }),
    findings: t.field({
      type: [LintFindingRef],
      description: 'What the lint advises, all of them warnings: what it finds unlawful is not published.',
      resolve: ({ findings }) => [...findings],
    }),
  }),
})

builder.mutationField('publishNotice', (t) =>
  t.field({
    type: resultOf(
      'PublishNoticeResult',
      [PublishNoticePayloadRef, NoticeUnlawfulRef, InvalidInputRef, ConflictRef],
      { description: 'What came of a publication.' },
    ),
    subGraphs: API,
    authScopes: { scope: 'notice:write' },
    description: 'Publishes a notice as the next version of its series, if the lint finds no error in it.',
    args: {
      input: t.arg({
        description: 'The notice.',
        type: builder.inputType('PublishNoticeInput', {
          description: 'A notice to publish.',
          fields: (f) => ({
            document: f.field({ type: 'JSON', description: 'Schema constat/notice@1.' }),
            facts: f.field({ type: FormFactsRef, required: false, description: FACTS }),
          }),
        }),
      }),
    },
    resolve: acting(publishNotice),
  }),
)
