import {
  WIDGET_RELEASED,
  type StatementAnchor,
  type StatementPromise,
  type StatementWidget,
  type WidgetPayload,
} from './payload.ts'
import { newJti, signPayload, toSeconds, type Signer } from './sign-payload.ts'

/** The facts of a release of the widget. Times in epoch milliseconds. */
export type WidgetFacts = {
  readonly iss: string
  readonly recordedAt: number
  readonly widget: Required<StatementWidget>
  readonly promise?: StatementPromise | undefined
  readonly anchor?: StatementAnchor | undefined
}

/**
 * Signs that a build of the widget was released: with its place in the log it proves that the code existed before the
 * consents that name it (CNIL deliberation 2020-092).
 *
 * @throws TypeError when a fact is not portable JSON (see `isPortable`).
 */
export const makeWidgetStatement = (
  { iss, recordedAt, widget, promise, anchor }: WidgetFacts,
  signer: Signer,
): { readonly jti: string; readonly jws: string } => {
  const jti = newJti(signer.random)
  const iat = toSeconds(recordedAt)
  const payload: WidgetPayload = { v: 1, event: WIDGET_RELEASED, iss, jti, iat, widget, promise, anchor }
  return { jti, jws: signPayload(payload, signer) }
}
