import type { SQL } from 'drizzle-orm'

/** Under what a column stands in drizzle's table object: a field may be called like one of that object's members. */
export function key(name: string): string {
  return `column:${name}`
}

export function keyed(values: Record<string, SQL>): Record<string, never> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [key(name), value as never]))
}
