import { defaultClientConditions, defineConfig } from 'vite'
import solid from 'vite-plugin-solid'

// Static styles compile to calls on the style object, since the product forbids style attributes. The plugin hands
// the option on to the compiler without knowing it, hence not written in place.
const compiler = { generate: 'dom' as const, inlineStyles: false }

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [solid({ solid: compiler })],
  resolve: { conditions: ['saola-source', ...defaultClientConditions] },
  build: { outDir: '../../../.cache/gallery', emptyOutDir: true, assetsInlineLimit: 0 },
})
