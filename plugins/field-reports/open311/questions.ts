import catalogue from '../demo/categories.json' with { type: 'json' }

/** A question that a category asks. */
export interface CategoryAttribute {
  code: string
  label: { vi: string; en: string }
  datatype: 'string' | 'number' | 'singlevaluelist'
  required: boolean
  values?: { key: string; label: { vi: string; en: string } }[]
}

const byCode = new Map(
  catalogue.map(({ code, attributes, keywords }) => [
    code,
    { attributes: attributes as CategoryAttribute[], keywords: keywords.join(', ') },
  ]),
)

/** The questions of a category; none of one that was added here. */
export function attributesOf(code: string): readonly CategoryAttribute[] {
  return byCode.get(code)?.attributes ?? []
}

/** Words that people use for a category, separated by commas. */
export function keywordsOf(code: string): string {
  return byCode.get(code)?.keywords ?? ''
}
