import type { Lang, RefusalForm } from '@saola/sdk'
import type { ProblemDocument } from './problem.ts'

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot carry them
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const KEPT = ['retry-after', 'allow', 'www-authenticate']

const escaped: Record<RefusalForm['escape'], (text: string) => string> = {
  json: (text) => JSON.stringify(text).slice(1, -1),
  xml: (text) => text.replace(FORBIDDEN, '').replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign),
}

/** The form that answers an address: the first whose suffix fits. */
export function formFor(forms: readonly RefusalForm[], path: string): RefusalForm | undefined {
  return forms.find(({ suffix }) => suffix === undefined || path.endsWith(suffix))
}

/** A problem in the form that a standard asks for, with the headers that belong to the problem. */
export function inForm(form: RefusalForm, problem: ProblemDocument, lang: Lang, plain: Response): Response {
  const { statuses = {}, details = {} } = form
  const status = statuses[problem.code] ?? statuses[String(problem.status)] ?? problem.status
  const said = Object.hasOwn(details, problem.code) ? details[problem.code] : undefined
  const values: Record<string, string> = {
    status: String(status),
    code: problem.code,
    title: problem.title,
    detail: said?.[lang] ?? said?.vi ?? problem.detail,
  }
  const body = form.body.replace(/\{(status|code|title|detail)\}/g, (_, name: string) =>
    escaped[form.escape](values[name] ?? ''),
  )
  const headers: Record<string, string> = { 'content-type': form.contentType, 'content-language': lang }
  for (const name of KEPT) {
    const value = plain.headers.get(name)
    if (value !== null && (name !== 'www-authenticate' || status === 401)) headers[name] = value
  }
  return new Response(body, { status, headers })
}
