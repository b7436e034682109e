import { Hono, type Context as HttpContext } from 'hono'
import { PERSON_HEADERS } from '../consent/person.page.ts'
import type { Deps } from '../platform/context.ts'
import { isFromOwnPage } from '../platform/own-page.ts'
import { confirmByLink, openLink } from './confirm.service.ts'
import { confirmationPage, unknownConfirmationPage } from './confirmation.page.ts'
import { CONFIRM_PATH } from './request.service.ts'

const STATUS = { ASKED: 200, CONFIRMED: 200, EXPIRED: 410, OVER: 410 } as const

const show = async (deps: Deps, c: HttpContext, token: string): Promise<Response> => {
  const view = await openLink(deps, token)
  return view
    ? c.html(confirmationPage(view), STATUS[view.state], PERSON_HEADERS)
    : c.html(unknownConfirmationPage(), 404, PERSON_HEADERS)
}

/** The pages behind the links that contacts are sent: GET shows, only POST confirms. */
export const confirmationRoutes = (deps: Deps): Hono => {
  const app = new Hono()
  const path = `${CONFIRM_PATH}/:token` as const
  app.get(path, (c) => show(deps, c, c.req.param('token')))
  app.post(path, async (c) => {
    // Whoever posts from another site has the token, but not the person.
    if (!isFromOwnPage(c.req.raw.headers, deps.issuer))
      return c.text('Open the link and press its button.', 403, PERSON_HEADERS)
    const token = c.req.param('token')
    await confirmByLink(deps, token)
    // See-other, so that a reload asks for the page and not for another confirmation.
    return c.body(null, 303, { ...PERSON_HEADERS, location: `${CONFIRM_PATH}/${token}` })
  })
  return app
}
