import {
  COORDINATES,
  DIALINGS,
  PROFESSIONAL_KINDS,
  RELATION_STATUSES,
  SOURCE_KINDS,
  CALLER_ID_CLASSES,
  type StatedFacts,
} from '@constat/law'
import { builder } from '../platform/builder.ts'
import { AudienceRef, SectorRef } from '../platform/vocabulary.graphql.ts'
import { SlotInputRef } from '../consent/slot.graphql.ts'

const words = <const Values extends readonly string[]>(name: string, description: string, values: Values) =>
  builder.enumType(name, { description, values })

const ProfessionalFactsRef = builder.inputType('ProfessionalFacts', {
  description: 'The professional who is contacted for the job.',
  fields: (f) => ({
    kind: f.field({
      type: words('ProfessionalKind', 'What kind of professional.', PROFESSIONAL_KINDS),
      description: 'What kind of professional.',
    }),
    offerRelevant: f.boolean({
      description: 'Whether the offer is related to the profession: yours to judge.',
    }),
    registerOpposition: f.boolean({
      required: false,
      defaultValue: false,
      description: 'Opposed in the company register.',
    }),
  }),
})

const SourceFactsRef = builder.inputType('SourceFacts', {
  description: 'Where the contact comes from.',
  fields: (f) => ({
    kind: f.field({
      type: words('SourceKind', 'Where a contact was got.', SOURCE_KINDS),
      description: 'Where it was got.',
    }),
    collector: f.string({ description: 'Party key of who collected it.' }),
    provenanceDocumented: f.boolean({
      required: false,
      defaultValue: false,
      description: 'Whether you can prove it.',
    }),
    antiProspectingFlag: f.boolean({
      required: false,
      defaultValue: false,
      description: 'Marked as opposed in a directory.',
    }),
  }),
})

const RelationFactsRef = builder.inputType('RelationFacts', {
  description: 'What stands between the advertiser and the person.',
  fields: (f) => ({
    status: f.field({
      type: words('RelationStatus', 'State of the relation.', RELATION_STATUSES),
      description: 'State of the relation.',
    }),
    saleMade: f.boolean({
      required: false,
      defaultValue: false,
      description: 'The contact was got at a sale or service.',
    }),
    offerAnalogous: f.boolean({
      required: false,
      defaultValue: false,
      description: 'The offer is analogous to it: yours to judge.',
    }),
    offerRelatedToContract: f.boolean({
      required: false,
      defaultValue: false,
      description: 'It is related to the running contract: yours to judge.',
    }),
    sameLegalEntity: f.boolean({
      required: false,
      defaultValue: false,
      description: 'The same legal person made the sale.',
    }),
    freemium: f.boolean({
      required: false,
      defaultValue: false,
      description: 'A free account with indirect remuneration.',
    }),
  }),
})

const CallbackFactsRef = builder.inputType('CallbackFacts', {
  description: 'A call-back that the person asked for.',
  fields: (f) => ({
    requestedAt: f.field({ type: 'DateTimeISO', description: 'When she asked.' }),
    proof: f.boolean({ description: 'Whether you can prove it.' }),
    scopeOk: f.boolean({ description: 'Whether the call keeps to what she asked: yours to judge.' }),
    addressee: f.string({ required: false, description: 'Party key of whom she asked.' }),
    slot: f.field({ type: SlotInputRef, required: false, description: 'The time she asked for.' }),
  }),
})

const NoticeFactsRef = builder.inputType('NoticeFacts', {
  description: 'What the person was told.',
  fields: (f) => ({
    informedAtCollection: f.boolean({
      required: false,
      defaultValue: false,
      description: 'Told when the contact was collected.',
    }),
    optoutOfferedAtCollection: f.boolean({
      required: false,
      defaultValue: false,
      description: 'Could object there and then.',
    }),
    art14GivenOrPlanned: f.boolean({
      required: false,
      defaultValue: false,
      description: 'GDPR art. 14 notice by the first contact.',
    }),
    sourceWillBeStated: f.boolean({
      required: false,
      defaultValue: false,
      description: 'The source will be said.',
    }),
  }),
})

const BloctelFactsRef = builder.inputType('BloctelFacts', {
  description: 'Bloctel, for contacts up to 10 August 2026.',
  fields: (f) => ({
    listed: f.boolean({ description: 'Whether the number was listed.' }),
    lastCheck: f.field({ type: 'Date', required: false, description: 'When you last checked.' }),
  }),
})

const CallerIdFactsRef = builder.inputType('CallerIdFacts', {
  description: 'The number that will be shown.',
  fields: (f) => ({
    class: f.field({
      type: words('CallerIdClass', 'Class of a number in the French plan.', CALLER_ID_CLASSES),
      description: 'Its class.',
    }),
    masked: f.boolean({ required: false, defaultValue: false, description: 'Whether it is hidden.' }),
    assignedToAdvertiser: f.boolean({
      required: false,
      description: 'Assigned to the professional called for.',
    }),
  }),
})

const MessageFactsRef = builder.inputType('MessageFacts', {
  description: 'What will be said.',
  fields: (f) => ({
    identityStated: f.boolean({ description: 'Who calls or writes, and for whom.' }),
    optoutMeans: f.boolean({ description: 'How to stop it.' }),
    subjectTruthful: f.boolean({ description: 'The subject tells what it is.' }),
    aiDisclosed: f.boolean({ required: false, description: 'That a machine speaks, when one does.' }),
  }),
})

/** What only the caller knows. */
export const FactsInputRef = builder.inputType('FactsInput', {
  description: 'What only the caller knows. An absent fact is not known, which counts against contact.',
  fields: (f) => ({
    audience: f.field({
      type: AudienceRef,
      required: false,
      description: 'The stricter of this and the question’s.',
    }),
    timeZone: f.string({ required: false, description: 'IANA zone of the person; else that of the number.' }),
    territory: f.string({
      required: false,
      description: 'FR-MET, FR-ALSACE-MOSELLE, FR-RE …; else that of the number.',
    }),
    sector: f.field({ type: SectorRef, required: false, description: 'When the goods are unknown here.' }),
    dialing: f.field({
      type: words('Dialing', 'Who or what dials.', DIALINGS),
      required: false,
      description: 'Who or what dials.',
    }),
    coordinate: f.field({
      type: words('Coordinate', 'Whose address it is.', COORDINATES),
      required: false,
      description: 'Whose address it is.',
    }),
    age: f.int({ required: false, description: 'Age of the person, when known.' }),
    lastContactFromPerson: f.field({
      type: 'Date',
      required: false,
      description: 'Last sign of life of the person.',
    }),
    professional: f.field({ type: ProfessionalFactsRef, required: false, description: 'Of a professional.' }),
    source: f.field({ type: SourceFactsRef, required: false, description: 'Where the contact comes from.' }),
    relation: f.field({ type: RelationFactsRef, required: false, description: 'Contract, account or none.' }),
    callback: f.field({ type: CallbackFactsRef, required: false, description: 'A call-back asked for.' }),
    notice: f.field({ type: NoticeFactsRef, required: false, description: 'What the person was told.' }),
    bloctel: f.field({
      type: BloctelFactsRef,
      required: false,
      description: 'For contacts up to 10 August 2026.',
    }),
    callerId: f.field({
      type: CallerIdFactsRef,
      required: false,
      description: 'The number that will be shown.',
    }),
    message: f.field({ type: MessageFactsRef, required: false, description: 'What will be said.' }),
  }),
})

const slotOf = (slot: { start: Date; end: Date } | null | undefined) =>
  slot ? { start: slot.start.getTime(), end: slot.end.getTime() } : null

/** The facts in the words of the law: instants in epoch milliseconds. */
export const toFacts = ({ callback, ...facts }: typeof FactsInputRef.$inferInput): StatedFacts => ({
  ...facts,
  callback: callback && {
    ...callback,
    requestedAt: callback.requestedAt.getTime(),
    slot: slotOf(callback.slot),
  },
})
