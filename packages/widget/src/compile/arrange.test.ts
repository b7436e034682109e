import { describe, expect, test } from 'vitest'
import { arrange, sha256, type Arrangement } from './arrange.ts'

const FILE = {
  code: 'var a=1,b=e=>e+a,c=b(2),d=({e:r})=>{let{x:t}=r;return t+top};print(c,d)',
  sourceNames: new Map([
    ['a', 'one'],
    ['b', 'add'],
    ['c', 'sum'],
    ['d', 'draw'],
  ]),
  members: new Set(['e']),
}
const unnamed = { sha256: '', list: [] }

describe('a minified file', () => {
  test('is written in the order that the arrangement says, but for what must stand before', () => {
    const { code } = arrange(FILE, { order: ['draw', 'sum', 'one', 'add'], names: unnamed })
    expect(code).toBe('var d=({e:r})=>{let{x:t}=r;return t+top},a=1,b=e=>e+a,c=b(2);print(c,d)')
  })

  test('has what a function reads that is called where it stands before it', () => {
    const file = { ...FILE, code: 'var a=1,b=(()=>a)(),c=[1].map(e=>e+a),d=()=>a;print(b,c,d)' }
    const { code } = arrange(file, { order: ['draw', 'sum', 'add', 'one'], names: unnamed })
    expect(code).toBe('var d=()=>a,a=1,c=[1].map(e=>e+a),b=(()=>a)();print(b,c,d)')
  })

  test('keeps a declaration that the arrangement does not know behind the one before it', () => {
    const { code } = arrange(FILE, { order: ['draw', 'one'], names: unnamed })
    expect(code).toBe('var d=({e:r})=>{let{x:t}=r;return t+top},a=1,b=e=>e+a,c=b(2);print(c,d)')
  })

  test('is named as the arrangement says where that is for this very file, members with it, what the platform reads as it is', () => {
    const order: readonly string[] = []
    const list = ['k', 'l', 'm', 'n', 'x', 'e', 'x', 'p']
    const named = (file: string): Arrangement => ({ order, names: { sha256: sha256(file), list } })
    expect(arrange(FILE, named(FILE.code)).code).toBe(
      'var k=1,l=x=>x+k,m=l(2),n=({p:e})=>{let{x:x}=e;return x+top};print(m,n)',
    )
    expect(arrange(FILE, named('another')).code).toBe(FILE.code)
  })

  test('tells where each of its characters stood', () => {
    const { code, origins } = arrange(FILE, { order: ['draw'], names: unnamed })
    expect(code.indexOf('print')).toBeGreaterThan(0)
    expect(origins()[code.indexOf('print')]).toBe(FILE.code.indexOf('print'))
    expect(origins()[code.indexOf('({e')]).toBe(FILE.code.indexOf('({e'))
    expect(origins()).toHaveLength(code.length)
  })
})
