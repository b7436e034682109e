export { serveExample, type Constat, type ServedExample } from './serve.ts'
