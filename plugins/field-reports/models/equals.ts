import type { ListQuery } from '@saola/sdk'

/** Records whose field holds this very value. */
export function equals(property: string, value: string | boolean): NonNullable<ListQuery['filter']> {
  return { op: '=', args: [{ property }, value] }
}
