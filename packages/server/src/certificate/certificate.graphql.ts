import type { IssuedCertificate } from '@constat/store'
import { ConsentEventRef } from '../consent/event.graphql.ts'
import { API, builder } from '../platform/builder.ts'
import { acting, resultOf } from '../platform/mutation.ts'
import { NodeRef } from '../platform/node.graphql.ts'
import { ConflictRef, InvalidInputRef, NotFoundRef } from '../platform/problem.graphql.ts'
import {
  certificateOf,
  documentOfCertificate,
  eventOf,
  issueCertificate,
  type IssueCertificatePayload,
} from './certificate.service.ts'

const CertificateRef = builder.objectRef<IssuedCertificate>('Certificate').implement({
  description: 'The proof of one submission for one party, that anyone verifies offline.',
  interfaces: [NodeRef],
  fields: (t) => ({
    event: t.field({
      type: ConsentEventRef,
      // It tells what the person answered about other parties too, which the certificate does not show.
      authScopes: { scope: 'consent:read' },
      description: 'The submission; it takes the scope consent:read.',
      resolve: (certificate, _args, { deps, principal }) => eventOf(deps, principal, certificate),
    }),
    document: t.field({
      type: 'JSON',
      description:
        'What to hand over: statement, answers, contact, notice, and their place in the log, under the best dated checkpoint there is by now.',
      resolve: (certificate, _args, { deps, principal }) =>
        documentOfCertificate(deps, principal, certificate),
    }),
    issuedAt: t.field({
      type: 'DateTimeISO',
      description: 'When it was issued.',
      resolve: ({ issuedAt }) => new Date(issuedAt),
    }),
  }),
})

const IssueCertificateInputRef = builder.inputType('IssueCertificateInput', {
  description: 'Of what, and for whom.',
  fields: (f) => ({
    event: f.id({ description: 'Id of the submission: its GIVEN or REFUSED event.' }),
    recipient: f.string({ description: 'Key of the party, in the notice, that the certificate is for.' }),
    questions: f.stringList({
      required: false,
      description: 'Only these questions, each naming the recipient; without it, all that name it.',
    }),
    disclose: f.stringList({
      required: false,
      defaultValue: ['phone', 'email'],
      description:
        'Which contacts it shows, as far as the person gave them and agreed that the recipient uses them.',
    }),
  }),
})

const IssueCertificatePayloadRef = builder
  .objectRef<IssueCertificatePayload>('IssueCertificatePayload')
  .implement({
    description: 'A certificate, and the record that it was issued.',
    fields: (t) => ({
      certificate: t.field({
        type: CertificateRef,
        description: 'The certificate.',
        resolve: ({ certificate }) => certificate,
      }),
    }),
  })

builder.queryField('certificate', (t) =>
  t.field({
    type: CertificateRef,
    nullable: true,
    subGraphs: API,
    authScopes: { scope: 'certificate:read' },
    description:
      'A certificate that this tenant issued; null when it has none such, or once its record is erased. A partner key finds those issued for its party.',
    args: { id: t.arg.id({ description: 'Its id.' }) },
    resolve: (_root, { id }, { deps, principal }) => certificateOf(deps, principal, id),
  }),
)

builder.mutationField('issueCertificate', (t) =>
  t.field({
    type: resultOf('IssueCertificateResult', [
      IssueCertificatePayloadRef,
      NotFoundRef,
      InvalidInputRef,
      ConflictRef,
    ]),
    subGraphs: API,
    authScopes: { scope: 'certificate:write' },
    description:
      'Issues the proof of a submission for a party that its notice names and that the person agreed to; the controller may have that of a refusal too. Conflict while no published checkpoint covers it that the published policy believes; its sentence says when to try again, or which witnesses are silent.',
    args: { input: t.arg({ type: IssueCertificateInputRef, description: 'The certificate.' }) },
    resolve: acting(issueCertificate),
  }),
)
