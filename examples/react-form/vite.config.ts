import { defineConfig } from 'vite'

export default defineConfig({
  resolve: { conditions: ['@constat/source', 'module', 'browser', 'production'] },
  build: { outDir: 'dist/site', emptyOutDir: true },
})
