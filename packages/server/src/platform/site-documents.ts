// Added to by `pnpm generate`.

/**
 * Every document by which a released widget or client asks the Site graph, by its id. A page may carry a widget of years
 * ago: what was released is never taken out.
 */
export const SITE_DOCUMENTS: { readonly [id: string]: string } = {
  '6bc8654a000e':
    'mutation StartCapture($input: StartCaptureInput!) { startCapture(input: $input) { kind: __typename ... on Problem { message } ... on StartCapturePayload { challenge notice { sha256 } } } }',
  '990c10d400eb':
    'mutation RecordConsent($input: RecordConsentInput!) { recordConsent(input: $input) { kind: __typename ... on InvalidInput { issues { path rule } } ... on RecordConsentPayload { receipt { id manageUrl } } } }',
  d3f52bb416ff:
    'query Notice($key: String!, $locale: Locale) { notice(key: $key, locale: $locale) { document sha256 } }',
  ff8cb579af6e:
    'mutation RecordConsent($input: RecordConsentInput!) { recordConsent(input: $input) { kind: __typename ... on Problem { issues { path rule } message } ... on RecordConsentPayload { receipt { id manageUrl } } } }',
  'sha256:6bc8654a000e125d626d3da6d4e69c2bb29e15e7a82ac24fdad799b5c962bd4e':
    'mutation StartCapture($input: StartCaptureInput!) { startCapture(input: $input) { kind: __typename ... on Problem { message } ... on StartCapturePayload { challenge notice { sha256 } } } }',
  'sha256:990c10d400ebc4f3d298c21c87cf15946d78f2efc861018dc67442a1168092a7':
    'mutation RecordConsent($input: RecordConsentInput!) { recordConsent(input: $input) { kind: __typename ... on InvalidInput { issues { path rule } } ... on RecordConsentPayload { receipt { id manageUrl } } } }',
  'sha256:9d1c89d94c1c79463b9227bbc73fa430108e9c1c7c25fad790e66a71eb7db480':
    'fragment NoticeVersionFields on NoticeVersion { document id key locale publishedAt sha256 version } query NoticeVersion($sha256: Sha256!) { noticeVersion(sha256: $sha256) { ...NoticeVersionFields } }',
  'sha256:d2c99250c140be06f9f206f4d5d9e988b5822877ae6a7ed946a123a5f8546051':
    'fragment NoticeVersionFields on NoticeVersion { document id key locale publishedAt sha256 version } fragment ProblemFields on Problem { __typename code issues { message path rule } message } mutation StartCapture($input: StartCaptureInput!) { startCapture(input: $input) { __typename ...ProblemFields ... on StartCapturePayload { challenge expiresAt notice { ...NoticeVersionFields } } } }',
  'sha256:d3f52bb416ffb29687676a8afc79751bfedc1c6c39b034004fa4e371efaedbfc':
    'query Notice($key: String!, $locale: Locale) { notice(key: $key, locale: $locale) { document sha256 } }',
  'sha256:fb34063cc4443c128a5ebe279a841edb13dfd9d39d97327a004c02e69518c2fc':
    'fragment NoticeVersionFields on NoticeVersion { document id key locale publishedAt sha256 version } query Notice($key: String!, $locale: Locale) { notice(key: $key, locale: $locale) { ...NoticeVersionFields } }',
}
