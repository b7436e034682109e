import type { InputIssue } from '@constat/core/problem'
import type { LintFinding } from '@constat/law'
import { BOTH, builder } from './builder.ts'
import { PROBLEM_CODES, type IdempotencyMismatch, type NoticeUnlawful, type Problem } from './problem.ts'

const InputIssueRef = builder.objectRef<InputIssue>('InputIssue').implement({
  description: 'One fault of an input.',
  subGraphs: BOTH,
  fields: (t) => ({
    path: t.stringList({
      description: 'Where it stands, from the root of the arguments.',
      resolve: ({ path }) => [...path],
    }),
    rule: t.exposeString('rule', { description: 'Stable name of the rule that it breaks.' }),
    message: t.exposeString('message', { description: 'What to do about it.' }),
  }),
})

const ProblemRef = builder.interfaceRef<Problem>('Problem').implement({
  description: 'What every typed refusal has in common. When one is answered, nothing was stored.',
  subGraphs: BOTH,
  fields: (t) => ({
    code: t.expose('code', {
      type: builder.enumType('ProblemCode', {
        description: 'Why something was refused, for programs. More codes may come: keep a default branch.',
        subGraphs: BOTH,
        values: PROBLEM_CODES,
      }),
      description: 'For programs.',
    }),
    message: t.exposeString('message', {
      description: 'For the developer who reads it; it holds no personal data.',
    }),
    issues: t.field({
      type: [InputIssueRef],
      description: 'Every fault, with its place and rule.',
      resolve: ({ issues }) => [...issues],
    }),
  }),
})

export const LintFindingRef = builder.objectRef<LintFinding>('LintFinding').implement({
  description: 'One rule of law that a notice breaks or strains.',
  fields: (t) => ({
    rule: t.exposeString('rule', {
      description:
        'CB-1 to CB-18, the id of a mandatory item, the rule that bans a sector (RULES.md), or WORDING_NOT_READ: the lint does not read the language.',
    }),
    path: t.stringList({ description: 'Where in the document.', resolve: ({ path }) => [...path] }),
    severity: t.expose('severity', {
      type: builder.enumType('LintSeverity', {
        description: 'An ERROR stops the publication, a WARNING does not.',
        values: ['ERROR', 'WARNING'] as const,
      }),
      description: 'Whether it stops the publication.',
    }),
    message: t.exposeString('message', { description: 'What to change.' }),
    citation: t.exposeString('citation', { description: 'The text that asks for it.' }),
  }),
})

export const InvalidInputRef = builder.objectRef<Problem<'InvalidInput'>>('InvalidInput').implement({
  description: 'The input breaks rules; every fault is listed.',
  subGraphs: BOTH,
  interfaces: [ProblemRef],
})

export const NotFoundRef = builder.objectRef<Problem<'NotFound'>>('NotFound').implement({
  description: 'Nothing of this tenant answers to that name; what belongs to others is not found either.',
  subGraphs: BOTH,
  interfaces: [ProblemRef],
})

export const ConflictRef = builder.objectRef<Problem<'Conflict'>>('Conflict').implement({
  description: 'It contradicts what is stored.',
  subGraphs: BOTH,
  interfaces: [ProblemRef],
})

export const ChallengeFailedRef = builder.objectRef<Problem<'ChallengeFailed'>>('ChallengeFailed').implement({
  description: 'The challenge or code is forged, wrong, used up or expired, or was made for something else.',
  subGraphs: BOTH,
  interfaces: [ProblemRef],
})

export const NotDeliveredRef = builder.objectRef<Problem<'NotDelivered'>>('NotDelivered').implement({
  description:
    'The mail relay or SMS gateway did not take the message, or nobody knows whether it did: ask again under a new idempotency key. Where the rule is `under-way`, ask under the same. The request counts for the limits all the same.',
  interfaces: [ProblemRef],
})

export const IdempotencyMismatchRef = builder
  .objectRef<IdempotencyMismatch>('IdempotencyMismatch')
  .implement({
    description: 'This idempotency key was used for another input; nothing was done.',
    subGraphs: BOTH,
    interfaces: [ProblemRef],
    fields: (t) => ({
      firstSeenAt: t.field({
        type: 'DateTimeISO',
        description: 'When the key was first used.',
        resolve: ({ firstSeenAt }) => new Date(firstSeenAt),
      }),
    }),
  })

export const NoticeUnlawfulRef = builder.objectRef<NoticeUnlawful>('NoticeUnlawful').implement({
  description: 'The notice may not be published: the lint found errors.',
  interfaces: [ProblemRef],
  fields: (t) => ({
    findings: t.field({
      type: [LintFindingRef],
      description: 'Everything the lint found, errors and warnings.',
      resolve: ({ findings }) => [...findings],
    }),
  }),
})
