/** The component's own class with what the caller adds. */
export function join(own: string, added: string | undefined): string {
  return added ? `${own} ${added}` : own
}
