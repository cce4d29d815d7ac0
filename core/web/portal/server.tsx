export async function renderPortal(): Promise<{ status: number; html: string }> {
  return { status: 200, html: '' }
}
