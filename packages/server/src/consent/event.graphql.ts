import type { Answer } from '@constat/core/vocabulary'
import { findEvent, type ConsentEvent, type EventsPage } from '@constat/store'
import { QuestionRef, NoticeVersionRef, type QuestionInNotice } from '../notice/notice.graphql.ts'
import { documentOf } from '../notice/notice-cache.ts'
import { API, BOTH, builder } from '../platform/builder.ts'
import { ContactKeyRef } from './contact.graphql.ts'
import { NodeRef } from '../platform/node.graphql.ts'
import { PageInfoRef, pageOf } from '../platform/page.graphql.ts'
import {
  AnswerRef,
  EventKindRef,
  ObservationGradeRef,
  ProvenanceRef,
} from '../platform/vocabulary.graphql.ts'
import { contactHintOf, cursorOf, listEvents } from './event.service.ts'

type Choice = { readonly question: QuestionInNotice; readonly answer: Answer }

const ChoiceRef = builder.objectRef<Choice>('Choice').implement({
  description: 'The answer to one question.',
  subGraphs: BOTH,
  fields: (t) => ({
    question: t.field({
      type: QuestionRef,
      description: 'What was asked.',
      resolve: ({ question }) => question,
    }),
    answer: t.expose('answer', { type: AnswerRef, description: 'What the person answered.' }),
  }),
})

export const ConsentEventRef = builder.objectRef<ConsentEvent>('ConsentEvent')

ConsentEventRef.implement({
  description: 'An append-only fact about the consent of one person.',
  subGraphs: BOTH,
  interfaces: [NodeRef],
  fields: (t) => ({
    kind: t.expose('kind', { type: EventKindRef, description: 'What happened.' }),
    position: t.expose('position', { type: 'Position', description: 'Number of the event in its tenant.' }),
    occurredAt: t.field({
      type: 'DateTimeISO',
      description:
        'When it happened: a claim on IMPORTED events and on objections, else the time of recording.',
      resolve: ({ occurredAt }) => new Date(occurredAt),
    }),
    recordedAt: t.field({
      type: 'DateTimeISO',
      description: 'When this server put it on disk.',
      resolve: ({ recordedAt }) => new Date(recordedAt),
    }),
    provenance: t.expose('provenance', { type: ProvenanceRef, description: 'Who says so.' }),
    notice: t.field({
      type: NoticeVersionRef,
      nullable: true,
      description: 'The version that was shown.',
      resolve: async ({ noticeId }, _args, { loaders }) =>
        noticeId === null ? null : loaders.notice.load(noticeId),
    }),
    choices: t.field({
      type: [ChoiceRef],
      description:
        'The answer to each question of the notice; of a withdrawal or objection, the questions it ends.',
      resolve: async ({ eventId, noticeId }, _args, { loaders }) => {
        const notice = noticeId === null ? undefined : await loaders.notice.load(noticeId)
        if (!notice) return []
        const document = documentOf(notice)
        const answers = new Map(
          (await loaders.choices.load(eventId)).map((row) => [row.questionKey, row.answer]),
        )
        return document.questions.flatMap((question): Choice[] => {
          const answer = answers.get(question.key)
          return answer ? [{ question: { question, document }, answer }] : []
        })
      },
    }),
    statement: t.field({
      type: 'Jws',
      subGraphs: API,
      description: 'The signed statement: an SD-JWT (RFC 9901) that holds no personal data in clear.',
      resolve: async ({ eventId }, _args, { loaders }) => {
        const statement = await loaders.statement.load(eventId)
        if (!statement) throw new Error(`Event ${eventId} has no statement.`)
        return statement.jws
      },
    }),
    leafIndex: t.field({
      type: 'Position',
      nullable: true,
      subGraphs: API,
      description: 'Index of the statement in the log; null for the seconds until it has one.',
      resolve: async ({ jti }, _args, { loaders }) => (await loaders.leaf.load(jti))?.index ?? null,
    }),
    observationGrade: t.expose('grade', {
      type: ObservationGradeRef,
      description: 'What the measurements of the widget are worth.',
    }),
    supersedes: t.field({
      type: ConsentEventRef,
      nullable: true,
      subGraphs: API,
      description: 'The event that this one acts on.',
      resolve: ({ supersedes }, _args, { loaders }) =>
        supersedes === null ? null : loaders.event.load(supersedes),
    }),
    contactHint: t.string({
      nullable: true,
      subGraphs: API,
      description: 'The contact, masked; null once it is erased.',
      resolve: (event, _args, { deps, principal }) => contactHintOf(deps, principal, event),
    }),
  }),
})

const ConsentEventEdgeRef = builder.objectRef<ConsentEvent>('ConsentEventEdge').implement({
  description: 'An event in its place.',
  fields: (t) => ({
    cursor: t.string({ description: 'Its place.', resolve: cursorOf }),
    node: t.field({ type: ConsentEventRef, description: 'The event.', resolve: (event) => event }),
  }),
})

const ConsentEventConnectionRef = builder
  .objectRef<EventsPage & { readonly after: string | null | undefined }>('ConsentEventConnection')
  .implement({
    description: 'A page of events, oldest first.',
    fields: (t) => ({
      edges: t.field({
        type: [ConsentEventEdgeRef],
        description: 'The events.',
        resolve: ({ events }) => [...events],
      }),
      pageInfo: t.field({
        type: PageInfoRef,
        description: 'Where the page stands.',
        resolve: ({ events, hasNextPage, after }) => pageOf(events.map(cursorOf), hasNextPage, after),
      }),
    }),
  })

builder.queryField('event', (t) =>
  t.field({
    type: ConsentEventRef,
    nullable: true,
    subGraphs: API,
    authScopes: { scope: 'consent:read' },
    description: 'An event by its id; null when this tenant has none such.',
    args: { id: t.arg.id({ description: 'Its id.' }) },
    resolve: async (_root, { id }, { deps, principal }) => findEvent(deps.store.reader, principal.tenant, id),
  }),
)

builder.queryField('events', (t) =>
  t.field({
    type: ConsentEventConnectionRef,
    subGraphs: API,
    authScopes: { scope: 'consent:read' },
    description: 'The events of one contact with what acts on them, or all events; oldest first.',
    args: {
      contact: t.arg({
        type: ContactKeyRef,
        required: false,
        description: 'Without it, the events of everyone.',
      }),
      first: t.arg.int({ required: false, defaultValue: 20, description: 'How many, 1 to 100.' }),
      after: t.arg.string({ required: false, description: 'The `endCursor` of the page before.' }),
    },
    resolve: async (_root, args, { deps, principal }) => ({
      ...(await listEvents(deps, principal, { ...args, first: args.first ?? 20 })),
      after: args.after,
    }),
  }),
)
