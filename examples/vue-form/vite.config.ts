import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

export default defineConfig({
  // Vue must be told which tags are the platform's, or it looks for components of that name.
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('constat-') } } })],
  resolve: { conditions: ['@constat/source', 'module', 'browser', 'production'] },
  build: { outDir: 'dist/site', emptyOutDir: true },
})
