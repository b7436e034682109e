import { renderGraphiQL } from '@graphql-yoga/render-graphiql'

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/**
 * GraphiQL for development, from this server alone (no CDN). The demo key is filled in only for a page asked for by
 * a loopback name, so that a demo opened to a network does not hand its key to whoever looks.
 */
export const graphiqlPage =
  (demoKey: string, query: string) =>
  (request: Request): string => {
    const local = LOOPBACK.test(request.headers.get('host') ?? '')
    return renderGraphiQL({
      title: 'Constat',
      endpoint: '/graphql',
      defaultQuery: query,
      headers: JSON.stringify({ authorization: `Bearer ${local ? demoKey : 'constat_secret_…'}` }, null, 2),
    })
  }
