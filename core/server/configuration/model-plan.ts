import type { Effect, Kernel } from '@saola/kernel'
import type { FieldDef, ModelDef, Text } from '@saola/sdk'
import { type Use, usesOf } from './uses.ts'

const POINT_WORDS: Record<string, Text> = {
  widgets: { vi: 'Ô thông tin', en: 'The widget' },
  pages: { vi: 'Trang', en: 'The page' },
  mapLayers: { vi: 'Lớp bản đồ', en: 'The map layer' },
  dashboards: { vi: 'Bảng điều khiển', en: 'The dashboard' },
  rules: { vi: 'Quy tắc', en: 'The rule' },
}

/** What a change of a model's fields does to others than its records. `base` is the plugin's model, if it is one's. */
export function modelEffects(
  kernel: Kernel,
  id: string,
  before: ModelDef | undefined,
  after: ModelDef,
  base: ModelDef | undefined,
): Effect[] {
  const gone = Object.keys(before?.fields ?? {}).filter((name) => !Object.hasOwn(after.fields, name))
  const broken = gone.length === 0 ? [] : usesOf(kernel, id, gone).filter(({ fields }) => fields.length > 0)
  const effects = broken.map((use) => warning(use.id, useText(use, before)))
  if (base === undefined) return effects
  for (const [name, field] of Object.entries(after.fields)) {
    const was = before?.fields[name]
    const asks = field.required === true && !('default' in field && field.default !== undefined)
    if (name.startsWith('x_') && asks && was?.required !== true)
      effects.push(warning(id, unknownToPlugin(field)))
  }
  return effects
}

function useText(use: Use, before: ModelDef | undefined): Text {
  const point = POINT_WORDS[use.point] ?? { vi: use.point, en: use.point }
  const name = (lang: 'vi' | 'en') => use.label?.[lang] ?? use.label?.vi ?? use.id
  const fields = (lang: 'vi' | 'en') =>
    use.fields.map((field) => before?.fields[field]?.label[lang] ?? before?.fields[field]?.label.vi ?? field)
  return {
    vi: `${point.vi} “${name('vi')}” đang dùng: ${fields('vi').join(', ')}.`,
    en: `${point.en} “${name('en')}” uses: ${fields('en').join(', ')}.`,
  }
}

function unknownToPlugin({ label }: FieldDef): Text {
  return {
    vi: `Phân hệ không biết trường “${label.vi}” bắt buộc: bản ghi do mã hoặc biểu mẫu công khai của phân hệ tạo sẽ bị từ chối. Hãy đặt giá trị mặc định hoặc bỏ bắt buộc.`,
    en: `The plugin does not know the required field “${label.en ?? label.vi}”: records that its code or public forms make will be refused. Give it a default or do not require it.`,
  }
}

function warning(subject: string, text: Text): Effect {
  return { kind: 'warns', point: 'models', subject, text }
}
