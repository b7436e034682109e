import { RequestRefused, type Client, type RecordConsentInput } from '@constat/client'
import { readChoices, type PostedChoices } from '@constat/widget/form-data'

/** What the form of the demo site posts, read once. */
export type FormPost = PostedChoices & {
  readonly name: string
  readonly phone: string
  readonly email: string
}

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** Reads the posted fields; what is not an answer is left out. */
export const readForm = (form: FormData): FormPost => ({
  ...readChoices(form),
  name: textOf(form, 'nom'),
  phone: textOf(form, 'telephone'),
  email: textOf(form, 'email'),
})

/** The submission as the back end sends it itself when the browser's copy never arrived. */
const toInput = (post: FormPost, notice: string, fallbackId: string): RecordConsentInput => ({
  idempotencyKey: post.submission ?? fallbackId,
  notice,
  contact: { phone: post.phone || null, email: post.email || null },
  choices: [...post.choices],
  observation: post.observation,
  replaces: [...post.replaces],
})

/** What the back end knows of a submission in the end. */
export type Settled =
  | {
      readonly kind: 'receipt'
      readonly receipt: { readonly id: string; readonly manageUrl: string; readonly statement: string }
      readonly from: 'browser' | 'server'
    }
  | { readonly kind: 'refused'; readonly messages: readonly string[] }

/** How to wait for the browser's copy: so many looks, so far apart. */
export type Patience = { readonly looks: number; readonly wait: () => Promise<void> }

const awaitReceipt = async (client: Client, token: string, { looks, wait }: Patience) => {
  for (let look = 0; look < looks; look++) {
    const receipt = await client.receipt(token)
    if (receipt) return receipt
    await wait()
  }
  return null
}

// A refusal to record must not lose the quote request that came with it.
const refusalOf = (error: unknown) => {
  if (error instanceof RequestRefused) return { __typename: 'Refused', issues: error.issues } as const
  throw error
}

/**
 * Redeems the receipt token of a form; when the browser's copy does not come, sends the submission under the same
 * idempotency key, so that a late copy and this one are one.
 */
export const settle = async (
  client: Client,
  post: FormPost,
  notice: string,
  fallbackId: string,
  patience: Patience,
): Promise<Settled> => {
  const arrived = post.receiptToken ? await awaitReceipt(client, post.receiptToken, patience) : null
  if (arrived) return { kind: 'receipt', receipt: arrived, from: 'browser' }
  const recorded = await client.recordConsent(toInput(post, notice, fallbackId)).catch(refusalOf)
  return recorded.__typename === 'RecordConsentPayload'
    ? { kind: 'receipt', receipt: recorded.receipt, from: 'server' }
    : {
        kind: 'refused',
        messages: recorded.issues.map(({ path, message }) => `${path.join('.')} : ${message}`),
      }
}
