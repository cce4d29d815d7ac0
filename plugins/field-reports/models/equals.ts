import type { Filter } from '@saola/sdk'

/** Records whose field holds this very value. */
export function equals(property: string, value: string | boolean): Filter {
  return { op: '=', args: [{ property }, value] }
}
