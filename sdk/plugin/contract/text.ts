/**
 * A label in the languages of the interface. Vietnamese comes first and is always there; `certify` refuses a
 * plugin whose English is missing.
 */
export interface Text {
  vi: string
  en?: string
}

/** Languages of the interface, BCP 47. */
export type Lang = 'vi' | 'en'

/** What JSON can carry. Every value that crosses `ctx` is one of these, so it survives `structuredClone`. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** A JSON Schema, draft 2020-12. Titles may be given in both languages as `x-title: { vi, en }`. */
export type JsonSchema = object

/**
 * Where a piece of code lives: `module` is a path inside the package, `export` a dotted path from the module's
 * exports (`default.routes.nearest.run`). Authors never write one: `saola plugin build` puts it in the manifest
 * wherever the definition holds a function or names a UI file.
 */
export interface CodeRef {
  module: string
  export: string
}
