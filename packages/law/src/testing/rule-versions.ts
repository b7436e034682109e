/** A rule version of law.md §0: the provisions that make it, its first second and its last, on the clock of Paris. */
export type RuleVersion = {
  readonly version: string
  readonly from: string | null
  readonly to: string | null
  readonly ids: readonly string[]
}

const version = (name: string, from: string | null, to: string | null, ids: string): RuleVersion => ({
  version: name,
  from,
  to,
  ids: ids.trim().split(/\s+/),
})

const GDPR = '2018-05-25T00:00:00+02:00'
const OPT_OUT = '2020-07-26T00:00:00+02:00'
const HOURS = '2023-03-01T00:00:00+01:00'
const BANS = '2025-07-02T00:00:00+02:00'
const OPT_OUT_OVER = '2026-08-10T23:59:59+02:00'
const OPT_IN = '2026-08-11T00:00:00+02:00'
const INSURANCE = '2022-04-01T00:00:00+02:00'

/** law.md §0, in its order; what has been the law since before any question we answer is not dated. */
export const RULE_VERSIONS: readonly RuleVersion[] = [
  version('Engine scope', null, '2020-07-25T23:59:59+02:00', 'scope:date'),
  version('RV-PHONE-OPTOUT', OPT_OUT, OPT_OUT_OVER, 'L223-1-v2020:opt-out'),
  version('L223-1, L223-5', OPT_OUT, null, 'L223-1:running-contract L223-5:press'),
  version(
    'RV-PHONE-OPTIN',
    OPT_IN,
    null,
    'L223-1-v2026:prior-consent L223-1-v2026:consent L223-1-v2026:transfer L223-7:cumulation',
  ),
  version(
    'RV-CONSENT-FORM',
    OPT_IN,
    null,
    'R223-1:goods-named R223-1:six-items R223-1:no-tacit-renewal R223-1:one-year R223-2:three-years',
  ),
  version('Before RV-CONSENT-FORM', null, OPT_OUT_OVER, 'GDPR-5-1-b:goods-by-phone GDPR-5-1-e:phone-proof'),
  version(
    'RV-BLOCTEL',
    OPT_OUT,
    OPT_OUT_OVER,
    'L223-1-v2020:bloctel L221-16-v2020:mention-bloctel L223-3:file-sale',
  ),
  version('Before RV-HOURS-2023', GDPR, '2023-02-28T23:59:59+01:00', 'GDPR-21:refusal-in-call'),
  version('RV-HOURS-2023', HOURS, OPT_OUT_OVER, 'D223-9-v2023:hours D223-9-v2023:cap D223-9-v2023:refusal'),
  version('RV-HOURS-2023, RV-HOURS-2026', HOURS, null, 'L223-1:slot-consented'),
  version('RV-HOURS-2026', OPT_IN, null, 'D223-9-v2026:hours D223-9-v2026:cap'),
  version('RV-L221-16-2026', OPT_IN, null, 'L221-16-v2026:refusal L221-16-v2026:end-on-refusal'),
  version('RV-ENERGY-PHONE', OPT_OUT, OPT_OUT_OVER, 'L223-1-v2020:energy'),
  version('RV-ENERGY-PHONE', OPT_IN, null, 'L223-1-v2026:energy'),
  version('RV-SECTOR-ELEC', BANS, null, 'L223-8:electronic-mail'),
  version('RV-ADAPT-PHONE (D-11)', BANS, OPT_OUT_OVER, 'L223-1-v2020:home-adaptation'),
  version('RV-ADAPT-PHONE', OPT_IN, null, 'L223-1-v2026:home-adaptation'),
  version('RV-CPF', '2022-12-21T00:00:00+01:00', null, 'L6323-8-1:cpf'),
  version('Before RV-INSURANCE', GDPR, '2022-03-31T23:59:59+02:00', 'GDPR-21:refusal-of-insurance'),
  version(
    'RV-INSURANCE',
    INSURANCE,
    null,
    'L112-2-2:refusal L112-2-2:end-on-refusal R112-7:recording-duty R112-7:objection',
  ),
  version(
    'RV-CALLERID',
    '2023-01-01T00:00:00+01:00',
    null,
    'ARCEP-2022-1583:automatic-system ARCEP-2022-1583:verified-number',
  ),
  version('RV-AI50', '2026-08-02T00:00:00+02:00', null, 'AI-50:disclosed AI-50:disclose'),
  version('RV-SMS-CHARTER', '2026-03-01T00:00:00+01:00', null, 'AF2M:hours'),
  version(
    'RV-GDPR',
    GDPR,
    null,
    `GDPR-5-6:lawful-source GDPR-5-2:documented-provenance GDPR-14:notice GDPR-14:source-stated GDPR-14:tell
     GDPR-14:state-source GDPR-17-18:subject-state GDPR-21:objection GDPR-21:refusal GDPR-21:yes-for-a-slot GDPR-7-3:oral-withdrawal
     GDPR-5-1-e:retention GDPR-44-49:safeguard GDPR-28:contract GDPR-44-49:transfer GDPR-6:service
     GDPR-6:performance GDPR-6:non-commercial GDPR-6:public-interest GDPR-6:professional
     GDPR-6:professional-interest GDPR-6:entity GDPR-6:no-personal-data GDPR-6:post GDPR-6:relevant-offer
     GDPR-13-21:informed CNIL:political-message GDPR-7-1:keep-proof GDPR-6:optout`,
  ),
]
