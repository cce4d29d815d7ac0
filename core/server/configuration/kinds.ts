import { createPublicKey } from 'node:crypto'
import { type Contributed, type Effect, type Kernel, type Owner, Problem } from '@saola/kernel'
import { contributionSchemas, type Json, type JsonSchema, type ModelDef } from '@saola/sdk'
import { compileSchema, type ValueError } from '../http/json-schema.ts'
import { desiredOf, overrideKind, STUDIO_POINTS, type StudioPoint, splitId } from './desired.ts'
import { modelErrors, readOverride } from './model-document.ts'
import type { Snapshot } from './store.ts'

/** What a checked body becomes: under which kind and how it is stored, and what to know before it happens. */
export interface Prepared {
  kind: string
  data: Json
  /** Those that refuse among them: a plan shows them, a write throws them with {@link refuse}. */
  effects: Effect[]
}

type Plain = Record<string, Json>

const MODULE_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const NAME = /^[a-z][A-Za-z0-9_-]{0,62}$/
const text = {
  type: 'object',
  properties: {
    vi: { type: 'string', minLength: 1, maxLength: 500 },
    en: { type: 'string', minLength: 1, maxLength: 500 },
  },
  required: ['vi'],
  additionalProperties: false,
}

/** Kinds that are not contributions, each with the schema of its documents. */
const PLAIN_KINDS: Record<string, { ids: RegExp; schema: JsonSchema; more?: (data: Plain) => ValueError[] }> =
  {
    centre: {
      ids: /^main$/,
      schema: {
        type: 'object',
        properties: {
          name: text,
          /** Hosts of map tiles that the content policy of pages allows. */
          tileHosts: {
            type: 'array',
            maxItems: 20,
            items: { type: 'string', pattern: '^https?://[A-Za-z0-9.-]+(:\\d+)?$' },
          },
        },
        required: ['name'],
        additionalProperties: false,
      },
    },
    'studio-modules': {
      ids: MODULE_ID,
      schema: {
        type: 'object',
        properties: { name: text, state: { enum: ['on', 'off'] } },
        required: ['name'],
        additionalProperties: false,
      },
    },
    'trusted-keys': {
      ids: /^main$/,
      schema: {
        type: 'object',
        properties: {
          keys: {
            type: 'object',
            maxProperties: 200,
            additionalProperties: {
              type: 'object',
              properties: {
                label: { type: 'string', maxLength: 200 },
                publicKey: { type: 'string', maxLength: 1000 },
              },
              required: ['publicKey'],
              additionalProperties: false,
            },
          },
        },
        required: ['keys'],
        additionalProperties: false,
      },
      more: keyErrors,
    },
  }

/** Every kind that `/api/config` knows, besides the ones that other endpoints write. */
export const KINDS: readonly string[] = [...STUDIO_POINTS, 'settings', ...Object.keys(PLAIN_KINDS)]

export function isStudioPoint(kind: string): kind is StudioPoint {
  return (STUDIO_POINTS as readonly string[]).includes(kind)
}

/** Where the document behind an address is stored: what an administrator makes and changes are kept apart. */
export function storedKind(kernel: Kernel, snapshot: Snapshot, kind: string, id: string): string {
  if (!isStudioPoint(kind)) return kind
  const changes = overrideKind(kind)
  if (snapshot.get(changes, id)) return changes
  return isPlugin(kernel, splitId(id).module) ? changes : kind
}

/** Checks a body before it is stored. Throws a 404 or 422 problem that points at each place. */
export async function prepare(
  kernel: Kernel,
  snapshot: Snapshot,
  kind: string,
  id: string,
  body: Plain,
): Promise<Prepared> {
  if (isStudioPoint(kind)) return prepareContribution(kernel, snapshot, kind, id, body)
  if (kind === 'settings') return { kind, data: checkSettings(kernel, id, body), effects: [] }
  const plain = PLAIN_KINDS[kind]
  if (!plain?.ids.test(id)) throw unknownDocument(kind, id)
  if (kind === 'studio-modules' && isPlugin(kernel, id)) throw invalid(kind, [taken(id)])
  const errors = compileSchema(plain.schema)(body)
  if (errors.length === 0) errors.push(...(plain.more?.(body) ?? []))
  if (errors.length > 0) throw invalid(kind, errors)
  return { kind, data: body, effects: [] }
}

async function prepareContribution(
  kernel: Kernel,
  snapshot: Snapshot,
  point: StudioPoint,
  id: string,
  body: Plain,
): Promise<Prepared> {
  const { module, name } = splitId(id)
  if (!MODULE_ID.test(module) || !NAME.test(name) || module === 'core' || module.startsWith('core-')) {
    throw invalid(point, [
      error('', 'id', `Mã phải có dạng <phân hệ>.<tên>: ${id}`, `The id must be <module>.<name>: ${id}`),
    ])
  }
  const plugin = isPlugin(kernel, module)
  const kind = plugin ? overrideKind(point) : point
  const data = plugin ? override(kernel, point, id, body) : contribution(point, body)
  const after = withDocument(snapshot, kind, id, data)
  return { kind, data, effects: await effectsOf(kernel, module, after) }
}

function contribution(point: StudioPoint, body: Plain): Plain {
  const errors =
    point === 'models'
      ? modelErrors(body)
      : compileSchema(contributionSchemas[point] as unknown as JsonSchema)(body)
  if (errors.length > 0) throw invalid(point, errors)
  return body
}

function override(kernel: Kernel, point: StudioPoint, id: string, body: Plain): Plain {
  const base = baseOf(kernel, point, id)
  if (base === undefined) throw unknownDocument(point, id)
  if (point === 'models') {
    const { patch, errors } = readOverride(base as ModelDef, body)
    if (errors.length > 0) {
      throw new Problem(
        'override-refused',
        422,
        `${id} belongs to a plugin: only labels and x_… fields may be changed`,
        {
          culprit: id,
          extra: { errors },
        },
      )
    }
    return patch as Plain
  }
  const errors = compileSchema(contributionSchemas[point] as unknown as JsonSchema)(
    kernel.registry.merged(point, base, body),
  )
  if (errors.length > 0) throw invalid(point, errors)
  return body
}

/** A plugin's contribution as its manifest has it. */
export function baseOf(kernel: Kernel, point: StudioPoint, id: string): unknown {
  const { module, name } = splitId(id)
  const contributes = kernel.status(module)?.manifest?.contributes as Contributed | undefined
  return contributes?.[point]?.[name]
}

/** What the points say to a module's contributions as they would be. */
async function effectsOf(kernel: Kernel, module: string, after: Snapshot): Promise<Effect[]> {
  const desired = desiredOf(after)
  const status = kernel.status(module)
  const contributed: Contributed = {}
  const studio = desired.studio[module]
  const source = (studio?.contributes ?? status?.manifest?.contributes ?? {}) as Contributed
  for (const [point, entries] of Object.entries(source)) {
    if (!kernel.registry.has(point)) continue
    contributed[point] = {}
    for (const [name, data] of Object.entries(entries)) {
      const patch = studio ? undefined : desired.overrides[point]?.[`${module}.${name}`]
      contributed[point][name] = patch ? kernel.registry.merged(point, data, patch) : data
    }
  }
  const wrong = kernel.registry.validate(contributed)
  if (wrong.length > 0)
    throw new Problem('document-invalid', 422, wrong.slice(0, 5).join('; '), { culprit: module })
  // A module that is off changes nothing now; its points are asked again when it is switched on.
  const owner = kernel.owner(module) ?? (studio ? probe(module) : undefined)
  return owner ? kernel.registry.check(owner, contributed, false) : []
}

/** Throws what a point refuses, with every refusal in it. */
export function refuse(effects: Effect[]): void {
  const refused = effects.filter((effect) => effect.kind === 'refuses')
  const [first] = refused
  if (!first) return
  throw new Problem('change-refused', 422, first.text.en ?? first.text.vi, {
    culprit: first.subject,
    extra: { effects: refused },
  })
}

/** Stands for a module that does not run yet while its contributions are checked. */
function probe(id: string): Owner {
  const never = (): never => {
    throw new Error(`${id} is only being checked`)
  }
  return {
    id,
    version: '0.0.0',
    kind: 'studio',
    styles: [],
    capabilities: new Set(),
    get ctx() {
      return never()
    },
    invoke: never,
    require: never,
    fault: () => {},
  } as unknown as Owner
}

function withDocument(snapshot: Snapshot, kind: string, id: string, data: Json): Snapshot {
  return snapshot.with({ kind, id, data, revision: snapshot.revision, author: '', at: '' })
}

function checkSettings(kernel: Kernel, id: string, body: Plain): Json {
  const schema = kernel.status(id)?.manifest?.settings
  if (!schema) throw unknownDocument('settings', id)
  const errors = compileSchema(schema)(body)
  if (errors.length > 0) throw invalid('settings', errors)
  return body
}

function keyErrors(data: Plain): ValueError[] {
  const errors: ValueError[] = []
  for (const [name, key] of Object.entries(data.keys as Record<string, { publicKey: string }>)) {
    try {
      if (createPublicKey(key.publicKey).asymmetricKeyType === 'ed25519') continue
    } catch {
      // Told below, like a key of another kind.
    }
    errors.push(
      error(
        `/keys/${name}/publicKey`,
        'key',
        'Phải là khóa công khai Ed25519 dạng PEM',
        'Must be an Ed25519 public key as PEM',
      ),
    )
  }
  return errors
}

function isPlugin(kernel: Kernel, module: string): boolean {
  const status = kernel.status(module)
  return status !== undefined && status.origin !== 'studio' && status.manifest !== undefined
}

function unknownDocument(kind: string, id: string): Problem {
  return new Problem('document-unknown', 404, `There is no ${kind} ${id}`, { culprit: id })
}

function invalid(kind: string, errors: ValueError[]): Problem {
  const first = errors[0]
  const detail = `${kind}${first ? ` ${first.pointer || '/'}: ${first.detail.en}` : ''}`
  return new Problem('document-invalid', 422, detail, { extra: { errors } })
}

function taken(id: string): ValueError {
  return error('', 'taken', `${id} là một phần mở rộng`, `${id} is a plugin`)
}

function error(pointer: string, code: string, vi: string, en: string): ValueError {
  return { pointer, code, detail: { vi, en } }
}
