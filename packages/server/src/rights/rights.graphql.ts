import { ConsentEventRef } from '../consent/event.graphql.ts'
import { API, builder } from '../platform/builder.ts'
import { acting, resultOf } from '../platform/mutation.ts'
import {
  ConflictRef,
  IdempotencyMismatchRef,
  InvalidInputRef,
  NotFoundRef,
} from '../platform/problem.graphql.ts'
import { ErasureGroundRef } from '../platform/vocabulary.graphql.ts'
import { eraseRecord, type EraseRecordPayload } from './erase.service.ts'

const EraseRecordInputRef = builder.inputType('EraseRecordInput', {
  description: 'Which record to erase, and why.',
  fields: (f) => ({
    idempotencyKey: f.string({ description: '1 to 128 characters.' }),
    event: f.id({ description: 'Id of the submission, or of the objection.' }),
    ground: f.field({
      type: ErasureGroundRef,
      description:
        'PERSON_REQUEST and RETENTION_OVER are refused while the law wants the proof kept; UNLAWFUL_PROCESSING, that it should never have been made, is not.',
    }),
    contractConcludedAt: f.field({
      type: 'DateTimeISO',
      required: false,
      description:
        'When a contract was concluded on the strength of it: the proof is kept five years from then.',
    }),
    litigation: f.boolean({
      required: false,
      description: 'Whether it is evidence in a dispute: then it is kept.',
    }),
  }),
})

const EraseRecordPayloadRef = builder.objectRef<EraseRecordPayload>('EraseRecordPayload').implement({
  description: 'An erasure that is on disk.',
  fields: (t) => ({
    event: t.field({
      type: ConsentEventRef,
      description: 'The event that says so; it names the one erased, and nothing of the person.',
      resolve: ({ event }) => event,
    }),
  }),
})

builder.mutationField('eraseRecord', (t) =>
  t.field({
    type: resultOf('EraseRecordResult', [
      EraseRecordPayloadRef,
      NotFoundRef,
      InvalidInputRef,
      ConflictRef,
      IdempotencyMismatchRef,
    ]),
    subGraphs: API,
    authScopes: { scope: 'consent:erase' },
    description:
      'Erases the personal record of a submission for good (GDPR art. 17). Its statement, the log and every other proof verify as before; who asked for it is not contacted either. Answered once the record is gone; its old bytes leave the files of the database then too, or as soon as nothing reads an older state.',
    args: { input: t.arg({ type: EraseRecordInputRef, description: 'The erasure.' }) },
    resolve: acting(eraseRecord),
  }),
)
