import { ContactKeyRef } from '../consent/contact.graphql.ts'
import { API, builder } from '../platform/builder.ts'
import { InvalidInputRef } from '../platform/problem.graphql.ts'
import { ChannelRef, PurposeRef } from '../platform/vocabulary.graphql.ts'
import type { EligibilityInput } from './asked.ts'
import { checkEligibilityBatch, type RefDecision } from './batch.service.ts'
import { DecisionRef } from './decision.graphql.ts'
import { checkEligibility } from './eligibility.service.ts'
import { explain } from './explain.service.ts'
import { FactsInputRef, toFacts } from './facts.graphql.ts'

const EligibilityInputRef = builder.inputType('EligibilityInput', {
  description: 'What the server knows is looked up; what only the caller knows is passed in `facts`.',
  fields: (f) => ({
    contact: f.field({ type: ContactKeyRef, description: 'Whom.' }),
    channel: f.field({ type: ChannelRef, description: 'By which means.' }),
    advertiser: f.string({ description: 'Party key of who wants to contact.' }),
    goods: f.string({ required: false, description: 'Key of the goods offered.' }),
    purpose: f.field({
      type: PurposeRef,
      required: false,
      defaultValue: 'COMMERCIAL_PROSPECTING',
      description: 'What for.',
    }),
    at: f.field({
      type: 'DateTimeISO',
      required: false,
      description: 'When: now, the past, or up to a year ahead.',
    }),
    profile: f.field({
      type: builder.enumType('LawProfile', {
        description:
          'How doubtful points of law are read: as statute and CNIL do, or each doubt against contact.',
        values: { STANDARD: { value: 'standard' }, STRICT: { value: 'strict' } } as const,
      }),
      required: false,
      defaultValue: 'strict',
      description: 'How doubtful points of law are read.',
    }),
    facts: f.field({ type: FactsInputRef, required: false, description: 'What only the caller knows.' }),
  }),
})

const toInput = (input: typeof EligibilityInputRef.$inferInput): EligibilityInput => ({
  ...input,
  goods: input.goods ?? null,
  purpose: input.purpose ?? 'COMMERCIAL_PROSPECTING',
  profile: input.profile ?? 'strict',
  at: input.at?.getTime() ?? null,
  facts: toFacts(input.facts ?? {}),
})

builder.queryField('checkEligibility', (t) =>
  t.field({
    type: DecisionRef,
    subGraphs: API,
    authScopes: { scope: 'eligibility:read' },
    description: 'Decides whether a contact may be made. A refusal to contact is a decision, never an error.',
    args: { input: t.arg({ type: EligibilityInputRef, description: 'The question.' }) },
    resolve: (_root, { input }, { deps, principal }) => checkEligibility(deps, principal, toInput(input)),
  }),
)

const EligibilityItemRef = builder.inputType('EligibilityItem', {
  description: 'One question of a batch.',
  fields: (f) => ({
    ref: f.string({ description: 'Your own name for it, given back with the answer.' }),
    input: f.field({ type: EligibilityInputRef, description: 'The question.' }),
  }),
})

const RefDecisionRef = builder.objectRef<RefDecision>('RefDecision').implement({
  description: 'The answer to one question of a batch: a decision or a problem.',
  fields: (t) => ({
    ref: t.exposeString('ref', { description: 'Your name for the question.' }),
    decision: t.field({
      type: DecisionRef,
      nullable: true,
      description: 'The answer; null when the question cannot be read.',
      resolve: ({ decision }) => decision,
    }),
    problem: t.field({
      type: InvalidInputRef,
      nullable: true,
      description: 'Why the question cannot be read; null when it can.',
      resolve: (answer) => answer.problem,
    }),
  }),
})

builder.queryField('checkEligibilityBatch', (t) =>
  t.field({
    type: [RefDecisionRef],
    subGraphs: API,
    authScopes: { scope: 'eligibility:read' },
    description:
      'Decides 1 to 1,000 questions at one position, in their order; one that cannot be read does not stop the others.',
    args: { items: t.arg({ type: [EligibilityItemRef], description: 'The questions.' }) },
    resolve: async (_root, { items }, { deps, principal }) => [
      ...(await checkEligibilityBatch(
        deps,
        principal,
        items.map(({ ref, input }) => ({ ref, input: toInput(input) })),
      )),
    ],
  }),
)

builder.queryField('explain', (t) =>
  t.field({
    type: [DecisionRef],
    subGraphs: API,
    authScopes: { scope: 'eligibility:read' },
    description:
      'A decision for each question ever put to this contact, in the order in which it was first put, then for each that an objection answers; strict, without facts of your own.',
    args: {
      contact: t.arg({ type: ContactKeyRef, description: 'Whom.' }),
      at: t.arg({
        type: 'DateTimeISO',
        required: false,
        description: 'When: now, the past, or up to a year ahead.',
      }),
    },
    resolve: async (_root, { contact, at }, { deps, principal }) => [
      ...(await explain(deps, principal, { contact, at: at?.getTime() ?? null })),
    ],
  }),
)
