import { DEVIS_NOTICE } from './notice.ts'

const [CALL] = DEVIS_NOTICE.questions

/** The question that a newcomer asks first, about the demo form. */
export const exampleQuery = (phone: string): string => `query {
  checkEligibility(input: {
    contact: { phone: "${phone}" }
    channel: LIVE_CALL
    advertiser: "${CALL?.advertisers[0] ?? ''}"
    goods: "${CALL?.goods[0] ?? ''}"
  }) {
    verdict
    reasons { code message citation }
    nextPossibleAt
    evidence { id kind recordedAt }
  }
}
`

/** What to do next, printed when the server answers. */
export const welcome = (url: string, demoFile: string): string => `
Constat is running.

  The form      ${url}/demo
  Playground    ${url}/playground
  GraphiQL      ${url}/graphql     (the demo's secret key is filled in)
  Keys          ${demoFile}

Fill the form in with 06 39 98 12 34, then ask in GraphiQL whether that number may be called.
Stop with Ctrl+C: the data stay for the next start.
`
