import { copyFile, readFile } from 'node:fs/promises'
import linker from '@angular/compiler-cli/linker/babel'
import { transformAsync } from '@babel/core'
import { build, type Plugin } from 'esbuild'

/** Angular's packages come half compiled; the linker does the rest, so that no compiler goes to the browser. */
const linked: Plugin = {
  name: 'angular-linker',
  setup: (pipeline) => {
    pipeline.onLoad({ filter: /@angular[\\/].*\.mjs$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      if (!source.includes('ɵɵngDeclare')) return null
      const options = { filename: path, plugins: [linker], compact: false, configFile: false, babelrc: false }
      return { contents: (await transformAsync(source, options))?.code ?? source, loader: 'js' }
    })
  },
}

await build({
  entryPoints: ['dist/compiled/main.js'],
  outfile: 'dist/site/main.js',
  bundle: true,
  minify: true,
  charset: 'utf8',
  format: 'esm',
  plugins: [linked],
  define: { ngDevMode: 'false', ngJitMode: 'false', ngServerMode: 'false' },
})
await copyFile('index.html', 'dist/site/index.html')
