// Printed from the schemas by `node --conditions=@constat/source packages/law/src/testing/print-readers.ts`; do not edit.
import { isTimeZone } from '../calendar/time-zone.ts'
import { isSlotInOrder, readDate, readInstant } from './facts.ts'

type Bag = { readonly [key: string]: unknown }

const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sizeOf = (bag: Bag): number => Object.keys(bag).length

const read1 = (value: unknown) => {
  switch (value) {
    case 'CONTACT':
      return value
    default:
      return undefined
  }
}

const read2 = (value: unknown) => {
  switch (value) {
    case 'AUTOMATED_CALL':
    case 'LIVE_CALL':
    case 'SMS':
    case 'EMAIL':
    case 'FAX':
    case 'POST':
    case 'SOCIAL_MESSAGE':
      return value
    default:
      return undefined
  }
}

const read3 = (value: unknown) => {
  switch (value) {
    case 'COMMERCIAL_PROSPECTING':
    case 'NON_COMMERCIAL_CHARITY':
    case 'NON_COMMERCIAL_POLITICAL':
    case 'SURVEY':
    case 'PUBLIC_SERVICE':
    case 'PRESS_SUBSCRIPTION':
    case 'CONTRACT_PERFORMANCE':
    case 'CALLBACK_REQUESTED':
    case 'CONSENT_REQUEST':
      return value
    default:
      return undefined
  }
}

const read4 = (value: unknown) =>
  typeof value === 'string' && value.length >= 1 && value.length <= 200 ? value : undefined

const read5 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const { goods: ofgoods } = value
  const goodsRead = ofgoods == null ? null : read4(ofgoods)
  if (goodsRead === undefined) return undefined
  if (sizeOf(value) !== (ofgoods === undefined ? 0 : 1)) return undefined
  const read = { goods: goodsRead }
  return read
}

const read6 = (value: unknown) => {
  if (!Array.isArray(value)) return undefined
  const list: Exclude<ReturnType<typeof read2>, undefined>[] = []
  for (const each of value) {
    const read = read2(each)
    if (read === undefined) return undefined
    list.push(read)
  }
  return list
}

const read7 = (value: unknown) => {
  if (!Array.isArray(value)) return undefined
  const list: Exclude<ReturnType<typeof read4>, undefined>[] = []
  for (const each of value) {
    const read = read4(each)
    if (read === undefined) return undefined
    list.push(read)
  }
  return list
}

const read8 = (value: unknown) => {
  switch (value) {
    case 'NAMED':
    case 'CATEGORY_ONLY':
      return value
    default:
      return undefined
  }
}

const read9 = (value: unknown) => {
  switch (value) {
    case 'UNTICKED_BOX':
    case 'DOUBLE_OPT_IN':
    case 'PAPER_SIGNED':
    case 'ORAL_RECORDED':
    case 'PRETICKED_BOX':
    case 'TERMS_ACCEPTANCE':
    case 'CONTINUED_BROWSING':
    case 'PREWRITTEN_MENTION':
      return value
    default:
      return undefined
  }
}

const read10 = (value: unknown) => (typeof value === 'boolean' ? value : undefined)

const read11 = (value: unknown) => {
  switch (value) {
    case 'PROFESSIONAL_ID':
    case 'GOODS_NATURE':
    case 'CHOICE':
    case 'PERIOD':
    case 'WITHDRAWAL':
    case 'DURABLE_ACCESS':
      return value
    default:
      return undefined
  }
}

const read12 = (value: unknown) => {
  if (!Array.isArray(value)) return undefined
  const list: Exclude<ReturnType<typeof read11>, undefined>[] = []
  for (const each of value) {
    const read = read11(each)
    if (read === undefined) return undefined
    list.push(read)
  }
  return list
}

const read13 = (value: unknown) => {
  switch (value) {
    case 'COMPLETE':
    case 'INCOMPLETE':
    case 'NONE':
      return value
    default:
      return undefined
  }
}

const read14 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const { start: ofstart, end: ofend } = value
  const startRead = readInstant(ofstart)
  const endRead = readInstant(ofend)
  if (startRead === undefined || endRead === undefined) return undefined
  if (sizeOf(value) !== (ofstart === undefined ? 0 : 1) + (ofend === undefined ? 0 : 1)) return undefined
  const read = { start: startRead, end: endRead }
  return isSlotInOrder(read) ? read : undefined
}

const read15 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const {
    givenAt: ofgivenAt,
    channels: ofchannels,
    goods: ofgoods,
    advertisers: ofadvertisers,
    recipientNaming: ofrecipientNaming,
    method: ofmethod,
    separateFromTerms: ofseparateFromTerms,
    freelyGiven: offreelyGiven,
    deceptiveDesign: ofdeceptiveDesign,
    informedOf: ofinformedOf,
    periodEnd: ofperiodEnd,
    tacitRenewalClause: oftacitRenewalClause,
    proof: ofproof,
    withdrawnAt: ofwithdrawnAt,
    slot: ofslot,
    outOfHours: ofoutOfHours,
    parentalJoint: ofparentalJoint,
  } = value
  const givenAtRead = ofgivenAt == null ? null : readInstant(ofgivenAt)
  const channelsRead = ofchannels == null ? null : read6(ofchannels)
  const goodsRead = ofgoods == null ? null : read7(ofgoods)
  const advertisersRead = ofadvertisers == null ? null : read7(ofadvertisers)
  const recipientNamingRead = ofrecipientNaming == null ? null : read8(ofrecipientNaming)
  const methodRead = ofmethod == null ? null : read9(ofmethod)
  const separateFromTermsRead = ofseparateFromTerms == null ? null : read10(ofseparateFromTerms)
  const freelyGivenRead = offreelyGiven == null ? null : read10(offreelyGiven)
  const deceptiveDesignRead = ofdeceptiveDesign == null ? null : read10(ofdeceptiveDesign)
  const informedOfRead = ofinformedOf == null ? null : read12(ofinformedOf)
  const periodEndRead = ofperiodEnd == null ? null : readDate(ofperiodEnd)
  const tacitRenewalClauseRead = oftacitRenewalClause == null ? null : read10(oftacitRenewalClause)
  const proofRead = ofproof == null ? null : read13(ofproof)
  const withdrawnAtRead = ofwithdrawnAt == null ? null : readInstant(ofwithdrawnAt)
  const slotRead = ofslot == null ? null : read14(ofslot)
  const outOfHoursRead =
    ofoutOfHours == null ? false : typeof ofoutOfHours === 'boolean' ? ofoutOfHours : undefined
  const parentalJointRead =
    ofparentalJoint == null ? false : typeof ofparentalJoint === 'boolean' ? ofparentalJoint : undefined
  if (
    givenAtRead === undefined ||
    channelsRead === undefined ||
    goodsRead === undefined ||
    advertisersRead === undefined ||
    recipientNamingRead === undefined ||
    methodRead === undefined ||
    separateFromTermsRead === undefined ||
    freelyGivenRead === undefined ||
    deceptiveDesignRead === undefined ||
    informedOfRead === undefined ||
    periodEndRead === undefined ||
    tacitRenewalClauseRead === undefined ||
    proofRead === undefined ||
    withdrawnAtRead === undefined ||
    slotRead === undefined ||
    outOfHoursRead === undefined ||
    parentalJointRead === undefined
  )
    return undefined
  if (
    sizeOf(value) !==
    (ofgivenAt === undefined ? 0 : 1) +
      (ofchannels === undefined ? 0 : 1) +
      (ofgoods === undefined ? 0 : 1) +
      (ofadvertisers === undefined ? 0 : 1) +
      (ofrecipientNaming === undefined ? 0 : 1) +
      (ofmethod === undefined ? 0 : 1) +
      (ofseparateFromTerms === undefined ? 0 : 1) +
      (offreelyGiven === undefined ? 0 : 1) +
      (ofdeceptiveDesign === undefined ? 0 : 1) +
      (ofinformedOf === undefined ? 0 : 1) +
      (ofperiodEnd === undefined ? 0 : 1) +
      (oftacitRenewalClause === undefined ? 0 : 1) +
      (ofproof === undefined ? 0 : 1) +
      (ofwithdrawnAt === undefined ? 0 : 1) +
      (ofslot === undefined ? 0 : 1) +
      (ofoutOfHours === undefined ? 0 : 1) +
      (ofparentalJoint === undefined ? 0 : 1)
  )
    return undefined
  const read = {
    givenAt: givenAtRead,
    channels: channelsRead,
    goods: goodsRead,
    advertisers: advertisersRead,
    recipientNaming: recipientNamingRead,
    method: methodRead,
    separateFromTerms: separateFromTermsRead,
    freelyGiven: freelyGivenRead,
    deceptiveDesign: deceptiveDesignRead,
    informedOf: informedOfRead,
    periodEnd: periodEndRead,
    tacitRenewalClause: tacitRenewalClauseRead,
    proof: proofRead,
    withdrawnAt: withdrawnAtRead,
    slot: slotRead,
    outOfHours: outOfHoursRead,
    parentalJoint: parentalJointRead,
  }
  return read
}

const read16 = (value: unknown) => {
  switch (value) {
    case 'OBJECTION':
    case 'STOP':
    case 'REFUSED_DURING_CALL':
    case 'ORAL_WITHDRAWAL':
      return value
    default:
      return undefined
  }
}

const read17 = (value: unknown) => {
  switch (value) {
    case 'ALL':
    case 'PHONE':
    case 'SMS':
    case 'EMAIL':
    case 'FAX':
    case 'POST':
    case 'SOCIAL_MESSAGE':
      return value
    default:
      return undefined
  }
}

const read18 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const { kind: ofkind, at: ofat, scope: ofscope } = value
  const kindRead = ofkind == null ? null : read16(ofkind)
  const atRead = ofat == null ? null : readInstant(ofat)
  const scopeRead = ofscope == null ? null : read17(ofscope)
  if (kindRead === undefined || atRead === undefined || scopeRead === undefined) return undefined
  if (
    sizeOf(value) !==
    (ofkind === undefined ? 0 : 1) + (ofat === undefined ? 0 : 1) + (ofscope === undefined ? 0 : 1)
  )
    return undefined
  const read = { kind: kindRead, at: atRead, scope: scopeRead }
  return read
}

const read19 = (value: unknown) => {
  if (!Array.isArray(value)) return undefined
  const list: Exclude<ReturnType<typeof readDate>, undefined>[] = []
  for (const each of value) {
    const read = readDate(each)
    if (read === undefined) return undefined
    list.push(read)
  }
  return list
}

const read20 = (value: unknown) => {
  switch (value) {
    case 'ACTIVE':
    case 'RESTRICTED':
    case 'ERASED':
    case 'DECEASED':
      return value
    default:
      return undefined
  }
}

const read21 = (value: unknown) => {
  switch (value) {
    case 'B2C_CONSUMER':
    case 'B2B_PROFESSIONAL':
    case 'LEGAL_ENTITY':
    case 'UNKNOWN':
      return value
    default:
      return undefined
  }
}

const read22 = (value: unknown) => (typeof value === 'string' && isTimeZone(value) ? value : undefined)

const read23 = (value: unknown) =>
  typeof value === 'string' && /^[A-Z]{2}(?:-[A-Z]+)*$/.test(value) ? value : undefined

const read24 = (value: unknown) => {
  switch (value) {
    case 'GENERAL':
    case 'ENERGY_RENOVATION':
    case 'HOME_ADAPTATION':
    case 'CPF_TRAINING':
    case 'INSURANCE':
    case 'PRESS':
      return value
    default:
      return undefined
  }
}

const read25 = (value: unknown) => {
  switch (value) {
    case 'MANUAL':
    case 'PROGRESSIVE':
    case 'PREDICTIVE':
    case 'PRERECORDED':
    case 'AI_VOICE':
      return value
    default:
      return undefined
  }
}

const read26 = (value: unknown) => {
  switch (value) {
    case 'PERSONAL':
    case 'PROFESSIONAL_NAMED':
    case 'PROFESSIONAL_GENERIC':
    case 'MIXED':
      return value
    default:
      return undefined
  }
}

const read27 = (value: unknown) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= 150 ? value : undefined

const read28 = (value: unknown) => {
  switch (value) {
    case 'EMPLOYEE':
    case 'EXECUTIVE':
    case 'SOLE_TRADER':
    case 'LIBERAL':
      return value
    default:
      return undefined
  }
}

const read29 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const { kind: ofkind, offerRelevant: ofofferRelevant, registerOpposition: ofregisterOpposition } = value
  const kindRead = ofkind == null ? null : read28(ofkind)
  const offerRelevantRead = ofofferRelevant == null ? null : read10(ofofferRelevant)
  const registerOppositionRead =
    ofregisterOpposition == null
      ? false
      : typeof ofregisterOpposition === 'boolean'
        ? ofregisterOpposition
        : undefined
  if (kindRead === undefined || offerRelevantRead === undefined || registerOppositionRead === undefined)
    return undefined
  if (
    sizeOf(value) !==
    (ofkind === undefined ? 0 : 1) +
      (ofofferRelevant === undefined ? 0 : 1) +
      (ofregisterOpposition === undefined ? 0 : 1)
  )
    return undefined
  const read = {
    kind: kindRead,
    offerRelevant: offerRelevantRead,
    registerOpposition: registerOppositionRead,
  }
  return read
}

const read30 = (value: unknown) => {
  switch (value) {
    case 'DIRECT_FORM':
    case 'BUSINESS_CARD':
    case 'COMPANY_WEBSITE':
    case 'PRO_DIRECTORY':
    case 'PUBLIC_DIRECTORY':
    case 'OPERATOR_DIRECTORY':
    case 'LINKEDIN_PUBLIC':
    case 'LINKEDIN_RESTRICTED':
    case 'SCRAPED':
    case 'PARTNER_TRANSFER':
    case 'PARTNER_REFERRAL':
    case 'BOUGHT_FILE':
    case 'CONTEST':
    case 'RANDOM_DIAL':
    case 'INFORMAL_EXCHANGE':
      return value
    default:
      return undefined
  }
}

const read31 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const {
    kind: ofkind,
    collector: ofcollector,
    provenanceDocumented: ofprovenanceDocumented,
    antiProspectingFlag: ofantiProspectingFlag,
  } = value
  const kindRead = ofkind == null ? null : read30(ofkind)
  const collectorRead = ofcollector == null ? null : read4(ofcollector)
  const provenanceDocumentedRead =
    ofprovenanceDocumented == null
      ? false
      : typeof ofprovenanceDocumented === 'boolean'
        ? ofprovenanceDocumented
        : undefined
  const antiProspectingFlagRead =
    ofantiProspectingFlag == null
      ? false
      : typeof ofantiProspectingFlag === 'boolean'
        ? ofantiProspectingFlag
        : undefined
  if (
    kindRead === undefined ||
    collectorRead === undefined ||
    provenanceDocumentedRead === undefined ||
    antiProspectingFlagRead === undefined
  )
    return undefined
  if (
    sizeOf(value) !==
    (ofkind === undefined ? 0 : 1) +
      (ofcollector === undefined ? 0 : 1) +
      (ofprovenanceDocumented === undefined ? 0 : 1) +
      (ofantiProspectingFlag === undefined ? 0 : 1)
  )
    return undefined
  const read = {
    kind: kindRead,
    collector: collectorRead,
    provenanceDocumented: provenanceDocumentedRead,
    antiProspectingFlag: antiProspectingFlagRead,
  }
  return read
}

const read32 = (value: unknown) => {
  switch (value) {
    case 'NONE':
    case 'ACCOUNT_ONLY':
    case 'QUOTE_REQUEST':
    case 'CONTRACT_CURRENT':
    case 'CONTRACT_ENDED':
      return value
    default:
      return undefined
  }
}

const read33 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const {
    status: ofstatus,
    saleMade: ofsaleMade,
    offerAnalogous: ofofferAnalogous,
    offerRelatedToContract: ofofferRelatedToContract,
    sameLegalEntity: ofsameLegalEntity,
    freemium: offreemium,
  } = value
  const statusRead = ofstatus == null ? null : read32(ofstatus)
  const saleMadeRead = ofsaleMade == null ? false : typeof ofsaleMade === 'boolean' ? ofsaleMade : undefined
  const offerAnalogousRead =
    ofofferAnalogous == null ? false : typeof ofofferAnalogous === 'boolean' ? ofofferAnalogous : undefined
  const offerRelatedToContractRead =
    ofofferRelatedToContract == null
      ? false
      : typeof ofofferRelatedToContract === 'boolean'
        ? ofofferRelatedToContract
        : undefined
  const sameLegalEntityRead =
    ofsameLegalEntity == null ? false : typeof ofsameLegalEntity === 'boolean' ? ofsameLegalEntity : undefined
  const freemiumRead = offreemium == null ? false : typeof offreemium === 'boolean' ? offreemium : undefined
  if (
    statusRead === undefined ||
    saleMadeRead === undefined ||
    offerAnalogousRead === undefined ||
    offerRelatedToContractRead === undefined ||
    sameLegalEntityRead === undefined ||
    freemiumRead === undefined
  )
    return undefined
  if (
    sizeOf(value) !==
    (ofstatus === undefined ? 0 : 1) +
      (ofsaleMade === undefined ? 0 : 1) +
      (ofofferAnalogous === undefined ? 0 : 1) +
      (ofofferRelatedToContract === undefined ? 0 : 1) +
      (ofsameLegalEntity === undefined ? 0 : 1) +
      (offreemium === undefined ? 0 : 1)
  )
    return undefined
  const read = {
    status: statusRead,
    saleMade: saleMadeRead,
    offerAnalogous: offerAnalogousRead,
    offerRelatedToContract: offerRelatedToContractRead,
    sameLegalEntity: sameLegalEntityRead,
    freemium: freemiumRead,
  }
  return read
}

const read34 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const {
    requestedAt: ofrequestedAt,
    proof: ofproof,
    scopeOk: ofscopeOk,
    addressee: ofaddressee,
    slot: ofslot,
  } = value
  const requestedAtRead = ofrequestedAt == null ? null : readInstant(ofrequestedAt)
  const proofRead = ofproof == null ? null : read10(ofproof)
  const scopeOkRead = ofscopeOk == null ? null : read10(ofscopeOk)
  const addresseeRead = ofaddressee == null ? null : read4(ofaddressee)
  const slotRead = ofslot == null ? null : read14(ofslot)
  if (
    requestedAtRead === undefined ||
    proofRead === undefined ||
    scopeOkRead === undefined ||
    addresseeRead === undefined ||
    slotRead === undefined
  )
    return undefined
  if (
    sizeOf(value) !==
    (ofrequestedAt === undefined ? 0 : 1) +
      (ofproof === undefined ? 0 : 1) +
      (ofscopeOk === undefined ? 0 : 1) +
      (ofaddressee === undefined ? 0 : 1) +
      (ofslot === undefined ? 0 : 1)
  )
    return undefined
  const read = {
    requestedAt: requestedAtRead,
    proof: proofRead,
    scopeOk: scopeOkRead,
    addressee: addresseeRead,
    slot: slotRead,
  }
  return read
}

const read35 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const {
    informedAtCollection: ofinformedAtCollection,
    optoutOfferedAtCollection: ofoptoutOfferedAtCollection,
    art14GivenOrPlanned: ofart14GivenOrPlanned,
    sourceWillBeStated: ofsourceWillBeStated,
  } = value
  const informedAtCollectionRead =
    ofinformedAtCollection == null
      ? false
      : typeof ofinformedAtCollection === 'boolean'
        ? ofinformedAtCollection
        : undefined
  const optoutOfferedAtCollectionRead =
    ofoptoutOfferedAtCollection == null
      ? false
      : typeof ofoptoutOfferedAtCollection === 'boolean'
        ? ofoptoutOfferedAtCollection
        : undefined
  const art14GivenOrPlannedRead =
    ofart14GivenOrPlanned == null
      ? false
      : typeof ofart14GivenOrPlanned === 'boolean'
        ? ofart14GivenOrPlanned
        : undefined
  const sourceWillBeStatedRead =
    ofsourceWillBeStated == null
      ? false
      : typeof ofsourceWillBeStated === 'boolean'
        ? ofsourceWillBeStated
        : undefined
  if (
    informedAtCollectionRead === undefined ||
    optoutOfferedAtCollectionRead === undefined ||
    art14GivenOrPlannedRead === undefined ||
    sourceWillBeStatedRead === undefined
  )
    return undefined
  if (
    sizeOf(value) !==
    (ofinformedAtCollection === undefined ? 0 : 1) +
      (ofoptoutOfferedAtCollection === undefined ? 0 : 1) +
      (ofart14GivenOrPlanned === undefined ? 0 : 1) +
      (ofsourceWillBeStated === undefined ? 0 : 1)
  )
    return undefined
  const read = {
    informedAtCollection: informedAtCollectionRead,
    optoutOfferedAtCollection: optoutOfferedAtCollectionRead,
    art14GivenOrPlanned: art14GivenOrPlannedRead,
    sourceWillBeStated: sourceWillBeStatedRead,
  }
  return read
}

const read36 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const { listed: oflisted, lastCheck: oflastCheck } = value
  const listedRead = oflisted == null ? null : read10(oflisted)
  const lastCheckRead = oflastCheck == null ? null : readDate(oflastCheck)
  if (listedRead === undefined || lastCheckRead === undefined) return undefined
  if (sizeOf(value) !== (oflisted === undefined ? 0 : 1) + (oflastCheck === undefined ? 0 : 1))
    return undefined
  const read = { listed: listedRead, lastCheck: lastCheckRead }
  return read
}

const read37 = (value: unknown) => {
  switch (value) {
    case 'GEOGRAPHIC':
    case 'MOBILE':
    case 'NPV':
    case 'NPUEPT':
    case 'PREMIUM':
    case 'SHORT_CODE':
      return value
    default:
      return undefined
  }
}

const read38 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const { class: ofclass, masked: ofmasked, assignedToAdvertiser: ofassignedToAdvertiser } = value
  const classRead = ofclass == null ? null : read37(ofclass)
  const maskedRead = ofmasked == null ? false : typeof ofmasked === 'boolean' ? ofmasked : undefined
  const assignedToAdvertiserRead = ofassignedToAdvertiser == null ? null : read10(ofassignedToAdvertiser)
  if (classRead === undefined || maskedRead === undefined || assignedToAdvertiserRead === undefined)
    return undefined
  if (
    sizeOf(value) !==
    (ofclass === undefined ? 0 : 1) +
      (ofmasked === undefined ? 0 : 1) +
      (ofassignedToAdvertiser === undefined ? 0 : 1)
  )
    return undefined
  const read = { class: classRead, masked: maskedRead, assignedToAdvertiser: assignedToAdvertiserRead }
  return read
}

const read39 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const {
    identityStated: ofidentityStated,
    optoutMeans: ofoptoutMeans,
    subjectTruthful: ofsubjectTruthful,
    aiDisclosed: ofaiDisclosed,
  } = value
  const identityStatedRead = ofidentityStated == null ? null : read10(ofidentityStated)
  const optoutMeansRead = ofoptoutMeans == null ? null : read10(ofoptoutMeans)
  const subjectTruthfulRead = ofsubjectTruthful == null ? null : read10(ofsubjectTruthful)
  const aiDisclosedRead = ofaiDisclosed == null ? null : read10(ofaiDisclosed)
  if (
    identityStatedRead === undefined ||
    optoutMeansRead === undefined ||
    subjectTruthfulRead === undefined ||
    aiDisclosedRead === undefined
  )
    return undefined
  if (
    sizeOf(value) !==
    (ofidentityStated === undefined ? 0 : 1) +
      (ofoptoutMeans === undefined ? 0 : 1) +
      (ofsubjectTruthful === undefined ? 0 : 1) +
      (ofaiDisclosed === undefined ? 0 : 1)
  )
    return undefined
  const read = {
    identityStated: identityStatedRead,
    optoutMeans: optoutMeansRead,
    subjectTruthful: subjectTruthfulRead,
    aiDisclosed: aiDisclosedRead,
  }
  return read
}

const read40 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const {
    kind: ofkind,
    at: ofat,
    channel: ofchannel,
    purpose: ofpurpose,
    advertiser: ofadvertiser,
    offer: ofoffer,
    consent: ofconsent,
    opposition: ofopposition,
    attemptDates: ofattemptDates,
    subjectState: ofsubjectState,
    erasedAt: oferasedAt,
    audience: ofaudience,
    timeZone: oftimeZone,
    territory: ofterritory,
    sector: ofsector,
    dialing: ofdialing,
    coordinate: ofcoordinate,
    age: ofage,
    lastContactFromPerson: oflastContactFromPerson,
    professional: ofprofessional,
    source: ofsource,
    relation: ofrelation,
    callback: ofcallback,
    notice: ofnotice,
    bloctel: ofbloctel,
    callerId: ofcallerId,
    message: ofmessage,
  } = value
  const kindRead = read1(ofkind)
  const atRead = readInstant(ofat)
  const channelRead = read2(ofchannel)
  const purposeRead = ofpurpose == null ? null : read3(ofpurpose)
  const advertiserRead = ofadvertiser == null ? null : read4(ofadvertiser)
  const offerRead = ofoffer == null ? null : read5(ofoffer)
  const consentRead = ofconsent == null ? null : read15(ofconsent)
  const oppositionRead = ofopposition == null ? null : read18(ofopposition)
  const attemptDatesRead = ofattemptDates == null ? null : read19(ofattemptDates)
  const subjectStateRead = ofsubjectState == null ? null : read20(ofsubjectState)
  const erasedAtRead = oferasedAt == null ? null : readInstant(oferasedAt)
  const audienceRead = ofaudience == null ? null : read21(ofaudience)
  const timeZoneRead = oftimeZone == null ? null : read22(oftimeZone)
  const territoryRead = ofterritory == null ? null : read23(ofterritory)
  const sectorRead = ofsector == null ? null : read24(ofsector)
  const dialingRead = ofdialing == null ? null : read25(ofdialing)
  const coordinateRead = ofcoordinate == null ? null : read26(ofcoordinate)
  const ageRead = ofage == null ? null : read27(ofage)
  const lastContactFromPersonRead = oflastContactFromPerson == null ? null : readDate(oflastContactFromPerson)
  const professionalRead = ofprofessional == null ? null : read29(ofprofessional)
  const sourceRead = ofsource == null ? null : read31(ofsource)
  const relationRead = ofrelation == null ? null : read33(ofrelation)
  const callbackRead = ofcallback == null ? null : read34(ofcallback)
  const noticeRead = ofnotice == null ? null : read35(ofnotice)
  const bloctelRead = ofbloctel == null ? null : read36(ofbloctel)
  const callerIdRead = ofcallerId == null ? null : read38(ofcallerId)
  const messageRead = ofmessage == null ? null : read39(ofmessage)
  if (
    kindRead === undefined ||
    atRead === undefined ||
    channelRead === undefined ||
    purposeRead === undefined ||
    advertiserRead === undefined ||
    offerRead === undefined ||
    consentRead === undefined ||
    oppositionRead === undefined ||
    attemptDatesRead === undefined ||
    subjectStateRead === undefined ||
    erasedAtRead === undefined ||
    audienceRead === undefined ||
    timeZoneRead === undefined ||
    territoryRead === undefined ||
    sectorRead === undefined ||
    dialingRead === undefined ||
    coordinateRead === undefined ||
    ageRead === undefined ||
    lastContactFromPersonRead === undefined ||
    professionalRead === undefined ||
    sourceRead === undefined ||
    relationRead === undefined ||
    callbackRead === undefined ||
    noticeRead === undefined ||
    bloctelRead === undefined ||
    callerIdRead === undefined ||
    messageRead === undefined
  )
    return undefined
  if (
    sizeOf(value) !==
    (ofkind === undefined ? 0 : 1) +
      (ofat === undefined ? 0 : 1) +
      (ofchannel === undefined ? 0 : 1) +
      (ofpurpose === undefined ? 0 : 1) +
      (ofadvertiser === undefined ? 0 : 1) +
      (ofoffer === undefined ? 0 : 1) +
      (ofconsent === undefined ? 0 : 1) +
      (ofopposition === undefined ? 0 : 1) +
      (ofattemptDates === undefined ? 0 : 1) +
      (ofsubjectState === undefined ? 0 : 1) +
      (oferasedAt === undefined ? 0 : 1) +
      (ofaudience === undefined ? 0 : 1) +
      (oftimeZone === undefined ? 0 : 1) +
      (ofterritory === undefined ? 0 : 1) +
      (ofsector === undefined ? 0 : 1) +
      (ofdialing === undefined ? 0 : 1) +
      (ofcoordinate === undefined ? 0 : 1) +
      (ofage === undefined ? 0 : 1) +
      (oflastContactFromPerson === undefined ? 0 : 1) +
      (ofprofessional === undefined ? 0 : 1) +
      (ofsource === undefined ? 0 : 1) +
      (ofrelation === undefined ? 0 : 1) +
      (ofcallback === undefined ? 0 : 1) +
      (ofnotice === undefined ? 0 : 1) +
      (ofbloctel === undefined ? 0 : 1) +
      (ofcallerId === undefined ? 0 : 1) +
      (ofmessage === undefined ? 0 : 1)
  )
    return undefined
  const read = {
    kind: kindRead,
    at: atRead,
    channel: channelRead,
    purpose: purposeRead,
    advertiser: advertiserRead,
    offer: offerRead,
    consent: consentRead,
    opposition: oppositionRead,
    attemptDates: attemptDatesRead,
    subjectState: subjectStateRead,
    erasedAt: erasedAtRead,
    audience: audienceRead,
    timeZone: timeZoneRead,
    territory: territoryRead,
    sector: sectorRead,
    dialing: dialingRead,
    coordinate: coordinateRead,
    age: ageRead,
    lastContactFromPerson: lastContactFromPersonRead,
    professional: professionalRead,
    source: sourceRead,
    relation: relationRead,
    callback: callbackRead,
    notice: noticeRead,
    bloctel: bloctelRead,
    callerId: callerIdRead,
    message: messageRead,
  }
  return read
}

const read41 = (value: unknown) => {
  switch (value) {
    case 'phone':
    case 'email':
      return value
    default:
      return undefined
  }
}

const read42 = (value: unknown) =>
  typeof value === 'string' && value.length >= 1 && value.length <= 320 ? value : undefined

const read43 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const { kind: ofkind, value: ofvalue } = value
  const kindRead = read41(ofkind)
  const valueRead = read42(ofvalue)
  if (kindRead === undefined || valueRead === undefined) return undefined
  if (sizeOf(value) !== (ofkind === undefined ? 0 : 1) + (ofvalue === undefined ? 0 : 1)) return undefined
  const read = { kind: kindRead, value: valueRead }
  return read
}

const read44 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const {
    audience: ofaudience,
    timeZone: oftimeZone,
    territory: ofterritory,
    sector: ofsector,
    dialing: ofdialing,
    coordinate: ofcoordinate,
    age: ofage,
    lastContactFromPerson: oflastContactFromPerson,
    professional: ofprofessional,
    source: ofsource,
    relation: ofrelation,
    callback: ofcallback,
    notice: ofnotice,
    bloctel: ofbloctel,
    callerId: ofcallerId,
    message: ofmessage,
  } = value
  const audienceRead = ofaudience == null ? null : read21(ofaudience)
  const timeZoneRead = oftimeZone == null ? null : read22(oftimeZone)
  const territoryRead = ofterritory == null ? null : read23(ofterritory)
  const sectorRead = ofsector == null ? null : read24(ofsector)
  const dialingRead = ofdialing == null ? null : read25(ofdialing)
  const coordinateRead = ofcoordinate == null ? null : read26(ofcoordinate)
  const ageRead = ofage == null ? null : read27(ofage)
  const lastContactFromPersonRead = oflastContactFromPerson == null ? null : readDate(oflastContactFromPerson)
  const professionalRead = ofprofessional == null ? null : read29(ofprofessional)
  const sourceRead = ofsource == null ? null : read31(ofsource)
  const relationRead = ofrelation == null ? null : read33(ofrelation)
  const callbackRead = ofcallback == null ? null : read34(ofcallback)
  const noticeRead = ofnotice == null ? null : read35(ofnotice)
  const bloctelRead = ofbloctel == null ? null : read36(ofbloctel)
  const callerIdRead = ofcallerId == null ? null : read38(ofcallerId)
  const messageRead = ofmessage == null ? null : read39(ofmessage)
  if (
    audienceRead === undefined ||
    timeZoneRead === undefined ||
    territoryRead === undefined ||
    sectorRead === undefined ||
    dialingRead === undefined ||
    coordinateRead === undefined ||
    ageRead === undefined ||
    lastContactFromPersonRead === undefined ||
    professionalRead === undefined ||
    sourceRead === undefined ||
    relationRead === undefined ||
    callbackRead === undefined ||
    noticeRead === undefined ||
    bloctelRead === undefined ||
    callerIdRead === undefined ||
    messageRead === undefined
  )
    return undefined
  if (
    sizeOf(value) !==
    (ofaudience === undefined ? 0 : 1) +
      (oftimeZone === undefined ? 0 : 1) +
      (ofterritory === undefined ? 0 : 1) +
      (ofsector === undefined ? 0 : 1) +
      (ofdialing === undefined ? 0 : 1) +
      (ofcoordinate === undefined ? 0 : 1) +
      (ofage === undefined ? 0 : 1) +
      (oflastContactFromPerson === undefined ? 0 : 1) +
      (ofprofessional === undefined ? 0 : 1) +
      (ofsource === undefined ? 0 : 1) +
      (ofrelation === undefined ? 0 : 1) +
      (ofcallback === undefined ? 0 : 1) +
      (ofnotice === undefined ? 0 : 1) +
      (ofbloctel === undefined ? 0 : 1) +
      (ofcallerId === undefined ? 0 : 1) +
      (ofmessage === undefined ? 0 : 1)
  )
    return undefined
  const read = {
    audience: audienceRead,
    timeZone: timeZoneRead,
    territory: territoryRead,
    sector: sectorRead,
    dialing: dialingRead,
    coordinate: coordinateRead,
    age: ageRead,
    lastContactFromPerson: lastContactFromPersonRead,
    professional: professionalRead,
    source: sourceRead,
    relation: relationRead,
    callback: callbackRead,
    notice: noticeRead,
    bloctel: bloctelRead,
    callerId: callerIdRead,
    message: messageRead,
  }
  return read
}

const read45 = (value: unknown) => {
  if (!isBag(value)) return undefined
  const {
    contact: ofcontact,
    channel: ofchannel,
    advertiser: ofadvertiser,
    goods: ofgoods,
    purpose: ofpurpose,
    at: ofat,
    sector: ofsector,
    facts: offacts,
  } = value
  const contactRead = read43(ofcontact)
  const channelRead = read2(ofchannel)
  const advertiserRead = read4(ofadvertiser)
  const goodsRead = ofgoods == null ? null : read4(ofgoods)
  const purposeRead = read3(ofpurpose)
  const atRead = readInstant(ofat)
  const sectorRead = ofsector == null ? null : read24(ofsector)
  const factsRead = read44(offacts === undefined ? {} : offacts)
  if (
    contactRead === undefined ||
    channelRead === undefined ||
    advertiserRead === undefined ||
    goodsRead === undefined ||
    purposeRead === undefined ||
    atRead === undefined ||
    sectorRead === undefined ||
    factsRead === undefined
  )
    return undefined
  if (
    sizeOf(value) !==
    (ofcontact === undefined ? 0 : 1) +
      (ofchannel === undefined ? 0 : 1) +
      (ofadvertiser === undefined ? 0 : 1) +
      (ofgoods === undefined ? 0 : 1) +
      (ofpurpose === undefined ? 0 : 1) +
      (ofat === undefined ? 0 : 1) +
      (ofsector === undefined ? 0 : 1) +
      (offacts === undefined ? 0 : 1)
  )
    return undefined
  const read = {
    contact: contactRead,
    channel: channelRead,
    advertiser: advertiserRead,
    goods: goodsRead,
    purpose: purposeRead,
    at: atRead,
    sector: sectorRead,
    facts: factsRead,
  }
  return read
}

/** Reads a question of kind CONTACT as its schema does; undefined for what the schema refuses. */
export const readContact = read40

/** Reads an eligibility query as its schema does; undefined for what the schema refuses. */
export const readQuery = read45
