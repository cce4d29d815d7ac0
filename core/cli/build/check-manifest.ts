import { contributionSchemas, fieldSchemas, type JsonSchema, type Manifest, ManifestSchema } from '@saola/sdk'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import semver from 'semver'
import type { BuildProblem } from './problem.ts'

const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true })
const envelope = ajv.compile(ManifestSchema)
const points = new Map<string, ValidateFunction>(
  Object.entries(contributionSchemas).map(([point, schema]) => [point, ajv.compile(schema as JsonSchema)]),
)

const fields = new Map<string, ValidateFunction>(
  Object.entries(fieldSchemas).map(([type, schema]) => [type, ajv.compile(schema as JsonSchema)]),
)

/** Checks a manifest as the kernel will: its envelope, each contribution by its point, and what refers to what. */
export function checkManifest(manifest: unknown): BuildProblem[] {
  if (!envelope(manifest)) return explain('plugin.ts', envelope.errors)
  const checked = manifest as Manifest
  const problems: BuildProblem[] = []
  if (!semver.validRange(checked.engine)) {
    problems.push({
      where: 'engine',
      message: `${checked.engine} is not a version range`,
      hint: "Write '^1.0.0'.",
    })
  }
  for (const [point, entries] of Object.entries(checked.contributes)) {
    // Points of other plugins check their own contributions once both are there.
    if (point.includes('.')) continue
    const validate = points.get(point)
    if (!validate) {
      problems.push({
        where: point,
        message: 'is not a contribution point',
        hint: suggestion(point, points.keys()),
      })
      continue
    }
    for (const [name, data] of Object.entries(entries as Record<string, unknown>)) {
      const wrongFields = point === 'models' ? checkFields(`models.${name}.fields`, data) : []
      if (wrongFields.length > 0) problems.push(...wrongFields)
      else if (!validate(data)) problems.push(...explain(`${point}.${name}`, validate.errors))
    }
  }
  return problems.length > 0 ? problems : checkReferences(checked)
}

/** Each field by the schema of its own type: a union of all of them would say little. */
function checkFields(where: string, model: unknown): BuildProblem[] {
  const all = (model as { fields?: Record<string, { type?: unknown } | null> } | null)?.fields ?? {}
  return Object.entries(all).flatMap(([name, field]) => {
    const type = String(field?.type)
    const validate = fields.get(type)
    if (validate) return validate(field) ? [] : explain(`${where}.${name}`, validate.errors)
    const hint = `Types: ${[...fields.keys()].join(', ')}.`
    return [{ where: `${where}.${name}.type`, message: `${type} is not a type of field`, hint }]
  })
}

/** What the schema cannot see: names that lead nowhere inside the plugin itself. */
function checkReferences({ id, contributes, requires, optional }: Manifest): BuildProblem[] {
  const problems: BuildProblem[] = []
  const models = contributes.models ?? {}
  const permissions = contributes.permissions ?? {}
  const needPermission = (where: string, permission: string | undefined) => {
    if (!permission?.startsWith(`${id}.`) || permission.includes(':')) return
    const name = permission.slice(id.length + 1)
    if (!Object.hasOwn(permissions, name)) {
      problems.push({
        where,
        message: `needs the permission ${permission}, which the plugin does not declare`,
      })
    }
  }
  for (const [name, route] of Object.entries(contributes.routes ?? {})) {
    needPermission(`routes.${name}.permission`, route.permission)
  }
  for (const [name, widget] of Object.entries(contributes.widgets ?? {})) {
    needPermission(`widgets.${name}.permission`, widget.permission)
  }
  for (const [name, page] of Object.entries(contributes.pages ?? {})) {
    needPermission(`pages.${name}.permission`, page.permission)
  }
  for (const [name, job] of Object.entries(contributes.jobs ?? {})) {
    if ((job.cron === undefined) === (job.every === undefined)) {
      problems.push({ where: `jobs.${name}`, message: 'needs exactly one of cron and every' })
    }
  }
  for (const [name, model] of Object.entries(models)) {
    if (model.title !== undefined && !Object.hasOwn(model.fields, model.title)) {
      problems.push({ where: `models.${name}.title`, message: `${model.title} is not a field of the model` })
    }
    for (const [index, { fields }] of Object.entries(model.indexes ?? {})) {
      for (const field of fields) {
        if (!Object.hasOwn(model.fields, field)) {
          problems.push({
            where: `models.${name}.indexes.${index}`,
            message: `${field} is not a field of the model`,
          })
        }
      }
    }
  }
  for (const [name, layer] of Object.entries(contributes.mapLayers ?? {})) {
    const own = layer.model.startsWith(`${id}.`) ? layer.model.slice(id.length + 1) : layer.model
    if (own.includes('.')) continue
    const model = models[own]
    const where = `mapLayers.${name}`
    if (!model)
      problems.push({ where: `${where}.model`, message: `${layer.model} is not a model of the plugin` })
    else if (model.fields[layer.geometry]?.type !== 'point') {
      problems.push({
        where: `${where}.geometry`,
        message: `${layer.geometry} is not a point field of ${own}`,
      })
    }
  }
  for (const [name, seed] of Object.entries(contributes.seeds ?? {})) {
    for (const [modelName, { key, values }] of Object.entries(seed.records)) {
      const model = models[modelName]
      const where = `seeds.${name}.records.${modelName}`
      if (!model) problems.push({ where, message: `${modelName} is not a model of the plugin` })
      else if (!Object.hasOwn(model.fields, key))
        problems.push({ where, message: `${key} is not a field of ${modelName}` })
      else if (values.some((record) => record[key] === undefined)) {
        problems.push({ where, message: `a record has no ${key}, so it could not be found again` })
      }
    }
  }
  for (const [other, range] of Object.entries({ ...requires, ...optional })) {
    if (!semver.validRange(range))
      problems.push({ where: `requires.${other}`, message: `${range} is not a version range` })
  }
  return problems
}

/** Of the branches of a union only the errors that lie deepest are worth reading. */
function explain(where: string, errors: ErrorObject[] | null | undefined): BuildProblem[] {
  const all = errors ?? []
  const plain = all.filter((error) => error.keyword !== 'anyOf' && error.keyword !== 'const')
  const worth = plain.length > 0 ? plain : all
  const deepest = Math.max(...worth.map((error) => error.instancePath.split('/').length))
  const inUnion = all.some((error) => error.keyword === 'anyOf')
  const seen = new Set<string>()
  const problems: BuildProblem[] = []
  for (const error of worth) {
    if (inUnion && error.instancePath.split('/').length < deepest) continue
    const path = `${where}${error.instancePath.replaceAll('/', '.')}`
    const problem = { where: path, message: sentence(error) }
    if (seen.has(problem.where + problem.message)) continue
    seen.add(problem.where + problem.message)
    problems.push(problem)
  }
  return problems
}

function sentence({ keyword, params, message, data }: ErrorObject): string {
  switch (keyword) {
    case 'additionalProperties':
      return `does not know the member ${String(params.additionalProperty)}`
    case 'required':
      return `lacks the member ${String(params.missingProperty)}`
    case 'pattern':
      return `${JSON.stringify(data)} does not match ${String(params.pattern)}`
    default:
      return message ?? keyword
  }
}

function suggestion(name: string, known: Iterable<string>): string {
  return `Points of the platform: ${[...known].sort().join(', ')}.${name === 'map' ? ' Did you mean mapLayers?' : ''}`
}
