import { createServer } from 'node:http'
import { serve } from '@hono/node-server'
import { createSchema, createYoga } from 'graphql-yoga'
import { Hono } from 'hono'

/** The floor: GraphQL with nothing behind it, as Yoga's documentation runs it or behind the HTTP layer that Constat has. */
const yoga = createYoga({
  schema: createSchema({
    typeDefs: 'type Query { hello: String! }',
    resolvers: { Query: { hello: () => 'world' } },
  }),
  logging: false,
  graphiql: false,
  landingPage: false,
})

const port = Number(process.env['BENCH_PORT'])

if (process.env['BENCH_BEHIND'] === 'hono') {
  const app = new Hono()
  app.all('*', (c) => yoga.fetch(c.req.raw))
  serve({ fetch: app.fetch, hostname: '127.0.0.1', port })
} else createServer(yoga).listen(port, '127.0.0.1')
