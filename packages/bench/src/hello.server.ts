import { serve } from '@hono/node-server'
import { createSchema, createYoga } from 'graphql-yoga'
import { Hono } from 'hono'

/** The floor: the same HTTP and GraphQL stack with nothing behind it. */
const yoga = createYoga({
  schema: createSchema({
    typeDefs: 'type Query { hello: String! }',
    resolvers: { Query: { hello: () => 'world' } },
  }),
  logging: false,
  graphiql: false,
  landingPage: false,
})

const app = new Hono()
app.get('/readyz', (c) => c.text('ready'))
app.post('/graphql', (c) => yoga.fetch(c.req.raw))

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env['BENCH_PORT']) })
